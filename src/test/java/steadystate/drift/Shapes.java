package steadystate.drift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** Draws shapes and values that fit them. The same seed draws the same. */
final class Shapes {
  private final Random random;

  Shapes(long seed) {
    this.random = new Random(seed);
  }

  Shape.Structure structure(int depth) {
    Shape.Structure structure = Shape.Structure.empty();
    int members = 1 + random.nextInt(4);
    for (int i = 0; i < members; i++) {
      Member member = Member.of(shape(depth - 1));
      structure = structure.with("m" + i, random.nextInt(4) == 0 ? member.always() : member);
    }
    return structure;
  }

  private Shape shape(int depth) {
    int most = depth <= 0 ? 3 : 7;
    return switch (random.nextInt(most)) {
      case 0 -> Shape.Scalar.of(Shape.Type.TEXT);
      case 1 -> Shape.Scalar.of(Shape.Type.INTEGER);
      case 2 -> Shape.Scalar.of(Shape.Type.BOOLEAN);
      case 3 -> structure(depth);
      case 4 -> Shape.EntriesOf.of(shape(depth - 1));
      case 5 -> Shape.ItemsOf.set(Shape.Scalar.of(Shape.Type.TEXT));
      default ->
          Shape.ItemsOf.keyed(
              structure(depth - 1).with("key", Member.of(Shape.Scalar.of(Shape.Type.TEXT))), "key");
    };
  }

  Value.Entries value(Shape.Structure shape) {
    Map<String, Value> entries = new LinkedHashMap<>();
    shape
        .members()
        .forEach((name, member) -> {
          if (name.equals("key") || random.nextInt(4) > 0) {
            entries.put(name, value(member.shape()));
          }
        });
    return Value.entries(entries);
  }

  private Value value(Shape shape) {
    return switch (shape) {
      case Shape.Scalar scalar ->
          switch (scalar.type()) {
            case TEXT, TIMESTAMP -> Value.text("t" + random.nextInt(20));
            case INTEGER, DECIMAL -> Value.number(random.nextInt(20));
            case BOOLEAN -> Value.flag(random.nextBoolean());
          };
      case Shape.Structure structure -> value(structure);
      case Shape.EntriesOf map -> {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          entries.put("k" + i, value(map.value()));
        }
        yield Value.entries(entries);
      }
      case Shape.ItemsOf list -> items(list);
      case Shape.Anything anything -> Value.text("any");
    };
  }

  private Value items(Shape.ItemsOf list) {
    List<Value> items = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Value item = value(list.element());
      items.add(
          item instanceof Value.Entries entries ? entries.with("key", Value.text("e" + i)) : item);
    }
    return Value.items(items);
  }

  /** The same value with every set and map in another order, as AWS may answer. */
  Value shuffled(Value value) {
    return switch (value) {
      case Value.Entries entries -> {
        List<String> keys = new ArrayList<>(entries.entries().keySet());
        Collections.shuffle(keys, random);
        Map<String, Value> out = new LinkedHashMap<>();
        keys.forEach(key -> out.put(key, shuffled(entries.get(key).orElseThrow())));
        yield Value.entries(out);
      }
      case Value.Items items -> {
        List<Value> out = new ArrayList<>(items.items().stream().map(this::shuffled).toList());
        Collections.shuffle(out, random);
        yield Value.items(out);
      }
      case Value.Text text -> text;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
      case Value.Template template -> template;
    };
  }
}
