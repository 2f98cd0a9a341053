package steadystate.environment.reading;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.environment.reading.Variables.Filled;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;

/** Reads single values: variables filled in, references recognised, type and range checked. */
final class ScalarReader {
  private static final Pattern KIND_AND_KEY = Pattern.compile("([A-Za-z]+)/([A-Za-z0-9_./-]+)");
  private static final int MOST_NAMED = 12;

  private final Optional<Variables> variables;
  private final Map<String, Set<String>> written;
  private final List<Mention> mentions;
  private final Problems problems;

  ScalarReader(
      Optional<Variables> variables,
      Map<String, Set<String>> written,
      List<Mention> mentions,
      Problems problems) {
    this.variables = variables;
    this.written = written;
    this.mentions = mentions;
    this.problems = problems;
  }

  Optional<Value> read(Shape.Scalar shape, YamlNode node, Spot spot) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      return wrongType(wanted(shape), node, spot, Optional.empty());
    }
    Optional<Filled> filled = fill(scalar, spot);
    if (filled.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> text = filled.get().text();
    if (text.isEmpty()) {
      return template(shape, scalar, filled.get().parts(), spot);
    }
    YamlNode.Scalar plain = new YamlNode.Scalar(text.get(), filled.get().plain(), scalar.at());
    return switch (shape.type()) {
      case TEXT -> text(shape, plain, spot);
      case INTEGER -> integer(shape, plain, spot);
      case DECIMAL -> decimal(shape, plain, spot);
      case BOOLEAN -> bool(shape, plain, spot);
      case TIMESTAMP -> timestamp(plain, spot);
    };
  }

  /** What stands where anything may stand. */
  Optional<Value> any(YamlNode.Scalar scalar, Spot spot) {
    Origin origin = Origin.written(scalar.at());
    return fill(scalar, spot)
        .map(filled ->
            filled
                .text()
                .map(text -> new YamlNode.Scalar(text, filled.plain(), scalar.at()))
                .map(plain -> CoreScalars.any(plain, origin))
                .orElseGet(() -> template(filled.parts(), scalar, spot)));
  }

  /** The list that a lone {@code ${name}} stands for. */
  Optional<YamlNode.Sequence> list(YamlNode node, Spot spot) {
    return node instanceof YamlNode.Scalar scalar && Interpolation.isIn(scalar.text())
        ? variables.flatMap(known -> known.list(scalar, spot.path()))
        : Optional.empty();
  }

  /** A lone {@code ${kind.key.attribute}}, which may stand for a whole list. */
  Optional<Value> loneReference(YamlNode.Scalar scalar, Spot spot) {
    if (!Interpolation.isIn(scalar.text())) {
      return Optional.empty();
    }
    return fill(scalar, spot)
        .filter(filled -> filled.parts().size() == 1 && filled.text().isEmpty())
        .map(filled -> template(filled.parts(), scalar, spot));
  }

  private Optional<Filled> fill(YamlNode.Scalar scalar, Spot spot) {
    return variables.isPresent() && Interpolation.isIn(scalar.text())
        ? variables.get().fill(scalar, spot.path())
        : Optional.of(new Filled(List.of(new Value.Part.Literal(scalar.text())), scalar.plain()));
  }

  private Optional<Value> template(
      Shape.Scalar shape, YamlNode.Scalar scalar, List<Value.Part> parts, Spot spot) {
    if (shape.type() != Shape.Type.TEXT) {
      String help = "a reference is text, and known only when the resource lives";
      return wrongType(wanted(shape), scalar, spot, Optional.of(help));
    }
    return Optional.of(template(parts, scalar, spot));
  }

  private Value template(List<Value.Part> parts, YamlNode.Scalar scalar, Spot spot) {
    for (Value.Part part : parts) {
      if (part instanceof Value.Part.Attribute(ResourceId resource, String name)) {
        mentions.add(new Mention(resource, Optional.of(name), scalar.at(), spot.path()));
      }
    }
    return new Value.Template(parts, Origin.written(scalar.at()));
  }

  private Optional<Value> text(Shape.Scalar shape, YamlNode.Scalar scalar, Spot spot) {
    String text = scalar.text();
    if (!shape.refersTo().isEmpty()) {
      Matcher named = KIND_AND_KEY.matcher(text);
      if (named.matches() && isReference(shape, named.group(1))) {
        return reference(shape, new ResourceId(named.group(1), named.group(2)), scalar, spot);
      }
      if (isForgottenKind(shape, scalar, spot)) {
        return Optional.empty();
      }
    }
    boolean sound =
        isAllowed(shape, text, scalar, spot)
            && matches(shape, text, scalar, spot)
            && isLongEnough(shape, text, scalar, spot);
    return sound
        ? Optional.of(new Value.Text(text, Origin.written(scalar.at())))
        : Optional.empty();
  }

  /** Known kinds, and slips of the ones that may stand here: {@code securityGroups/api}. */
  private boolean isReference(Shape.Scalar shape, String kind) {
    List<String> kinds = shape.refersTo().stream().map(Shape.Reference::kind).toList();
    return kinds.contains(kind)
        || written.containsKey(kind)
        || Suggestions.nearest(kind, kinds).isPresent();
  }

  private Optional<Value> reference(
      Shape.Scalar shape, ResourceId id, YamlNode.Scalar scalar, Spot spot) {
    for (Shape.Reference reference : shape.refersTo()) {
      if (reference.kind().equals(id.kind())) {
        mentions.add(new Mention(id, Optional.of(reference.attribute()), scalar.at(), spot.path()));
        return Optional.of(
            new Value.Template(
                List.of(new Value.Part.Attribute(id, reference.attribute())),
                Origin.written(scalar.at())));
      }
    }
    List<String> kinds = shape.refersTo().stream().map(Shape.Reference::kind).distinct().toList();
    String near = Suggestions.nearest(id.kind(), kinds).orElse(kinds.getFirst());
    problems.add(
        new Problem(
            "wrong-reference",
            scalar.at(),
            spot.path(),
            "no `" + id.kind() + "` can stand here, but " + String.join(" or ", kinds),
            "did you mean `" + near + "/" + id.key() + "`?"));
    return Optional.empty();
  }

  /** {@code api} where {@code securityGroup/api} is meant. */
  private boolean isForgottenKind(Shape.Scalar shape, YamlNode.Scalar scalar, Spot spot) {
    for (Shape.Reference reference : shape.refersTo()) {
      if (written.getOrDefault(reference.kind(), Set.of()).contains(scalar.text())) {
        String meant = reference.kind() + "/" + scalar.text();
        problems.add(
            new Problem(
                "unknown-reference",
                scalar.at(),
                spot.path(),
                Quoted.of(scalar.text()) + " is no id of AWS",
                "did you mean `" + meant + "`?"));
        return true;
      }
    }
    return false;
  }

  private boolean isAllowed(Shape.Scalar shape, String text, YamlNode at, Spot spot) {
    if (shape.allowed().isEmpty() || shape.allowed().contains(text)) {
      return true;
    }
    List<String> some = shape.allowed().stream().limit(MOST_NAMED).toList();
    String more = shape.allowed().size() > MOST_NAMED ? ", …" : "";
    problems.add(
        new Problem(
            "not-allowed",
            at.at(),
            spot.path(),
            spot.shown(text) + " is not allowed here; allowed: " + String.join(", ", some) + more,
            Suggestions.didYouMean(text, shape.allowed())));
    return false;
  }

  private boolean matches(Shape.Scalar shape, String text, YamlNode at, Spot spot) {
    if (shape.pattern().isEmpty() || Patterns.of(shape.pattern()).matcher(text).matches()) {
      return true;
    }
    problems.add(
        new Problem(
            "pattern",
            at.at(),
            spot.path(),
            spot.shown(text) + " has not the form that is wanted here",
            spot.about().isEmpty() ? "the form is " + shape.pattern() : "wanted: " + spot.about()));
    return false;
  }

  private boolean isLongEnough(Shape.Scalar shape, String text, YamlNode at, Spot spot) {
    int length = text.codePointCount(0, text.length());
    boolean fits = length >= shape.min().orElse(0L) && length <= shape.max().orElse(Long.MAX_VALUE);
    if (!fits) {
      String message =
          "this text has %d characters; %s are allowed".formatted(length, range(shape));
      problems.add(new Problem("out-of-range", at.at(), spot.path(), message));
    }
    return fits;
  }

  private Optional<Value> integer(Shape.Scalar shape, YamlNode.Scalar scalar, Spot spot) {
    Optional<BigInteger> number = CoreScalars.integer(scalar);
    if (number.isEmpty()) {
      return wrongType("a whole number", scalar, spot, numberHelp(scalar.text()));
    }
    return isAllowed(shape, number.get().toString(), scalar, spot)
        ? inRange(shape, new BigDecimal(number.get()), scalar, spot)
        : Optional.empty();
  }

  private static Optional<String> numberHelp(String text) {
    return text.matches("[0-9]+(_[0-9]+)+")
        ? Optional.of("write " + text.replace("_", ""))
        : Optional.empty();
  }

  private Optional<Value> decimal(Shape.Scalar shape, YamlNode.Scalar scalar, Spot spot) {
    Optional<BigDecimal> number = CoreScalars.decimal(scalar);
    return number.isEmpty()
        ? wrongType("a number", scalar, spot, Optional.empty())
        : inRange(shape, number.get(), scalar, spot);
  }

  private Optional<Value> inRange(
      Shape.Scalar shape, BigDecimal number, YamlNode.Scalar scalar, Spot spot) {
    BigDecimal low = BigDecimal.valueOf(shape.min().orElse(Long.MIN_VALUE));
    BigDecimal high = BigDecimal.valueOf(shape.max().orElse(Long.MAX_VALUE));
    if (number.compareTo(low) < 0 || number.compareTo(high) > 0) {
      String message = spot.shown(scalar.text()) + " is out of range; allowed: " + range(shape);
      problems.add(new Problem("out-of-range", scalar.at(), spot.path(), message));
      return Optional.empty();
    }
    return Optional.of(new Value.Number(number, Origin.written(scalar.at())));
  }

  private static String range(Shape.Scalar shape) {
    if (shape.min().isEmpty() || shape.max().isEmpty()) {
      return shape.min().map(low -> low + " and more").orElse("at most ")
          + shape.max().map(Object::toString).orElse("");
    }
    return shape.min().get() + " to " + shape.max().get();
  }

  private Optional<Value> bool(Shape.Scalar shape, YamlNode.Scalar scalar, Spot spot) {
    Optional<Boolean> flag = CoreScalars.bool(scalar);
    if (flag.isPresent()) {
      return Optional.of(new Value.Flag(flag.get(), Origin.written(scalar.at())));
    }
    String help =
        scalar.plain()
            ? "YAML 1.2 knows `true` and `false`"
            : "take the quotes away for true or false";
    return wrongType(wanted(shape), scalar, spot, Optional.of(help));
  }

  private Optional<Value> timestamp(YamlNode.Scalar scalar, Spot spot) {
    try {
      String instant = OffsetDateTime.parse(scalar.text()).toInstant().toString();
      return Optional.of(new Value.Text(instant, Origin.written(scalar.at())));
    } catch (DateTimeException notATime) {
      return wrongType("a time such as 2026-12-24T18:00:00Z", scalar, spot, Optional.empty());
    }
  }

  private static String wanted(Shape.Scalar shape) {
    return switch (shape.type()) {
      case TEXT -> "text";
      case INTEGER -> "a whole number";
      case DECIMAL -> "a number";
      case BOOLEAN -> "true or false";
      case TIMESTAMP -> "a time";
    };
  }

  private Optional<Value> wrongType(
      String wanted, YamlNode node, Spot spot, Optional<String> help) {
    String message = ShapeReader.expected(wanted, node, spot);
    problems.add(new Problem("wrong-type", node.at(), spot.path(), message, help));
    return Optional.empty();
  }
}
