package steadystate.kinds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Origin;
import steadystate.resource.Value;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values as JSON text, for the fields in which AWS takes and gives documents. */
public final class JsonText {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonText() {}

  /**
   * The value of a JSON text.
   *
   * @throws FailureException for a text that is no JSON
   */
  public static Value read(String text) {
    try {
      return value(MAPPER.readTree(text));
    } catch (JacksonException e) {
      throw new FailureException(
          new Failure.Rejected("NotJson", "a document is not JSON: " + e.getOriginalMessage()), e);
    }
  }

  private static Value value(JsonNode node) {
    if (node.isObject()) {
      Map<String, Value> entries = new LinkedHashMap<>();
      node.properties().forEach(member -> entries.put(member.getKey(), value(member.getValue())));
      return Value.entries(entries);
    }
    if (node.isArray()) {
      List<Value> items = new ArrayList<>();
      node.forEach(item -> items.add(value(item)));
      return Value.items(items);
    }
    if (node.isNumber()) {
      return new Value.Number(node.decimalValue(), Origin.NONE);
    }
    return node.isBoolean() ? Value.flag(node.booleanValue()) : Value.text(node.asString());
  }

  /** Without line breaks. */
  public static String write(Value value) {
    return node(value).toString();
  }

  private static JsonNode node(Value value) {
    return switch (value) {
      case Value.Entries entries -> {
        ObjectNode object = NODES.objectNode();
        entries.entries().forEach((name, held) -> object.set(name, node(held)));
        yield object;
      }
      case Value.Items items -> {
        ArrayNode array = NODES.arrayNode();
        items.items().forEach(item -> array.add(node(item)));
        yield array;
      }
      case Value.Text text -> NODES.stringNode(text.text());
      case Value.Number number -> NODES.numberNode(number.number());
      case Value.Flag flag -> NODES.booleanNode(flag.on());
      case Value.Template template -> NODES.stringNode(template.toString());
    };
  }
}
