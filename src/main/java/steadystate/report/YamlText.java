package steadystate.report;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON content in YAML's block form. Text is left bare only where no reader could take it for more.
 */
public final class YamlText {
  private static final Pattern BARE =
      Pattern.compile("[A-Za-z/][A-Za-z0-9_./@-]*( [A-Za-z0-9_./@-]+)*");
  private static final Pattern RESERVED = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

  private final StringBuilder out = new StringBuilder();

  private YamlText() {}

  /** Ends with a line break. */
  public static String of(JsonNode node) {
    YamlText text = new YamlText();
    text.block(node, 0);
    return text.out.toString();
  }

  private void block(JsonNode node, int indent) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      object.properties().forEach(entry -> member(entry.getKey(), entry.getValue(), indent));
    } else if (node instanceof ArrayNode array && !array.isEmpty()) {
      array.forEach(item -> item(item, indent));
    } else {
      out.append(" ".repeat(indent)).append(scalar(node)).append('\n');
    }
  }

  private void member(String name, JsonNode held, int indent) {
    out.append(" ".repeat(indent)).append(quoted(name)).append(':');
    if (held.isContainer() && !held.isEmpty()) {
      out.append('\n');
      block(held, held instanceof ArrayNode ? indent : indent + 2);
    } else {
      out.append(' ').append(scalar(held)).append('\n');
    }
  }

  /** The first line of what is inside follows the dash. */
  private void item(JsonNode held, int indent) {
    int start = out.length();
    block(held, indent + 2);
    out.setCharAt(start + indent, '-');
  }

  private static String scalar(JsonNode node) {
    return node.isString() ? quoted(node.stringValue()) : node.toString();
  }

  private static String quoted(String text) {
    return BARE.matcher(text).matches() && !RESERVED.matcher(text).matches()
        ? text
        : JsonMapper.shared().writeValueAsString(text);
  }
}
