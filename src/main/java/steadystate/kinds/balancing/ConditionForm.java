package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;
import steadystate.aws.SdkShapes;
import steadystate.resource.Canonical;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * The one form of when a rule applies. AWS answers host and path twice, as {@code values} and as
 * {@code hostHeaderConfig} or {@code pathPatternConfig}, and keeps no order. Here a condition is
 * {@code field}, for a header its {@code name}, and a set of {@code values}; a query string's value
 * is {@code key=value}.
 */
public final class ConditionForm {
  private static final Map<String, String> CONFIGS =
      Map.of(
          "host-header", "hostHeaderConfig",
          "path-pattern", "pathPatternConfig",
          "http-header", "httpHeaderConfig",
          "query-string", "queryStringConfig",
          "http-request-method", "httpRequestMethodConfig",
          "source-ip", "sourceIpConfig");

  private ConditionForm() {}

  /** What users write when the short fields do not do: AWS's own form. */
  static Shape written() {
    return Shape.ItemsOf.ordered(SdkShapes.of(RuleCondition.builder().build()));
  }

  /** The canonical form. */
  static Shape model() {
    Shape text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.ItemsOf.keyed(
        Shape.Structure.empty()
            .with("field", text, "")
            .with("name", text, "")
            .with("values", Shape.ItemsOf.set(text), "")
            .with("regexValues", Shape.ItemsOf.set(text), ""),
        "field",
        "name");
  }

  /** One condition in the canonical form. */
  public static Value.Entries of(String field, List<Value> values) {
    return canonical(
        Value.Entries.EMPTY.with("field", Value.text(field)).with("values", Value.items(values)));
  }

  /** A header that must have one of the values. */
  public static Value.Entries header(String name, List<Value> values) {
    return canonical(
        Value.Entries.EMPTY
            .with("field", Value.text("http-header"))
            .with(
                "httpHeaderConfig",
                Value.Entries.EMPTY
                    .with("httpHeaderName", Value.text(name))
                    .with("values", Value.items(values))));
  }

  /** A query parameter that must have one of the values. */
  public static Value.Entries query(String key, List<Value> values) {
    List<Value> pairs =
        values.stream()
            .<Value>map(
                value -> Value.Entries.EMPTY.with("key", Value.text(key)).with("value", value))
            .toList();
    return canonical(
        Value.Entries.EMPTY
            .with("field", Value.text("query-string"))
            .with("queryStringConfig", Value.Entries.EMPTY.with("values", Value.items(pairs))));
  }

  /** AWS's forms in one. */
  public static Value.Items canonical(Value.Items raw) {
    List<Value> all =
        raw.items().stream()
            .<Value>map(item -> item instanceof Value.Entries c ? canonical(c) : item)
            .toList();
    boolean several = all.stream().filter(ConditionForm::isQuery).count() > 1;
    List<Value> told =
        all.stream()
            .<Value>map(item ->
                several && isQuery(item) && item instanceof Value.Entries query
                    ? query.with("name", queryName(query.list("values")))
                    : item)
            .toList();
    return (Value.Items) Canonical.form(model(), new Value.Items(told, raw.origin()));
  }

  private static boolean isQuery(Value condition) {
    return condition instanceof Value.Entries entries
        && entries.text("field").orElse("").equals("query-string");
  }

  /** All query strings have one field; only their values tell several apart. */
  private static Value queryName(List<Value> values) {
    return values.size() == 1
        ? values.getFirst()
        : Value.text(
            values.stream().map(Value::toString).sorted().collect(Collectors.joining("|")));
  }

  private static Value.Entries canonical(Value.Entries raw) {
    String field = raw.text("field").orElseGet(() -> byConfig(raw));
    Value.Entries config = config(raw, field);
    boolean inConfig = config.has("values") || config.has("regexValues");
    Value.Entries held = inConfig ? config : raw;
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("field", Value.text(field));
    List<Value> values = held.list("values").stream().map(value -> plain(field, value)).toList();
    headerName(raw, field, config).ifPresent(name -> out.put("name", name));
    if (!values.isEmpty()) {
      out.put("values", Value.items(values));
    }
    if (!held.list("regexValues").isEmpty()) {
      out.put("regexValues", Value.items(held.list("regexValues")));
    }
    return new Value.Entries(out, raw.origin());
  }

  private static String byConfig(Value.Entries raw) {
    return CONFIGS.entrySet().stream()
        .filter(entry -> raw.has(entry.getValue()))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  private static Value.Entries config(Value.Entries raw, String field) {
    return raw.get(CONFIGS.getOrDefault(field, "")).orElse(Value.Entries.EMPTY)
            instanceof Value.Entries entries
        ? entries
        : Value.Entries.EMPTY;
  }

  private static Optional<Value> headerName(Value.Entries raw, String field, Value.Entries config) {
    return Optional.of(field)
        .filter("http-header"::equals)
        .flatMap(header -> config.get("httpHeaderName").or(() -> raw.get("name")))
        // The names of headers have no case.
        .map(name -> Value.text(name.toString().toLowerCase(Locale.ROOT)));
  }

  private static Value plain(String field, Value value) {
    return switch (value) {
      case Value.Text text when field.equals("host-header") ->
          Value.text(text.text().toLowerCase(Locale.ROOT)).from(text.origin());
      case Value.Entries pair when field.equals("query-string") -> pair(pair);
      default -> value;
    };
  }

  private static Value pair(Value.Entries pair) {
    String key = pair.text("key").orElse("") + "=";
    Value value = pair.get("value").orElse(Value.text(""));
    if (value instanceof Value.Template template) {
      List<Value.Part> parts = new ArrayList<>();
      parts.add(new Value.Part.Literal(key));
      parts.addAll(template.parts());
      return new Value.Template(parts, template.origin());
    }
    return Value.text(key + value).from(value.origin());
  }

  /** Back to AWS's form. */
  public static Value.Items wire(Value.Items canonical) {
    return Value.items(canonical.items().stream().map(item -> wire((Value.Entries) item)).toList());
  }

  private static Value.Entries wire(Value.Entries condition) {
    String field = condition.text("field").orElse("");
    Value.Entries config = Value.Entries.EMPTY;
    if (condition.has("values")) {
      List<Value> values = condition.list("values");
      config =
          config.with(
              "values",
              Value.items(
                  field.equals("query-string")
                      ? values.stream().map(ConditionForm::unpaired).toList()
                      : values));
    }
    if (condition.has("regexValues")) {
      config = config.with("regexValues", Value.items(condition.list("regexValues")));
    }
    if (field.equals("http-header")) {
      config = config.with("httpHeaderName", condition.get("name").orElse(Value.text("")));
    }
    return Value.Entries.EMPTY
        .with("field", Value.text(field))
        .with(CONFIGS.getOrDefault(field, "values"), config);
  }

  private static Value unpaired(Value pair) {
    String text = pair.toString();
    int equals = text.indexOf('=');
    Value.Entries value = Value.Entries.EMPTY.with("value", Value.text(text.substring(equals + 1)));
    return equals > 0 ? value.with("key", Value.text(text.substring(0, equals))) : value;
  }
}
