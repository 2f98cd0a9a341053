package steadystate.environment.reading;

import java.util.ArrayList;
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
import steadystate.yaml.YamlNode;

/**
 * One entry of {@code spec.variables}: a value or a list, or {@code {type, default, allowed,
 * pattern}}.
 *
 * @param value what it stands for, the command line's wish before the file's: a scalar, or a list
 *     of them
 * @param type one of {@link #TYPES}; empty for any single value
 * @param limits what else a value, or each element of a list, has to be
 * @param given whether the value comes from the command line
 */
record VariableDefinition(
    Optional<YamlNode> value, String type, VariableLimits limits, boolean given, SourceSpan at) {
  private static final String LIST = "list";
  static final List<String> TYPES = List.of("string", "integer", "number", "boolean", LIST);

  /** The long form of a variable. */
  static final Shape.Structure LONG_FORM =
      Shape.Structure.empty()
          .with(
              "type",
              Member.of(Shape.Scalar.of(Shape.Type.TEXT).allowed(TYPES), "what the value must be"))
          .with(
              "default",
              Shape.ItemsOf.ordered(Shape.Scalar.of(Shape.Type.TEXT)).orOne(),
              "the value when none is given; a list for a list")
          .withAll(VariableLimits.SHAPE);

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
        Optional.of(new YamlNode.Scalar(value, true, at)), "", VariableLimits.NONE, true, at);
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
          Optional.of(new VariableDefinition(whole(over), "", VariableLimits.NONE, over, at));
      case YamlNode.Scalar scalar ->
          Optional.of(
              new VariableDefinition(
                  whole(over.or(() -> Optional.of(scalar))), "", VariableLimits.NONE, over, at));
      case YamlNode.Mapping mapping -> longForm(mapping, over, path, at, problems);
      case YamlNode.Sequence list ->
          isOfValues(list, path, problems)
              ? Optional.of(
                  new VariableDefinition(
                      whole(over).or(() -> Optional.of(list)), LIST, VariableLimits.NONE, over, at))
              : Optional.empty();
    };
  }

  private VariableDefinition(
      Optional<YamlNode> value,
      String type,
      VariableLimits limits,
      Optional<YamlNode.Scalar> given,
      SourceSpan at) {
    this(value, type, limits, given.isPresent(), at);
  }

  private static Optional<YamlNode> whole(Optional<YamlNode.Scalar> scalar) {
    return scalar.map(YamlNode.class::cast);
  }

  private static boolean isOfValues(YamlNode.Sequence list, String path, Problems problems) {
    for (YamlNode item : list.items()) {
      if (!(item instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
        problems.add(
            new Problem(
                "wrong-type",
                item.at(),
                path,
                "a list of a variable holds single values",
                "write text, numbers, true or false, as in `[a, b]`"));
        return false;
      }
    }
    return true;
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
    VariableLimits limits = VariableLimits.of(read, path, problems);
    Optional<YamlNode> written =
        Optional.ofNullable(mapping.entries().get("default"))
            .map(YamlNode.Entry::value)
            .filter(node -> !ShapeReader.isNull(node));
    boolean list = written.filter(YamlNode.Sequence.class::isInstance).isPresent();
    String type = read.text("type").orElse(list ? LIST : "");
    if (written.isPresent() && list != type.equals(LIST)) {
      problems.add(
          new Problem(
              "wrong-type",
              written.get().at(),
              path + ".default",
              list ? "a list is not of type " + type : "a single value is not of type list",
              list ? "write `type: list`" : "write it as a list, `[…]`"));
    }
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new VariableDefinition(whole(over).or(() -> written), type, limits, over, at));
  }

  boolean isList() {
    return type.equals(LIST);
  }

  /** The elements of a list; the command line writes commas between them. */
  List<YamlNode.Scalar> elements() {
    List<YamlNode.Scalar> elements = new ArrayList<>();
    if (value.isPresent() && value.get() instanceof YamlNode.Sequence list) {
      list.items().forEach(item -> elements.add((YamlNode.Scalar) item));
    } else if (value.isPresent() && value.get() instanceof YamlNode.Scalar text) {
      for (String part : text.text().isBlank() ? new String[0] : text.text().split(",", -1)) {
        elements.add(new YamlNode.Scalar(part.strip(), true, text.at()));
      }
    }
    return elements;
  }

  /** Whether a file defines it, and not the command line alone. */
  boolean isWritten(String name) {
    return !at.equals(commandLine(name));
  }

  /**
   * Why a value must not be taken.
   *
   * @param text the value, or one element of it
   */
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
    return limits.mistake(text, who, place, path);
  }
}
