package steadystate.report;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import steadystate.drift.FieldChange;
import steadystate.drift.Shown;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The words of the API for what every report is made of. */
public final class Json {
  static final String API_VERSION = "steadystate/v1";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** One difference. */
  static final Form<FieldChange> FIELD =
      Form.<FieldChange>of("FieldChange")
          .text("path", field -> field.path().toString())
          .any("live", field -> of(field.live()))
          .any("desired", field -> of(field.desired()))
          .text("because", field -> field.origin().because().word())
          .textOrNull("source", field -> place(field.origin().at()))
          .flag("forcesReplacement", field -> field.onChange() == OnChange.REPLACE)
          .flag("sensitive", FieldChange::sensitive)
          .textIfAny(
              "reason",
              field -> Optional.of(field.origin().reason()).filter(text -> !text.isEmpty()))
          .textIfAny("liveName", field -> name(field.live()))
          .textIfAny("desiredName", field -> name(field.desired()));

  /** What it took. */
  static final Form<Stats> STATS =
      Form.<Stats>of("Stats")
          .map("awsCalls", "integer", stats -> numbers(stats.awsCalls()))
          .number(
              "seconds", stats -> NODES.numberNode(Math.round(stats.seconds() * 1000) / 1000.0));

  private Json() {}

  /** An object that says what it is. */
  public static ObjectNode document(String kind) {
    return NODES.objectNode().put("apiVersion", API_VERSION).put("kind", kind);
  }

  /** Indented by two, one line for each member; ends with a line break. */
  public static String text(JsonNode node) {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter(
                Separators.createDefaultInstance()
                    .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                    .withArrayEmptySeparator("")
                    .withObjectEmptySeparator(""))
            .withArrayIndenter(indenter)
            .withObjectIndenter(indenter);
    return JsonMapper.shared().writer().with(printer).writeValueAsString(node) + "\n";
  }

  /** A value as plain JSON; a reference as it is written in a spec. */
  public static JsonNode of(Value value) {
    return switch (value) {
      case Value.Text text -> NODES.stringNode(text.text());
      case Value.Number number -> of(number.number());
      case Value.Flag flag -> NODES.booleanNode(flag.on());
      case Value.Template template -> NODES.stringNode(template.toString());
      case Value.Items items -> {
        ArrayNode array = NODES.arrayNode();
        items.items().forEach(item -> array.add(of(item)));
        yield array;
      }
      case Value.Entries entries -> {
        ObjectNode object = NODES.objectNode();
        entries.entries().forEach((name, held) -> object.set(name, of(held)));
        yield object;
      }
    };
  }

  private static JsonNode of(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    return plain.scale() <= 0
        ? NODES.numberNode(plain.toBigIntegerExact())
        : NODES.numberNode(plain);
  }

  static JsonNode of(Shown shown) {
    return switch (shown) {
      case Shown.Absent() -> NODES.nullNode();
      case Shown.Plain(Value value, Optional<String> label) -> of(value);
      case Shown.Masked() -> NODES.stringNode("(sensitive)");
      case Shown.KnownAfter(String template) -> NODES.stringNode("(known after apply)");
    };
  }

  /** What people call a value that AWS names by an id, or will name later. */
  private static Optional<String> name(Shown shown) {
    return switch (shown) {
      case Shown.Plain(Value value, Optional<String> label) -> label;
      case Shown.KnownAfter(String template) -> Optional.of(template);
      case Shown.Absent(), Shown.Masked() -> Optional.empty();
    };
  }

  static Optional<String> place(Optional<SourceSpan> at) {
    return at.map(SourceSpan::toString);
  }

  private static Map<String, JsonNode> numbers(Map<String, Long> counts) {
    Map<String, JsonNode> nodes = new TreeMap<>();
    counts.forEach((name, count) -> nodes.put(name, NODES.numberNode(count)));
    return nodes;
  }

  /** Texts by name, for a form. */
  public static Map<String, JsonNode> texts(Map<String, String> texts) {
    Map<String, JsonNode> nodes = new TreeMap<>();
    texts.forEach((name, text) -> nodes.put(name, NODES.stringNode(text)));
    return nodes;
  }

  static JsonNode source(Optional<SourceSpan> at) {
    return at.<JsonNode>map(span -> NODES.stringNode(span.toString())).orElse(NODES.nullNode());
  }

  static JsonNode textOrNull(Optional<String> text) {
    return text.<JsonNode>map(NODES::stringNode).orElse(NODES.nullNode());
  }

  static ArrayNode array() {
    return NODES.arrayNode();
  }

  static ObjectNode object() {
    return NODES.objectNode();
  }
}
