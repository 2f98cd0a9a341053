package steadystate.resource;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one form in which both sides of a comparison stand: known members only, sets in one order,
 * pair lists as maps, scalars typed and canonical. Absent stays absent and empty stays empty.
 */
public final class Canonical {
  private Canonical() {}

  public static Value.Entries form(Shape.Structure shape, Value.Entries value) {
    Map<String, Value> out = new LinkedHashMap<>();
    shape
        .members()
        .forEach((name, member) ->
            value.get(name).ifPresent(held -> out.put(name, form(member.shape(), held))));
    return new Value.Entries(out, value.origin());
  }

  public static Value form(Shape shape, Value value) {
    if (value instanceof Value.Template) {
      return value;
    }
    return switch (shape) {
      case Shape.Scalar scalar -> scalar(scalar, value);
      case Shape.ItemsOf list when value instanceof Value.Items items -> items(list, items);
      case Shape.EntriesOf map when value instanceof Value.Entries entries -> entries(map, entries);
      case Shape.EntriesOf map when value instanceof Value.Items items -> pairs(map, items);
      case Shape.Structure structure when value instanceof Value.Entries entries ->
          form(structure, entries);
      case Shape.ItemsOf list -> value;
      case Shape.EntriesOf map -> value;
      case Shape.Structure structure -> value;
      case Shape.Anything anything -> value;
    };
  }

  private static Value scalar(Shape.Scalar shape, Value value) {
    String text = value.toString();
    return switch (shape.type()) {
      case TEXT, TIMESTAMP -> new Value.Text(shape.canonical().apply(text), value.origin());
      case INTEGER, DECIMAL ->
          value instanceof Value.Number
              ? value
              : new Value.Number(new BigDecimal(text.trim()), value.origin());
      case BOOLEAN ->
          value instanceof Value.Flag
              ? value
              : new Value.Flag(Boolean.parseBoolean(text), value.origin());
    };
  }

  private static Value items(Shape.ItemsOf shape, Value.Items value) {
    List<Value> items = new ArrayList<>();
    value.items().forEach(item -> items.add(form(shape.element(), item)));
    if (!(shape.order() instanceof Shape.Order.Ordered)) {
      items.sort(Comparator.comparing(item -> identity(shape, item)));
    }
    return new Value.Items(
        shape.order() instanceof Shape.Order.AsSet ? items.stream().distinct().toList() : items,
        value.origin());
  }

  /**
   * What tells an element of a set from the others: its key members, absent ones by their default,
   * or the whole element.
   */
  public static String identity(Shape.ItemsOf shape, Value element) {
    if (shape.order() instanceof Shape.Order.Keyed keyed
        && element instanceof Value.Entries entries) {
      StringBuilder key = new StringBuilder();
      for (String member : keyed.members()) {
        String text = entries.text(member).orElseGet(() -> otherwise(shape.element(), member));
        if (!text.isEmpty()) {
          key.append(key.isEmpty() ? "" : keyed.before().getOrDefault(member, "/")).append(text);
        }
      }
      return key.toString();
    }
    return sorted(element);
  }

  private static String otherwise(Shape element, String member) {
    return element instanceof Shape.Structure structure
            && structure.members().get(member) instanceof Member known
            && known.compared() instanceof Member.Compared.Always(var value)
            && value.isPresent()
        ? value.get().toString()
        : "";
  }

  /** Text in which the order of map keys means nothing. */
  public static String sorted(Value value) {
    return switch (value) {
      case Value.Entries entries -> {
        Map<String, String> sorted = new TreeMap<>();
        entries.entries().forEach((key, held) -> sorted.put(key, sorted(held)));
        yield sorted.toString();
      }
      case Value.Items items -> items.items().stream().map(Canonical::sorted).toList().toString();
      case Value.Text text -> '"' + text.text() + '"';
      case Value.Number number -> number.toString();
      case Value.Flag flag -> flag.toString();
      case Value.Template template -> template.toString();
    };
  }

  private static Value entries(Shape.EntriesOf shape, Value.Entries value) {
    Map<String, Value> out = new LinkedHashMap<>();
    value.entries().forEach((key, held) -> out.put(key, form(shape.value(), held)));
    return new Value.Entries(out, value.origin());
  }

  private static Value pairs(Shape.EntriesOf shape, Value.Items value) {
    Shape.Pairs pairs = shape.pairs().orElse(new Shape.Pairs("name", "value"));
    Map<String, Value> out = new LinkedHashMap<>();
    for (Value item : value.items()) {
      if (item instanceof Value.Entries entries) {
        Value held = entries.get(pairs.valueMember()).orElse(new Value.Text("", entries.origin()));
        out.put(entries.text(pairs.keyMember()).orElse(""), form(shape.value(), held));
      }
    }
    return new Value.Entries(out, value.origin());
  }

  /** The form that AWS's requests take: maps that AWS holds as pair lists become those lists. */
  public static Value wire(Shape shape, Value value) {
    return switch (shape) {
      case Shape.Structure structure when value instanceof Value.Entries entries ->
          wire(structure, entries);
      case Shape.ItemsOf list when value instanceof Value.Items items ->
          new Value.Items(
              items.items().stream().map(item -> wire(list.element(), item)).toList(),
              value.origin());
      case Shape.EntriesOf map when value instanceof Value.Entries entries -> wire(map, entries);
      case Shape.Structure structure -> value;
      case Shape.ItemsOf list -> value;
      case Shape.EntriesOf map -> value;
      case Shape.Scalar scalar -> value;
      case Shape.Anything anything -> value;
    };
  }

  /** As {@link #wire(Shape, Value)}, for a whole structure; unknown members stay as they are. */
  public static Value.Entries wire(Shape.Structure shape, Value.Entries value) {
    Map<String, Value> out = new LinkedHashMap<>();
    value
        .entries()
        .forEach((name, held) ->
            out.put(name, shape.member(name).map(m -> wire(m.shape(), held)).orElse(held)));
    return new Value.Entries(out, value.origin());
  }

  private static Value wire(Shape.EntriesOf shape, Value.Entries value) {
    if (shape.pairs().isEmpty()) {
      Map<String, Value> out = new LinkedHashMap<>();
      value.entries().forEach((key, held) -> out.put(key, wire(shape.value(), held)));
      return new Value.Entries(out, value.origin());
    }
    Shape.Pairs pairs = shape.pairs().get();
    List<Value> items = new ArrayList<>();
    value
        .entries()
        .forEach((key, held) ->
            items.add(
                Value.entries(Map.of(pairs.keyMember(), Value.text(key)))
                    .with(pairs.valueMember(), held)));
    return new Value.Items(items, value.origin());
  }
}
