package steadystate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.drift.FieldChange;
import steadystate.drift.Shown;
import steadystate.report.FieldTable.Row;
import steadystate.resource.FieldPath;
import steadystate.resource.Origin;
import steadystate.resource.Value;

/** The fields of one resource as rows of a table. */
final class FieldRows {
  private final boolean creates;
  private final List<Row> rows = new ArrayList<>();
  private String set = "";

  private FieldRows(boolean creates) {
    this.creates = creates;
  }

  /**
   * Old and new values.
   *
   * @param creates whether nothing is there yet, so that only the new ones are worth showing
   */
  static List<Row> of(List<FieldChange> fields, boolean creates) {
    FieldRows rows = new FieldRows(creates);
    fields.forEach(rows::add);
    return rows.rows;
  }

  private void add(FieldChange field) {
    Optional<String> inSet = setOf(field);
    if (inSet.isPresent()) {
      String name = inSet.get().equals(set) ? "" : inSet.get();
      set = inSet.get();
      rows.add(new Row(0, name, element(field), Source.of(field.origin())));
      return;
    }
    set = "";
    String path = field.path().toString();
    String name = ShownText.names(path.isEmpty() ? "(whole)" : path);
    boolean fresh = creates || field.live() instanceof Shown.Absent;
    if (fresh && field.desired() instanceof Shown.Plain(Value value, var label) && isTree(value)) {
      Cell heading = creates ? Cell.NOTHING : Cell.of("added", Ink.CREATE);
      rows.add(new Row(0, name, heading, creates ? Source.NONE : Source.of(field.origin())));
      inside(1, value, field.origin());
      return;
    }
    if (field.desired() instanceof Shown.Absent
        && field.live() instanceof Shown.Plain(Value value, var label)
        && isTree(value)) {
      Cell gone = Cell.of("removed  " + ShownText.of(value), Ink.DESTROY);
      rows.add(new Row(0, name, gone, Source.of(field.origin())));
      return;
    }
    rows.add(new Row(0, name, turn(field), Source.of(field.origin())));
  }

  /** An element of a set has itself as its key; what counts is the set's own name. */
  private static Optional<String> setOf(FieldChange field) {
    Shown one = field.live() instanceof Shown.Absent ? field.desired() : field.live();
    boolean alone = field.live() instanceof Shown.Absent || field.desired() instanceof Shown.Absent;
    List<FieldPath.Segment> segments = field.path().segments();
    if (!alone
        || segments.size() < 2
        || !(segments.getLast() instanceof FieldPath.Segment.Key(String key))) {
      return Optional.empty();
    }
    boolean itself =
        switch (one) {
          case Shown.Plain(Value value, var label) -> key.equals(value.toString());
          case Shown.KnownAfter(String template) -> key.equals(template);
          case Shown.Masked(), Shown.Absent() -> false;
        };
    return itself
        ? Optional.of(new FieldPath(segments.subList(0, segments.size() - 1)).toString())
        : Optional.empty();
  }

  private Cell element(FieldChange field) {
    boolean added = field.live() instanceof Shown.Absent;
    String text = ShownText.of(added ? field.desired() : field.live());
    String sign = creates ? "" : added ? "+ " : "- ";
    return new Cell("", sign + text, added ? Ink.CREATE : Ink.DESTROY, forced(field));
  }

  private Cell turn(FieldChange field) {
    Ink ink =
        field.desired() instanceof Shown.Absent ? Ink.DESTROY : creates ? Ink.CREATE : Ink.UPDATE;
    String before = creates ? "" : ShownText.of(field.live());
    boolean hidden =
        field.live() instanceof Shown.Masked && field.desired() instanceof Shown.Masked;
    String after = hidden ? "(sensitive, changed)" : ShownText.of(field.desired());
    return new Cell(hidden ? "" : before, after, ink, forced(field));
  }

  private String forced(FieldChange field) {
    if (creates) {
      return "";
    }
    return switch (field.onChange()) {
      case REPLACE -> field.live() instanceof Shown.Absent ? "" : "forces replacement";
      case REFUSE -> "AWS cannot change it";
      case UPDATE, RETAG -> "";
    };
  }

  /** Whether a value is worth a line for each of its parts. */
  private static boolean isTree(Value value) {
    return switch (value) {
      case Value.Entries entries -> !entries.entries().isEmpty();
      case Value.Items items -> items.items().stream().anyMatch(FieldRows::isTree);
      case Value.Text text -> false;
      case Value.Number number -> false;
      case Value.Flag flag -> false;
      case Value.Template template -> false;
    };
  }

  private void inside(int depth, Value value, Origin parent) {
    if (value instanceof Value.Entries entries) {
      entries.entries().forEach((key, held) -> part(depth, key, held, parent));
    } else if (value instanceof Value.Items items) {
      items.items().forEach(item -> item(depth, item, parent));
    }
  }

  private void part(int depth, String name, Value value, Origin parent) {
    Origin origin = value.origin().equals(Origin.NONE) ? parent : value.origin();
    if (isTree(value)) {
      rows.add(new Row(depth, ShownText.harmless(name), Cell.NOTHING, Source.NONE));
      inside(depth + 1, value, origin);
    } else {
      Cell cell = Cell.of(ShownText.of(value), Ink.CREATE);
      rows.add(new Row(depth, ShownText.harmless(name), cell, Source.of(origin)));
    }
  }

  /** As in YAML: a dash before the first part, the others below it. */
  private void item(int depth, Value item, Origin parent) {
    Origin origin = item.origin().equals(Origin.NONE) ? parent : item.origin();
    int first = rows.size();
    if (item instanceof Value.Entries entries && isTree(entries)) {
      entries.entries().forEach((key, held) -> part(depth + 1, key, held, origin));
    } else {
      part(depth + 1, "", item, origin);
    }
    Row row = rows.get(first);
    rows.set(first, new Row(depth, "- " + row.name(), row.cell(), row.source()));
  }
}
