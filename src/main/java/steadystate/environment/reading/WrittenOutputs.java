package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.resource.Declared;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;

/** {@code outputs}: a value to show, or {@code {value, ssm, type}} to write it to SSM as well. */
record WrittenOutputs(Value.Entries spec, SourceSpan place) {
  private static final List<String> KEYS = List.of("value", "ssm", "type");
  private static final List<String> TYPES = List.of("String", "SecureString");
  private static final String SECURE = "SecureString";

  private Value.Entries all() {
    return spec.get("outputs").orElse(Value.Entries.EMPTY) instanceof Value.Entries map
        ? map
        : Value.Entries.EMPTY;
  }

  /** What is shown, by name; a secret shows that it is one. */
  Map<String, Value> shown() {
    Map<String, Value> shown = new LinkedHashMap<>();
    all()
        .entries()
        .forEach((name, output) -> {
          if (output instanceof Value.Entries entries) {
            Value value = entries.get("value").orElse(Value.text(""));
            shown.put(name, isSecret(entries) ? Value.text("(sensitive)") : value);
          } else {
            shown.put(name, output);
          }
        });
    return shown;
  }

  private static boolean isSecret(Value.Entries output) {
    return output.text("type").filter(SECURE::equals).isPresent();
  }

  /** The parameters to write whose references are all among {@code there}. */
  List<Declared> parameters(Set<ResourceId> there) {
    List<Declared> parameters = new ArrayList<>();
    all()
        .entries()
        .forEach((name, output) -> {
          if (output instanceof Value.Entries entries
              && entries.has("ssm")
              && entries.has("value")
              && there.containsAll(References.in(entries))) {
            parameters.add(parameter(name, entries));
          }
        });
    return parameters;
  }

  private Declared parameter(String name, Value.Entries output) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("parameterName", output.get("ssm").orElseThrow());
    model.put("type", output.get("type").orElse(Value.text("String")));
    model.put(isSecret(output) ? "secretValue" : "value", output.get("value").orElseThrow());
    return new Declared(
        new ResourceId("parameter", name),
        new Value.Entries(model, output.origin()),
        output.origin().at().orElse(place));
  }

  /** Every mistake in the long form. */
  void check(Problems problems) {
    all()
        .entries()
        .forEach((name, output) -> {
          String path = Paths.key("spec.outputs", name);
          if (output instanceof Value.Entries entries) {
            longForm(entries, path, problems);
          } else if (output instanceof Value.Items) {
            problem(problems, "wrong-type", output, path, "expected a value, found a list", "");
          }
        });
  }

  private void longForm(Value.Entries output, String path, Problems problems) {
    Set<String> unknown = new TreeSet<>(output.entries().keySet());
    unknown.removeAll(KEYS);
    for (String key : unknown) {
      problem(
          problems,
          "unknown-key",
          output.get(key).orElse(output),
          Paths.key(path, key),
          "unknown key " + Quoted.of(key),
          Suggestions.didYouMean(key, KEYS).orElse("known here: " + String.join(", ", KEYS)));
    }
    if (!output.has("value")) {
      problem(problems, "missing-key", output, Paths.key(path, "value"), "`value` is missing", "");
    }
    Optional<Value> type = output.get("type").filter(t -> !TYPES.contains(t.toString()));
    type.ifPresent(wrong ->
        problem(
            problems,
            "not-allowed",
            wrong,
            Paths.key(path, "type"),
            Quoted.of(wrong.toString()) + " is not allowed; allowed: " + String.join(", ", TYPES),
            Suggestions.didYouMean(wrong.toString(), TYPES).orElse("")));
    Optional<Value> name = output.get("ssm").filter(ssm -> !isName(ssm.toString()));
    name.ifPresent(wrong ->
        problem(
            problems,
            "bad-name",
            wrong,
            Paths.key(path, "ssm"),
            Quoted.of(wrong.toString()) + " is not a name that AWS takes for a parameter",
            "such as /shop/dev/api-url; not beginning with aws or ssm"));
  }

  private static boolean isName(String text) {
    return text.matches("(/[a-zA-Z0-9_.-]+){1,15}|[a-zA-Z0-9_.-]+")
        && !text.matches("(?i)/?(aws|ssm).*")
        && text.length() <= 1011;
  }

  private void problem(
      Problems problems, String code, Value at, String path, String message, String help) {
    problems.add(
        new Problem(
            code,
            at.origin().at().orElse(place),
            path,
            message,
            Optional.of(help).filter(text -> !text.isEmpty())));
  }
}
