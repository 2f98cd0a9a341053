package steadystate.kinds;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * A wish laid over what lives: what is written wins, and what nobody wrote stays as it is. Lists
 * and maps that are written are whole; their elements keep what nobody wrote of them.
 */
public final class Overlay {
  private Overlay() {}

  public static Entries of(Shape.Structure shape, Entries live, Entries wish) {
    Map<String, Value> out = new LinkedHashMap<>(live.entries());
    wish.entries()
        .forEach((name, value) -> {
          Shape form = shape.member(name).map(Member::shape).orElseGet(Shape.Anything::new);
          out.put(name, of(form, live.get(name), value));
        });
    return new Entries(out, wish.origin());
  }

  private static Value of(Shape shape, Optional<Value> live, Value wish) {
    if (live.isEmpty()) {
      return wish;
    }
    return switch (shape) {
      case Shape.Structure structure
          when live.get() instanceof Entries there && wish instanceof Entries wished ->
          of(structure, there, wished);
      case Shape.EntriesOf map
          when live.get() instanceof Entries there && wish instanceof Entries wished ->
          entries(map, there, wished);
      case Shape.ItemsOf list
          when live.get() instanceof Items there && wish instanceof Items wished ->
          items(list, there, wished);
      case Shape.Structure structure -> wish;
      case Shape.EntriesOf map -> wish;
      case Shape.ItemsOf list -> wish;
      case Shape.Scalar scalar -> wish;
      case Shape.Anything anything -> wish;
    };
  }

  private static Value entries(Shape.EntriesOf map, Entries live, Entries wish) {
    Map<String, Value> out =
        new LinkedHashMap<>(map.additive() ? live.entries() : Map.<String, Value>of());
    wish.entries().forEach((key, value) -> out.put(key, of(map.value(), live.get(key), value)));
    return new Entries(out, wish.origin());
  }

  private static Value items(Shape.ItemsOf list, Items live, Items wish) {
    List<Value> out = new ArrayList<>();
    for (int i = 0; i < wish.items().size(); i++) {
      Value item = wish.items().get(i);
      out.add(of(list.element(), counterpart(list, live, wish, i), item));
    }
    return new Items(out, wish.origin());
  }

  private static Optional<Value> counterpart(Shape.ItemsOf list, Items live, Items wish, int i) {
    return switch (list.order()) {
      case Shape.Order.Keyed keyed -> {
        String key = Canonical.identity(list, wish.items().get(i));
        yield live.items().stream()
            .filter(item -> Canonical.identity(list, item).equals(key))
            .findFirst();
      }
      case Shape.Order.Ordered ordered ->
          live.items().size() == wish.items().size()
              ? Optional.of(live.items().get(i))
              : Optional.empty();
      case Shape.Order.AsSet set -> Optional.empty();
    };
  }
}
