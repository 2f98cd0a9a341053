package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import steadystate.environment.reading.Interpolation.Piece;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;

/** The variables of one environment, and text with their values in it. */
final class Variables {
  /** Letters that all variables of an environment together may bring in. */
  private static final int MOST_LETTERS = 5_000_000;

  private static final int LONGEST = 100_000;

  /**
   * Text in which every variable has its value; references are left.
   *
   * @param plain whether it means what it means without quotes
   */
  record Filled(List<Value.Part> parts, boolean plain) {
    /** The whole text, when no reference is in it. */
    Optional<String> text() {
      boolean literal = parts.stream().allMatch(part -> part instanceof Value.Part.Literal);
      return literal
          ? Optional.of(parts.stream().map(Object::toString).collect(Collectors.joining()))
          : Optional.empty();
    }
  }

  private final Map<String, VariableDefinition> definitions;
  private final Problems problems;
  private final Map<String, Optional<Filled>> values = new LinkedHashMap<>();
  private final SequencedSet<String> underWay = new LinkedHashSet<>();
  private final Set<String> used = new TreeSet<>();
  private long letters;

  Variables(Map<String, VariableDefinition> definitions, Problems problems) {
    this.definitions = definitions;
    this.problems = problems;
  }

  /** Reads every value, so that mistakes in unused variables are found too. */
  void check() {
    definitions.forEach((name, definition) -> {
      if (definition.isList()) {
        elements(name, definition);
      } else if (definition.value().isPresent() && definition.isWritten(name)) {
        value(name, definition.at(), "spec.variables." + name);
      }
    });
  }

  private void elements(String name, VariableDefinition definition) {
    for (YamlNode.Scalar element : definition.elements()) {
      checked(name, definition, element);
    }
  }

  /** The list that a lone {@code ${name}} stands for; empty for anything else. */
  Optional<YamlNode.Sequence> list(YamlNode.Scalar scalar, String path) {
    List<Piece> pieces = Interpolation.pieces(scalar.text());
    return pieces.size() == 1
            && pieces.getFirst() instanceof Piece.Variable(String name)
            && definitions.get(name) instanceof VariableDefinition definition
            && definition.isList()
        ? Optional.of(list(name, definition, scalar.at(), path))
        : Optional.empty();
  }

  private YamlNode.Sequence list(
      String name, VariableDefinition definition, SourceSpan at, String path) {
    used.add(name);
    if (definition.value().isEmpty()) {
      problems.add(valueless(name, at, path));
    }
    return new YamlNode.Sequence(List.copyOf(definition.elements()), at);
  }

  /** Names that some text asked for. */
  Set<String> used() {
    return used;
  }

  /** The text with every variable filled in; empty after a mistake, which is noted. */
  Optional<Filled> fill(YamlNode.Scalar scalar, String path) {
    List<Piece> pieces = Interpolation.pieces(scalar.text());
    List<Value.Part> parts = new ArrayList<>();
    boolean sound = true;
    boolean plain = scalar.plain();
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(String text) -> parts.add(new Value.Part.Literal(text));
        case Piece.Attribute(var resource, String name) ->
            parts.add(new Value.Part.Attribute(resource, name));
        case Piece.Mistake(String message, String help) -> {
          problems.add(new Problem("bad-reference", scalar.at(), path, message, help));
          sound = false;
        }
        case Piece.Variable(String name) -> {
          Optional<Filled> value = value(name, scalar.at(), path);
          value.ifPresent(filled -> parts.addAll(filled.parts()));
          sound &= value.isPresent();
          plain = pieces.size() == 1 ? value.map(Filled::plain).orElse(plain) : plain;
        }
      }
    }
    return sound && fits(parts, scalar.at(), path)
        ? Optional.of(new Filled(List.copyOf(parts), plain))
        : Optional.empty();
  }

  private boolean fits(List<Value.Part> parts, SourceSpan at, String path) {
    int length = parts.stream().mapToInt(part -> part.toString().length()).sum();
    letters += length;
    if (length <= LONGEST && letters <= MOST_LETTERS) {
      return true;
    }
    problems.add(
        new Problem("too-long", at, path, "variables make this longer than a spec may become"));
    return false;
  }

  private Optional<Filled> value(String name, SourceSpan at, String path) {
    used.add(name);
    if (values.containsKey(name)) {
      return values.getOrDefault(name, Optional.empty());
    }
    if (!definitions.containsKey(name)) {
      problems.add(undefined(name, at, path));
      return Optional.empty();
    }
    if (!underWay.add(name)) {
      String way = String.join(" → ", underWay) + " → " + name;
      problems.add(
          new Problem("variable-cycle", at, path, "these variables name each other: " + way));
      return Optional.empty();
    }
    VariableDefinition definition = definitions.get(name);
    Optional<Filled> value = value(name, definition, at, path);
    underWay.remove(name);
    values.put(name, value);
    return value;
  }

  private Optional<Filled> value(
      String name, VariableDefinition definition, SourceSpan at, String path) {
    if (definition.value().isEmpty()) {
      problems.add(valueless(name, at, path));
      return Optional.empty();
    }
    if (definition.isList() || !(definition.value().get() instanceof YamlNode.Scalar scalar)) {
      problems.add(
          new Problem(
              "wrong-type",
              at,
              path,
              "the variable `" + name + "` is a list, and this is the place of a single value",
              "write `${" + name + "}` alone where a list, or an element of one, is expected"));
      return Optional.empty();
    }
    return checked(name, definition, scalar);
  }

  private Optional<Filled> checked(
      String name, VariableDefinition definition, YamlNode.Scalar scalar) {
    Optional<Filled> filled = fill(scalar, "spec.variables." + name);
    filled
        .flatMap(Filled::text)
        .flatMap(text -> definition.mistake(name, text, filled.get().plain()))
        .ifPresent(problems::add);
    return filled;
  }

  private static Problem valueless(String name, SourceSpan at, String path) {
    return new Problem(
        "undefined-variable",
        at,
        path,
        "the variable `" + name + "` has no value",
        "give it one with `--var " + name + "=…`, or a `default`");
  }

  private Problem undefined(String name, SourceSpan at, String path) {
    String help =
        Suggestions.didYouMean(name, definitions.keySet())
            .orElse("define it under `spec.variables`, or pass `--var " + name + "=…`");
    return new Problem(
        "undefined-variable",
        at,
        path,
        "no variable `" + name + "` is defined",
        help + (help.endsWith("?") ? " `" : "; `") + "$${` is a literal `${`");
  }
}
