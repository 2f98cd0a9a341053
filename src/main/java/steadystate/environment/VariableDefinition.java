package steadystate.environment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;

/**
 * One entry of {@code spec.variables}: a value, or {@code {type, default, allowed}}.
 *
 * @param value what it stands for, the command line's wish before the file's
 * @param type one of {@link #TYPES}; empty for any
 * @param allowed the only values, when not empty
 * @param given whether the value comes from the command line
 */
record VariableDefinition(
    Optional<YamlNode.Scalar> value,
    String type,
    List<String> allowed,
    boolean given,
    SourceSpan at) {
  static final List<String> TYPES = List.of("string", "integer", "number", "boolean");

  /** The long form of a variable. */
  static final Shape.Structure LONG_FORM =
      Shape.Structure.empty()
          .with(
              "type",
              Member.of(Shape.Scalar.of(Shape.Type.TEXT).allowed(TYPES), "what the value must be"))
          .with("default", Shape.Scalar.of(Shape.Type.TEXT), "the value when none is given")
          .with(
              "allowed",
              Shape.ItemsOf.ordered(Shape.Scalar.of(Shape.Type.TEXT)),
              "the only values it may have");

  private static final String NAME = "[A-Za-z_][A-Za-z0-9_-]*";

  /** The definitions of an environment, those of the command line on top. */
  static Map<String, VariableDefinition> read(
      Optional<YamlNode> variables, Map<String, String> given, Problems problems) {
    Map<String, VariableDefinition> definitions = new LinkedHashMap<>();
    if (variables.isPresent() && variables.get() instanceof YamlNode.Mapping mapping) {
      for (YamlNode.Entry entry : mapping.entries().values()) {
        read(entry, Optional.ofNullable(given.get(entry.key())), problems)
            .ifPresent(definition -> definitions.put(entry.key(), definition));
      }
    }
    given.forEach((name, value) -> definitions.computeIfAbsent(name, n -> given(n, value)));
    return definitions;
  }

  private static VariableDefinition given(String name, String value) {
    SourceSpan at = commandLine(name);
    return new VariableDefinition(
        Optional.of(new YamlNode.Scalar(value, true, at)), "", List.of(), true, at);
  }

  /** Where a value of the command line stands. */
  static SourceSpan commandLine(String name) {
    return new SourceSpan("--var " + name, 1, 1);
  }

  private static Optional<VariableDefinition> read(
      YamlNode.Entry entry, Optional<String> given, Problems problems) {
    String path = Paths.key("spec.variables", entry.key());
    SourceSpan at = entry.keyAt();
    if (!entry.key().matches(NAME)) {
      problems.add(
          new Problem(
              "bad-name",
              at,
              path,
              "a variable's name has letters, digits, `_` and `-`, and starts with a letter"));
      return Optional.empty();
    }
    Optional<YamlNode.Scalar> over =
        given.map(text -> new YamlNode.Scalar(text, true, commandLine(entry.key())));
    return switch (entry.value()) {
      case YamlNode.Scalar scalar when scalar.isNull() ->
          Optional.of(new VariableDefinition(over, "", List.of(), given.isPresent(), at));
      case YamlNode.Scalar scalar ->
          Optional.of(
              new VariableDefinition(
                  Optional.of(over.orElse(scalar)), "", List.of(), given.isPresent(), at));
      case YamlNode.Mapping mapping -> longForm(mapping, over, path, at, problems);
      case YamlNode.Sequence list -> {
        problems.add(
            new Problem(
                "wrong-type",
                list.at(),
                path,
                "expected a single value, found a list",
                "a variable stands for text, a number, true or false"));
        yield Optional.empty();
      }
    };
  }

  private static Optional<VariableDefinition> longForm(
      YamlNode.Mapping mapping,
      Optional<YamlNode.Scalar> over,
      String path,
      SourceSpan at,
      Problems problems) {
    int before = problems.count();
    Value.Entries read =
        ShapeReader.plain(problems).structure(LONG_FORM, mapping, new Spot(path, at));
    if (problems.count() > before) {
      return Optional.empty();
    }
    Optional<YamlNode.Scalar> written =
        Optional.ofNullable(mapping.entries().get("default"))
            .map(YamlNode.Entry::value)
            .filter(YamlNode.Scalar.class::isInstance)
            .map(YamlNode.Scalar.class::cast)
            .filter(scalar -> !scalar.isNull());
    return Optional.of(
        new VariableDefinition(
            over.or(() -> written),
            read.text("type").orElse(""),
            read.list("allowed").stream().map(Object::toString).toList(),
            over.isPresent(),
            at));
  }

  /** Whether a file defines it, and not the command line alone. */
  boolean isWritten(String name) {
    return !at.equals(commandLine(name));
  }

  /** Why a value must not be taken. */
  Optional<Problem> mistake(String name, String text, boolean plain) {
    YamlNode.Scalar scalar = new YamlNode.Scalar(text, plain || given, at);
    boolean fits =
        switch (type) {
          case "integer" -> CoreScalars.integer(scalar).isPresent();
          case "number" -> CoreScalars.decimal(scalar).isPresent();
          case "boolean" -> CoreScalars.bool(scalar).isPresent();
          default -> true;
        };
    String path = "spec.variables." + name;
    SourceSpan place = given ? at : value.map(YamlNode::at).orElse(at);
    String who = given ? "`--var " + name + "=" + text + "`" : Quoted.of(text);
    if (!fits) {
      return Optional.of(new Problem("wrong-type", place, path, who + " is not of type " + type));
    }
    if (allowed.isEmpty() || allowed.contains(text)) {
      return Optional.empty();
    }
    String message = who + " is not allowed; allowed: " + String.join(", ", allowed);
    return Optional.of(
        new Problem("not-allowed", place, path, message, Suggestions.didYouMean(text, allowed)));
  }
}
