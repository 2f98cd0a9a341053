package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import steadystate.aws.Pojo;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/** A living rule in the words of {@code expose}. */
final class RuleForm {
  private static final Map<String, String> WORDS =
      Map.of(
          "host-header", "host",
          "path-pattern", "path",
          "http-request-method", "methods",
          "source-ip", "sourceIps");

  private RuleForm() {}

  static Entries on(Entries entry, Rule rule) {
    Entries told = Pojo.read(rule);
    Entries out =
        conditions(entry, ConditionForm.canonical(Value.items(told.list("conditions"))))
            .with("priority", Value.number(Long.parseLong(rule.priority())));
    List<Value> before =
        ActionForm.canonical(Value.items(told.list("actions"))).items().stream()
            .filter(action -> !((Entries) action).text("type").orElse("").equals("forward"))
            .toList();
    out = before.isEmpty() ? out : out.with("actions", Value.items(before));
    List<Value> transforms = told.list("transforms");
    return transforms.isEmpty() ? out : out.with("transforms", Value.items(transforms));
  }

  private static Entries conditions(Entries entry, Items conditions) {
    Entries out = entry;
    Map<String, Value> headers = new LinkedHashMap<>();
    Map<String, Value> queries = new LinkedHashMap<>();
    List<Value> others = new ArrayList<>();
    for (Value item : conditions.items()) {
      Entries condition = (Entries) item;
      String field = condition.text("field").orElse("");
      List<Value> values = condition.list("values");
      String key = queryKey(field, values);
      if (condition.has("regexValues")) {
        others.add(item);
      } else if (WORDS.containsKey(field)) {
        out = out.with(WORDS.getOrDefault(field, field), oneOrMore(values));
      } else if (field.equals("http-header")) {
        headers.put(condition.text("name").orElse(""), oneOrMore(values));
      } else if (!key.isEmpty() && !queries.containsKey(key)) {
        queries.put(key, oneOrMore(values.stream().map(v -> after(key, v)).toList()));
      } else {
        others.add(item);
      }
    }
    out = headers.isEmpty() ? out : out.with("headers", Value.entries(headers));
    out = queries.isEmpty() ? out : out.with("queryStrings", Value.entries(queries));
    return others.isEmpty() ? out : out.with("conditions", ConditionForm.wire(Value.items(others)));
  }

  private static Value oneOrMore(List<Value> values) {
    return values.size() == 1 ? values.getFirst() : Value.items(values);
  }

  /** The parameter that all pairs of a query condition have; empty when there is none. */
  private static String queryKey(String field, List<Value> values) {
    Set<String> keys = new LinkedHashSet<>();
    values.forEach(value -> keys.add(value.toString().replaceFirst("=.*$", "")));
    return field.equals("query-string") && keys.size() == 1 ? keys.iterator().next() : "";
  }

  private static Value after(String key, Value pair) {
    return Value.text(pair.toString().substring(key.length() + 1));
  }
}
