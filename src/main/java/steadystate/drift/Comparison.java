package steadystate.drift;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import steadystate.resource.Canonical;
import steadystate.resource.FieldPath;
import steadystate.resource.Member;
import steadystate.resource.Member.Compared;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * Compares two canonical models by their shape. A member counts only as its shape says; most count
 * only when somebody wrote them, so a default that AWS adds is never a difference.
 */
public final class Comparison {
  private final List<FieldChange> changes = new ArrayList<>();

  private Comparison() {}

  /** Every difference, in the order of the shape. */
  public static List<FieldChange> of(
      Shape.Structure shape, Value.Entries live, Value.Entries wish) {
    Comparison comparison = new Comparison();
    Where root = new Where(FieldPath.ROOT, OnChange.UPDATE, false, wish.origin());
    comparison.structure(root, shape, live, wish);
    return List.copyOf(comparison.changes);
  }

  /** Where the comparison stands, and what it has inherited on its way there. */
  private record Where(FieldPath path, OnChange onChange, boolean secret, Origin origin) {
    Where member(String name, Member member) {
      return new Where(
          path.name(name),
          member.onChange() == OnChange.UPDATE ? onChange : member.onChange(),
          secret || member.secret(),
          origin);
    }

    Where key(String key, boolean hidden) {
      return new Where(path.key(key), onChange, secret || hidden, origin);
    }

    Where from(Origin other) {
      return new Where(path, onChange, secret, other);
    }
  }

  private void structure(
      Where where, Shape.Structure shape, Value.Entries live, Value.Entries wish) {
    shape
        .members()
        .forEach((name, member) ->
            member(
                where.member(name, member).from(wish.origin()),
                member,
                live.get(name),
                wish.get(name)));
  }

  private void member(Where where, Member member, Optional<Value> live, Optional<Value> wish) {
    switch (member.compared()) {
      case Compared.Never() -> {}
      case Compared.WhenWritten() -> {
        if (wish.isPresent()) {
          value(where, member.shape(), live, wish);
        }
      }
      case Compared.Always(Optional<Value> otherwise) ->
          value(where, member.shape(), live.or(() -> otherwise), wish.or(() -> otherwise));
    }
  }

  private void value(Where where, Shape shape, Optional<Value> live, Optional<Value> wish) {
    Where here = wish.map(w -> where.from(w.origin())).orElse(where);
    if (wish.isEmpty()) {
      live.filter(v -> !isEmpty(v)).ifPresent(v -> changed(here, shape, live, wish));
      return;
    }
    Value wished = wish.get();
    if (wished instanceof Value.Template || (live.isEmpty() && !(isContainer(wished)))) {
      changed(here, shape, live, wish);
      return;
    }
    switch (shape) {
      case Shape.Structure structure when wished instanceof Value.Entries entries ->
          structure(here, structure, entries(live), entries);
      case Shape.EntriesOf map when wished instanceof Value.Entries entries ->
          map(here, map, entries(live), entries);
      case Shape.ItemsOf list when wished instanceof Value.Items items ->
          list(here, list, items(live), items);
      case Shape.Structure structure -> scalar(here, shape, live, wished);
      case Shape.EntriesOf map -> scalar(here, shape, live, wished);
      case Shape.ItemsOf list -> scalar(here, shape, live, wished);
      case Shape.Scalar scalar -> scalar(here, shape, live, wished);
      case Shape.Anything anything -> meaning(here, anything, live, wished);
    }
  }

  private void scalar(Where where, Shape shape, Optional<Value> live, Value wish) {
    if (!live.map(wish::equals).orElse(isEmpty(wish))) {
      changed(where, shape, live, Optional.of(wish));
    }
  }

  private void meaning(Where where, Shape.Anything shape, Optional<Value> live, Value wish) {
    UnaryOperator<Value> meaning = shape.meaning();
    if (!live.map(there -> meaning.apply(there).equals(meaning.apply(wish)))
        .orElse(isEmpty(wish))) {
      changed(where, shape, live, Optional.of(wish));
    }
  }

  private void map(Where where, Shape.EntriesOf shape, Value.Entries live, Value.Entries wish) {
    TreeSet<String> keys = new TreeSet<>(wish.entries().keySet());
    if (!shape.additive()) {
      keys.addAll(live.entries().keySet());
    }
    for (String key : keys) {
      Where here = where.key(key, shape.secretKey().test(key));
      Optional<Value> there = live.get(key);
      Optional<Value> wished = wish.get(key);
      if (there.isPresent() && wished.isPresent()) {
        value(here, shape.value(), there, wished);
      } else {
        changed(wished.map(v -> here.from(v.origin())).orElse(here), shape.value(), there, wished);
      }
    }
  }

  private void list(Where where, Shape.ItemsOf shape, Value.Items live, Value.Items wish) {
    switch (shape.order()) {
      case Shape.Order.Keyed keyed -> keyed(where, shape, live, wish);
      case Shape.Order.AsSet set -> set(where, shape, live, wish);
      case Shape.Order.Ordered ordered -> ordered(where, shape, live, wish);
    }
  }

  private void keyed(Where where, Shape.ItemsOf shape, Value.Items live, Value.Items wish) {
    Map<String, Value> there = byKey(shape, live);
    Map<String, Value> wished = byKey(shape, wish);
    TreeSet<String> keys = new TreeSet<>(there.keySet());
    keys.addAll(wished.keySet());
    for (String key : keys) {
      Optional<Value> left = Optional.ofNullable(there.get(key));
      Optional<Value> right = Optional.ofNullable(wished.get(key));
      Where here = where.key(key, false);
      if (left.isPresent() && right.isPresent()) {
        value(here, shape.element(), left, right);
      } else {
        changed(right.map(v -> here.from(v.origin())).orElse(here), shape.element(), left, right);
      }
    }
  }

  private static Map<String, Value> byKey(Shape.ItemsOf shape, Value.Items list) {
    Map<String, Value> byKey = new LinkedHashMap<>();
    list.items().forEach(item -> byKey.put(Canonical.identity(shape, item), item));
    return byKey;
  }

  /** Elements without a name: a wished one is there when a live one differs from it in nothing. */
  private void set(Where where, Shape.ItemsOf shape, Value.Items live, Value.Items wish) {
    List<Value> left = new ArrayList<>(live.items());
    List<Value> missing = new ArrayList<>();
    for (Value wished : wish.items()) {
      Optional<Value> match =
          left.stream().filter(there -> same(shape.element(), there, wished)).findFirst();
      match.ifPresentOrElse(left::remove, () -> missing.add(wished));
    }
    for (Value gone : left) {
      changed(
          where.key(Masking.of(shape.element(), gone).toString(), false),
          shape.element(),
          Optional.of(gone),
          Optional.empty());
    }
    for (Value wished : missing) {
      changed(
          where.key(Masking.of(shape.element(), wished).toString(), false).from(wished.origin()),
          shape.element(),
          Optional.empty(),
          Optional.of(wished));
    }
  }

  private void ordered(Where where, Shape.ItemsOf shape, Value.Items live, Value.Items wish) {
    boolean structures = shape.element() instanceof Shape.Structure;
    if (structures && live.items().size() == wish.items().size()) {
      for (int i = 0; i < wish.items().size(); i++) {
        value(
            where.key(String.valueOf(i), false),
            shape.element(),
            Optional.of(live.items().get(i)),
            Optional.of(wish.items().get(i)));
      }
      return;
    }
    boolean equal = live.items().size() == wish.items().size();
    for (int i = 0; equal && i < wish.items().size(); i++) {
      equal = same(shape.element(), live.items().get(i), wish.items().get(i));
    }
    if (!equal) {
      changed(where, shape, Optional.of(live), Optional.of(wish));
    }
  }

  private static boolean same(Shape shape, Value live, Value wish) {
    Comparison inner = new Comparison();
    Where root = new Where(FieldPath.ROOT, OnChange.UPDATE, false, wish.origin());
    inner.value(root, shape, Optional.of(live), Optional.of(wish));
    return inner.changes.isEmpty();
  }

  private void changed(Where where, Shape shape, Optional<Value> live, Optional<Value> wish) {
    changes.add(
        new FieldChange(
            where.path(),
            shown(where, shape, live),
            shown(where, shape, wish),
            where.onChange(),
            where.origin()));
  }

  private static Shown shown(Where where, Shape shape, Optional<Value> value) {
    if (value.isEmpty()) {
      return new Shown.Absent();
    }
    if (where.secret()) {
      return new Shown.Masked();
    }
    return value.get() instanceof Value.Template template
        ? new Shown.KnownAfter(template.toString())
        : new Shown.Plain(Masking.of(shape, value.get()), Optional.empty());
  }

  private static boolean isContainer(Value value) {
    return value instanceof Value.Entries || value instanceof Value.Items;
  }

  private static boolean isEmpty(Value value) {
    return switch (value) {
      case Value.Entries entries -> entries.entries().isEmpty();
      case Value.Items items -> items.items().isEmpty();
      case Value.Text text -> false;
      case Value.Number number -> false;
      case Value.Flag flag -> false;
      case Value.Template template -> false;
    };
  }

  private static Value.Entries entries(Optional<Value> value) {
    return value.orElse(Value.Entries.EMPTY) instanceof Value.Entries entries
        ? entries
        : Value.Entries.EMPTY;
  }

  private static Value.Items items(Optional<Value> value) {
    return value.orElse(Value.items(List.of())) instanceof Value.Items items
        ? items
        : Value.items(List.of());
  }
}
