package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/** Places in an entry from which something can be left out. */
final class Spots {
  private Spots() {}

  /** The way to a member: names of members and keys, and positions in lists as numbers. */
  record Spot(List<String> steps) {
    Spot below(String step) {
      List<String> longer = new ArrayList<>(steps);
      longer.add(step);
      return new Spot(List.copyOf(longer));
    }

    boolean isWithin(Spot other) {
      return steps.size() >= other.steps().size()
          && steps.subList(0, other.steps().size()).equals(other.steps());
    }
  }

  static final Spot ROOT = new Spot(List.of());

  /** Every optional member of every structure, outer ones first. */
  static List<Spot> optional(Shape shape, Value value) {
    List<Spot> spots = new ArrayList<>();
    collect(shape, value, ROOT, spots);
    return spots;
  }

  private static void collect(Shape shape, Value value, Spot at, List<Spot> spots) {
    switch (shape) {
      case Shape.Structure structure when value instanceof Entries entries ->
          entries
              .entries()
              .forEach((name, held) -> {
                Optional<Member> member = structure.member(name);
                if (member.isPresent()) {
                  if (!member.get().required()) {
                    spots.add(at.below(name));
                  }
                  collect(member.get().shape(), held, at.below(name), spots);
                }
              });
      case Shape.EntriesOf map when value instanceof Entries entries ->
          entries
              .entries()
              .forEach((key, held) -> collect(map.value(), held, at.below(key), spots));
      case Shape.ItemsOf list when value instanceof Items items -> {
        for (int i = 0; i < items.items().size(); i++) {
          collect(list.element(), items.items().get(i), at.below(String.valueOf(i)), spots);
        }
      }
      case Shape.Structure structure -> {}
      case Shape.EntriesOf map -> {}
      case Shape.ItemsOf list -> {}
      case Shape.Scalar scalar -> {}
      case Shape.Anything anything -> {}
    }
  }

  /** A copy without what stands at a place. */
  static Value without(Value value, List<String> steps) {
    String first = steps.getFirst();
    List<String> rest = steps.subList(1, steps.size());
    return switch (value) {
      case Entries entries -> {
        Map<String, Value> out = new LinkedHashMap<>(entries.entries());
        if (rest.isEmpty()) {
          out.remove(first);
        } else if (out.get(first) instanceof Value held) {
          out.put(first, without(held, rest));
        }
        yield new Entries(out, entries.origin());
      }
      case Items items -> {
        List<Value> out = new ArrayList<>(items.items());
        int index = Integer.parseInt(first);
        if (rest.isEmpty()) {
          out.remove(index);
        } else {
          out.set(index, without(out.get(index), rest));
        }
        yield new Items(out, items.origin());
      }
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
      case Value.Template template -> template;
    };
  }

  static Entries without(Entries entry, Spot spot) {
    return without((Value) entry, spot.steps()) instanceof Entries out ? out : entry;
  }
}
