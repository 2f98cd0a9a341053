package steadystate.policy.parity;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.Comparison;
import steadystate.drift.FieldChange;
import steadystate.drift.Shown;
import steadystate.policy.parity.Disparity.Field;
import steadystate.resource.Because;
import steadystate.resource.FieldPath;
import steadystate.resource.Origin;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** The fields in which two wishes for one resource differ, by the reason. */
final class Fields {
  private final Map<FieldPath, Field> fields = new LinkedHashMap<>();

  private Fields() {}

  /**
   * What is not written is not compared with what is, so the comparison is made from both sides.
   * Names that follow from the environment's own are left out.
   */
  static Map<Nature, List<Field>> of(
      Shape.Structure shape, Value.Entries left, Value.Entries right) {
    Fields both = new Fields();
    Value.Entries here = named(left);
    Value.Entries there = named(right);
    Comparison.of(shape, here, there).forEach(both::rightward);
    Comparison.of(shape, there, here).forEach(both::leftward);
    Map<Nature, List<Field>> byNature = new EnumMap<>(Nature.class);
    for (Field field : both.fields.values()) {
      nature(field)
          .ifPresent(
              nature -> byNature.computeIfAbsent(nature, key -> new ArrayList<>()).add(field));
    }
    return byNature;
  }

  private void rightward(FieldChange change) {
    fields.put(
        change.path(),
        new Field(
            change.path(), change.live(), change.desired(), Optional.empty(), origin(change)));
  }

  private void leftward(FieldChange change) {
    Optional<Origin> rightFrom =
        Optional.ofNullable(fields.get(change.path())).flatMap(Field::rightFrom);
    fields.put(
        change.path(),
        new Field(change.path(), change.desired(), change.live(), origin(change), rightFrom));
  }

  /** With references as the text that they are: two environments name the same thing alike. */
  private static Value.Entries named(Value.Entries model) {
    Map<String, Value> named = new LinkedHashMap<>();
    model.entries().forEach((name, value) -> named.put(name, named(value)));
    return new Value.Entries(named, model.origin());
  }

  private static Value named(Value value) {
    return switch (value) {
      case Value.Template template -> new Value.Text(template.toString(), template.origin());
      case Value.Entries entries -> named(entries);
      case Value.Items items ->
          new Value.Items(items.items().stream().map(Fields::named).toList(), items.origin());
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
    };
  }

  /** Of what is not there, only that the mode took it away. */
  private static Optional<Origin> origin(FieldChange change) {
    boolean absent = change.desired() instanceof Shown.Absent;
    return absent && change.origin().because() != Because.MODE
        ? Optional.empty()
        : Optional.of(change.origin());
  }

  private static Optional<Nature> nature(Field field) {
    if (field.left().equals(field.right()) && !(field.left() instanceof Shown.Masked)) {
      return Optional.empty();
    }
    if (is(Because.MODE, field.leftFrom()) || is(Because.MODE, field.rightFrom())) {
      return Optional.of(Nature.MODE);
    }
    if (!is(Because.SPEC, field.leftFrom()) && !is(Because.SPEC, field.rightFrom())) {
      return Optional.empty();
    }
    boolean onOneSide =
        field.left() instanceof Shown.Absent || field.right() instanceof Shown.Absent;
    return Optional.of(onOneSide ? Nature.MISSING : Nature.INTENDED);
  }

  private static boolean is(Because because, Optional<Origin> from) {
    return from.filter(origin -> origin.because() == because).isPresent();
  }
}
