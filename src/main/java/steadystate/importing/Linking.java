package steadystate.importing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.policy.PlainSecrets;
import steadystate.resource.Candidate;
import steadystate.resource.Member;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/**
 * Turns the ids of what is taken into references, and keeps secrets out: a value that looks like
 * one is never copied.
 */
final class Linking {
  private final Candidate.Names names;
  private final Set<String> secrets = new TreeSet<>();

  Linking(Candidate.Names names) {
    this.names = names;
  }

  /** Names of the settings whose values were kept out. */
  Set<String> secrets() {
    return secrets;
  }

  Entries of(Shape.Structure shape, Entries value) {
    Map<String, Value> out = new LinkedHashMap<>();
    value
        .entries()
        .forEach((name, held) ->
            shape
                .member(name)
                .flatMap(member -> member(name, member, held))
                .ifPresent(v -> out.put(name, v)));
    return Value.entries(out);
  }

  private Optional<Value> member(String name, Member member, Value held) {
    if (member.secret()) {
      secrets.add(name);
      return Optional.empty();
    }
    Value linked = of(member.shape(), held);
    if (holdsSecret(linked)) {
      secrets.add(name);
      return Optional.empty();
    }
    return Optional.of(linked);
  }

  private static boolean holdsSecret(Value value) {
    return switch (value) {
      case Value.Text text -> PlainSecrets.isShapedSo(text.text());
      case Items items -> items.items().stream().anyMatch(Linking::holdsSecret);
      case Entries entries -> false;
      case Value.Template template -> false;
      case Value.Number number -> false;
      case Value.Flag flag -> false;
    };
  }

  private Value of(Shape shape, Value value) {
    return switch (shape) {
      case Shape.Scalar scalar when value instanceof Value.Text text -> reference(scalar, text);
      case Shape.Structure structure when value instanceof Entries entries ->
          of(structure, entries);
      case Shape.EntriesOf map when value instanceof Entries entries -> map(map, entries);
      case Shape.ItemsOf list when value instanceof Items items -> {
        List<Value> out = new ArrayList<>();
        items.items().forEach(item -> out.add(keyFirst(list, of(list.element(), item))));
        yield Value.items(out);
      }
      case Shape.ItemsOf list when list.oneWillDo() -> of(list.element(), value);
      case Shape.Scalar scalar -> value;
      case Shape.Structure structure -> value;
      case Shape.EntriesOf map -> value;
      case Shape.ItemsOf list -> value;
      case Shape.Anything anything -> value;
    };
  }

  /** What an element is known by comes before what is said of it. */
  private static Value keyFirst(Shape.ItemsOf list, Value item) {
    if (!(list.order() instanceof Shape.Order.Keyed keyed) || !(item instanceof Entries entries)) {
      return item;
    }
    Map<String, Value> out = new LinkedHashMap<>();
    keyed.members().forEach(key -> entries.get(key).ifPresent(value -> out.put(key, value)));
    entries.entries().forEach(out::putIfAbsent);
    return Value.entries(out);
  }

  private Value map(Shape.EntriesOf shape, Entries entries) {
    Map<String, Value> out = new LinkedHashMap<>();
    entries
        .entries()
        .forEach((key, held) -> {
          boolean secret =
              held instanceof Value.Text text
                  && (shape.secretKey().test(key) || PlainSecrets.is(key, text.text()));
          if (secret) {
            secrets.add(key);
          } else {
            out.put(key, of(shape.value(), held));
          }
        });
    return Value.entries(out);
  }

  private Value reference(Shape.Scalar scalar, Value.Text text) {
    for (Shape.Reference reference : scalar.refersTo()) {
      Optional<ResourceId> id = names.of(reference.kind(), text.text());
      if (id.isPresent()) {
        return Value.reference(id.get(), reference.attribute());
      }
    }
    return text;
  }
}
