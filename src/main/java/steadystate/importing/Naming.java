package steadystate.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.resource.Attributes;
import steadystate.resource.Member;
import steadystate.resource.ResourceId;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;
import steadystate.resource.Value.Part;

/**
 * Names what free text speaks of: a variable that holds a database's address, a policy with a
 * bucket's ARN. Only addresses that mean one thing in the world are taken for a name.
 */
final class Naming {
  private static final String SUBNET = "subnet";

  /** Kinds that hold something, and refer to nobody who could speak of them in free text. */
  private static final Map<String, List<String>> TELLING =
      new TreeMap<>(
          Map.of(
              "database",
              List.of("endpoint", "address", "secretArn", "arn"),
              "bucket",
              List.of("domainName", "arn", "name"),
              "repository",
              List.of("repositoryUri", "arn"),
              "logGroup",
              List.of("arn"),
              "cluster",
              List.of("arn"),
              "loadBalancer",
              List.of("dnsName"),
              "connection",
              List.of("arn"),
              SUBNET,
              List.of("id")));

  /** Of these only the whole text may be one: they are words. */
  private static final Set<String> WORDS = Set.of("name", "id");

  private static final int SHORTEST = 6;

  /** By the text, the longest first. */
  private final Map<String, Part.Attribute> handles =
      new TreeMap<>(
          Comparator.comparingInt(String::length)
              .reversed()
              .thenComparing(Comparator.naturalOrder()));

  Naming(Map<ResourceId, Attributes> known) {
    known.forEach((id, attributes) -> {
      for (String name : TELLING.getOrDefault(id.kind(), List.of())) {
        attributes
            .get(name)
            .filter(text -> text.length() >= SHORTEST && text.matches(".*[.:/-].*"))
            .ifPresent(text -> handles.putIfAbsent(text, new Part.Attribute(id, name)));
      }
    });
  }

  /** An entry with names in its free text; what it makes itself is not among them. */
  Entries of(Shape.Structure shape, Entries entry, Set<ResourceId> own) {
    Map<String, Value> out = new LinkedHashMap<>();
    entry
        .entries()
        .forEach((name, held) -> {
          Optional<Shape> inner = shape.member(name).map(Member::shape);
          out.put(name, inner.isPresent() ? of(inner.get(), held, own) : held);
        });
    return new Entries(out, entry.origin());
  }

  private Value of(Shape shape, Value value, Set<ResourceId> own) {
    return switch (value) {
      case Entries entries when shape instanceof Shape.Structure structure ->
          of(structure, entries, own);
      case Entries entries when shape instanceof Shape.EntriesOf map ->
          each(entries, held -> isFree(map.value()) ? text(held, own) : of(map.value(), held, own));
      case Entries entries when shape instanceof Shape.Anything ->
          each(entries, held -> of(shape, held, own));
      case Items items when shape instanceof Shape.ItemsOf list ->
          each(items, held -> of(list.element(), held, own));
      case Items items when shape instanceof Shape.Anything ->
          each(items, held -> of(shape, held, own));
      case Value.Text text when shape instanceof Shape.Anything -> text(text, own);
      case Value.Text text when takesSubnet(shape) -> subnet(text);
      case Entries entries -> entries;
      case Items items -> items;
      case Value.Text text -> text;
      case Value.Template template -> template;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
    };
  }

  private static boolean isFree(Shape shape) {
    return shape instanceof Shape.Scalar scalar
        && scalar.refersTo().isEmpty()
        && scalar.pattern().isEmpty()
        && scalar.allowed().isEmpty();
  }

  private static boolean takesSubnet(Shape shape) {
    return isFree(shape)
        || (shape instanceof Shape.Scalar scalar
            && scalar.refersTo().stream().anyMatch(to -> to.kind().equals(SUBNET)));
  }

  private static Value each(Entries entries, java.util.function.UnaryOperator<Value> change) {
    Map<String, Value> out = new LinkedHashMap<>();
    entries.entries().forEach((key, held) -> out.put(key, change.apply(held)));
    return new Entries(out, entries.origin());
  }

  private static Value each(Items items, java.util.function.UnaryOperator<Value> change) {
    return new Items(items.items().stream().map(change).toList(), items.origin());
  }

  /** Where something stands. */
  private Value subnet(Value.Text text) {
    Part.Attribute handle = handles.get(text.text());
    return handle != null && handle.resource().kind().equals(SUBNET)
        ? Value.reference(handle.resource(), handle.name()).from(text.origin())
        : text;
  }

  /** A text with the first name that it holds. */
  Value text(Value value, Set<ResourceId> own) {
    if (!(value instanceof Value.Text(String text, var origin))) {
      return value;
    }
    for (Map.Entry<String, Part.Attribute> handle : handles.entrySet()) {
      int at = at(text, handle.getKey(), WORDS.contains(handle.getValue().name()));
      if (at >= 0 && !own.contains(handle.getValue().resource())) {
        List<Part> parts = new ArrayList<>();
        literal(text.substring(0, at)).ifPresent(parts::add);
        parts.add(handle.getValue());
        literal(text.substring(at + handle.getKey().length())).ifPresent(parts::add);
        return new Value.Template(parts, origin);
      }
    }
    return value;
  }

  private static Optional<Part> literal(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(new Part.Literal(text));
  }

  /** Where a text holds an address as a whole; -1 for nowhere. */
  private static int at(String text, String handle, boolean whole) {
    if (whole) {
      return text.equals(handle) ? 0 : -1;
    }
    int at = text.indexOf(handle);
    int end = at + handle.length();
    boolean begins = at == 0 || (at > 0 && "/@=\"' ,".indexOf(text.charAt(at - 1)) >= 0);
    boolean ends = end == text.length() || (at >= 0 && "/:?\"' ,".indexOf(text.charAt(end)) >= 0);
    return begins && ends ? at : -1;
  }
}
