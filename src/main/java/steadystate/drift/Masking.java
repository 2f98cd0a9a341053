package steadystate.drift;

import java.util.LinkedHashMap;
import java.util.Map;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** Takes the secrets out of a value by its shape: by field, never by searching text. */
public final class Masking {
  private static final Value HIDDEN = Value.text("(sensitive)");

  private Masking() {}

  /** The value with every secret member replaced. */
  public static Value of(Shape shape, Value value) {
    return switch (shape) {
      case Shape.Structure structure when value instanceof Value.Entries entries -> {
        Map<String, Value> out = new LinkedHashMap<>();
        entries.entries().forEach((name, held) -> out.put(name, member(structure, name, held)));
        yield new Value.Entries(out, value.origin());
      }
      case Shape.EntriesOf map when value instanceof Value.Entries entries -> {
        Map<String, Value> out = new LinkedHashMap<>();
        entries
            .entries()
            .forEach((key, held) ->
                out.put(key, map.secretKey().test(key) ? HIDDEN : of(map.value(), held)));
        yield new Value.Entries(out, value.origin());
      }
      case Shape.ItemsOf list when value instanceof Value.Items items ->
          new Value.Items(
              items.items().stream().map(item -> of(list.element(), item)).toList(),
              value.origin());
      case Shape.Structure structure -> value;
      case Shape.EntriesOf map -> value;
      case Shape.ItemsOf list -> value;
      case Shape.Scalar scalar -> value;
      case Shape.Anything anything -> value;
    };
  }

  private static Value member(Shape.Structure structure, String name, Value held) {
    return structure
        .member(name)
        .map(member -> member.secret() ? HIDDEN : of(member.shape(), held))
        .orElse(held);
  }
}
