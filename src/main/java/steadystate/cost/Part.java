package steadystate.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** One resource as charges read it: what is absent or of another form is simply not told. */
record Part(Site site, ResourceId id, Entries model) {

  Optional<Value> get(String... path) {
    Optional<Value> at = Optional.of(model);
    for (String name : path) {
      at = at.flatMap(value -> member(value, name));
    }
    return at;
  }

  /** A list whose elements have a name is read like a map. */
  private static Optional<Value> member(Value value, String name) {
    return switch (value) {
      case Entries entries -> entries.get(name);
      case Value.Items items ->
          items.items().stream()
              .filter(item ->
                  item instanceof Entries e && e.text("name").filter(name::equals).isPresent())
              .findFirst()
              .flatMap(item -> ((Entries) item).get("value"));
      case Value.Text text -> Optional.empty();
      case Value.Number number -> Optional.empty();
      case Value.Flag flag -> Optional.empty();
      case Value.Template template -> Optional.empty();
    };
  }

  Optional<String> text(String... path) {
    return get(path).map(Object::toString);
  }

  boolean is(String name, String word) {
    return text(name).filter(word::equals).isPresent();
  }

  boolean is(String name) {
    return is(name, "true");
  }

  /** A number, written as one or as text such as {@code "256"}. */
  Optional<BigDecimal> number(String... path) {
    return text(path).flatMap(Part::number);
  }

  private static Optional<BigDecimal> number(String text) {
    return text.matches("\\d+(\\.\\d+)?") ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  List<Value> list(String... path) {
    return get(path).orElse(Entries.EMPTY) instanceof Value.Items items ? items.items() : List.of();
  }

  /** Another resource, such as the autoscaling of this service. */
  Optional<Part> beside(String kind, String key) {
    ResourceId other = new ResourceId(kind, key);
    return site.beside().apply(other).map(found -> new Part(site, other, found));
  }
}
