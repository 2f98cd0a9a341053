package steadystate.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.FieldPath.Segment;

/** Reads and sets single fields of a model by their path. */
public final class Patch {
  private static final Value EMPTY_LIST = Value.items(List.of());

  private Patch() {}

  /** What stands at a path; empty when nothing does. */
  public static Optional<Value> at(Shape shape, Value root, FieldPath path) {
    Optional<Value> here = Optional.of(root);
    Shape form = shape;
    for (Segment segment : path.segments()) {
      if (here.isEmpty()) {
        return Optional.empty();
      }
      Shape current = form;
      here = here.flatMap(value -> step(current, value, segment));
      form = below(form, segment);
    }
    return here;
  }

  /** A copy with a field set, or taken out where {@code value} is empty. */
  public static Value put(Shape shape, Value root, FieldPath path, Optional<Value> value) {
    return put(shape, root, path.segments(), value).orElse(root);
  }

  private static Optional<Value> put(
      Shape shape, Value here, List<Segment> path, Optional<Value> value) {
    if (path.isEmpty()) {
      return value;
    }
    Segment first = path.getFirst();
    Optional<Value> old = step(shape, here, first);
    Shape form = below(shape, first);
    Value below = old.orElse(form instanceof Shape.ItemsOf ? EMPTY_LIST : Value.Entries.EMPTY);
    Optional<Value> changed = put(form, below, path.subList(1, path.size()), value);
    return Optional.of(replace(shape, here, first, changed));
  }

  private static Value replace(Shape shape, Value here, Segment segment, Optional<Value> changed) {
    if (here instanceof Value.Items items && shape instanceof Shape.ItemsOf list) {
      List<Value> out = new ArrayList<>();
      boolean placed = false;
      for (int i = 0; i < items.items().size(); i++) {
        Value item = items.items().get(i);
        if (isElement(list, item, i, segment)) {
          changed.ifPresent(out::add);
          placed = true;
        } else {
          out.add(item);
        }
      }
      if (!placed) {
        changed.ifPresent(out::add);
      }
      return Canonical.form(list, new Value.Items(out, items.origin()));
    }
    if (here instanceof Value.Entries entries) {
      Map<String, Value> out = new LinkedHashMap<>(entries.entries());
      changed.ifPresentOrElse(v -> out.put(text(segment), v), () -> out.remove(text(segment)));
      return new Value.Entries(out, entries.origin());
    }
    return here;
  }

  private static Optional<Value> step(Shape shape, Value value, Segment segment) {
    if (value instanceof Value.Entries entries) {
      return entries.get(text(segment));
    }
    if (value instanceof Value.Items items && shape instanceof Shape.ItemsOf list) {
      for (int i = 0; i < items.items().size(); i++) {
        if (isElement(list, items.items().get(i), i, segment)) {
          return Optional.of(items.items().get(i));
        }
      }
    }
    return Optional.empty();
  }

  /** The same words as the comparison uses for the elements of a list. */
  private static boolean isElement(Shape.ItemsOf list, Value item, int index, Segment segment) {
    return switch (list.order()) {
      case Shape.Order.Keyed keyed -> Canonical.identity(list, item).equals(text(segment));
      case Shape.Order.AsSet set -> item.toString().equals(text(segment));
      case Shape.Order.Ordered ordered -> String.valueOf(index).equals(text(segment));
    };
  }

  private static Shape below(Shape shape, Segment segment) {
    return switch (shape) {
      case Shape.Structure structure ->
          structure.member(text(segment)).map(Member::shape).orElse(new Shape.Anything());
      case Shape.EntriesOf map -> map.value();
      case Shape.ItemsOf list -> list.element();
      case Shape.Scalar scalar -> scalar;
      case Shape.Anything anything -> anything;
    };
  }

  private static String text(Segment segment) {
    return switch (segment) {
      case Segment.Name(String name) -> name;
      case Segment.Key(String key) -> key;
    };
  }
}
