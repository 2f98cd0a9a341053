package steadystate.resource;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * The one form for both sides of a comparison: what the spec wishes and what AWS answers.
 * Immutable. Two values are equal when their content is; where they come from does not count.
 * Absence is a missing entry, so absent, empty, zero and false stay different.
 */
public sealed interface Value {
  Origin origin();

  /** The same content, from elsewhere. */
  Value from(Origin origin);

  static Text text(String text) {
    return new Text(text, Origin.NONE);
  }

  static Number number(long number) {
    return new Number(BigDecimal.valueOf(number), Origin.NONE);
  }

  static Flag flag(boolean on) {
    return new Flag(on, Origin.NONE);
  }

  static Items items(List<? extends Value> items) {
    return new Items(List.copyOf(items), Origin.NONE);
  }

  static Items texts(List<String> texts) {
    return items(texts.stream().map(Value::text).toList());
  }

  static Entries entries(Map<String, ? extends Value> entries) {
    return new Entries(new LinkedHashMap<>(entries), Origin.NONE);
  }

  static Template reference(ResourceId id, String attribute) {
    return new Template(List.of(new Part.Attribute(id, attribute)), Origin.NONE);
  }

  /** Characters. */
  record Text(String text, Origin origin) implements Value {
    @Override
    public Text from(Origin other) {
      return new Text(text, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Text that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
      return text.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /** A number of any size; 1 and 1.0 are equal. */
  record Number(BigDecimal number, Origin origin) implements Value {
    @Override
    public Number from(Origin other) {
      return new Number(number, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Number that && number.compareTo(that.number) == 0;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(number.doubleValue());
    }

    @Override
    public String toString() {
      return number.stripTrailingZeros().toPlainString();
    }
  }

  /** True or false. */
  record Flag(boolean on, Origin origin) implements Value {
    @Override
    public Flag from(Origin other) {
      return new Flag(on, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Flag that && on == that.on;
    }

    @Override
    public int hashCode() {
      return Boolean.hashCode(on);
    }

    @Override
    public String toString() {
      return Boolean.toString(on);
    }
  }

  /** A list; whether its order counts is the shape's matter. */
  record Items(List<Value> items, Origin origin) implements Value {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public Items from(Origin other) {
      return new Items(items, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Items that && items.equals(that.items);
    }

    @Override
    public int hashCode() {
      return items.hashCode();
    }

    @Override
    public String toString() {
      return items.toString();
    }
  }

  /** A map from names to values, in the order written. */
  record Entries(SequencedMap<String, Value> entries, Origin origin) implements Value {
    public Entries(Map<String, ? extends Value> entries, Origin origin) {
      this(
          (SequencedMap<String, Value>)
              Collections.unmodifiableSequencedMap(new LinkedHashMap<String, Value>(entries)),
          origin);
    }

    public Entries {
      entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
    }

    public static final Entries EMPTY = new Entries(Map.of(), Origin.NONE);

    public Optional<Value> get(String name) {
      return Optional.ofNullable(entries.get(name));
    }

    /** The text of a scalar entry, whatever its type. */
    public Optional<String> text(String name) {
      return get(name).map(Object::toString);
    }

    public Optional<Entries> map(String name) {
      return get(name).map(Entries.class::cast);
    }

    /** The elements of a list entry; none when it is absent. */
    public List<Value> list(String name) {
      return entries.get(name) instanceof Items list ? list.items() : List.of();
    }

    public Optional<Integer> whole(String name) {
      return get(name).map(v -> ((Number) v).number().intValueExact());
    }

    public Optional<Boolean> flag(String name) {
      return get(name).map(v -> ((Flag) v).on());
    }

    public boolean has(String name) {
      return entries.containsKey(name);
    }

    /** A copy with one entry set. */
    public Entries with(String name, Value value) {
      SequencedMap<String, Value> copy = new LinkedHashMap<>(entries);
      copy.put(name, value);
      return new Entries(copy, origin);
    }

    /** A copy with one entry set where it is absent. */
    public Entries withDefault(String name, Value value) {
      return has(name) ? this : with(name, value);
    }

    /** A copy without some entries. */
    public Entries without(String... names) {
      SequencedMap<String, Value> copy = new LinkedHashMap<>(entries);
      for (String name : names) {
        copy.remove(name);
      }
      return new Entries(copy, origin);
    }

    @Override
    public Entries from(Origin other) {
      return new Entries(entries, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Entries that && entries.equals(that.entries);
    }

    @Override
    public int hashCode() {
      return entries.hashCode();
    }

    @Override
    public String toString() {
      return entries.toString();
    }
  }

  /**
   * Text that names attributes of other resources, as {@code securityGroup/api} or {@code
   * postgres://${database.main.endpoint}/app}. It becomes plain once those resources live. A lone
   * attribute may also stand for a whole list, its elements separated by commas.
   */
  record Template(List<Part> parts, Origin origin) implements Value {
    public Template {
      parts = List.copyOf(parts);
    }

    @Override
    public Template from(Origin other) {
      return new Template(parts, other);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Template that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return parts.hashCode();
    }

    @Override
    public String toString() {
      return String.join("", parts.stream().map(Part::toString).toList());
    }
  }

  /** A piece of a {@link Template}. */
  sealed interface Part {
    /** Characters as they are. */
    record Literal(String text) implements Part {
      @Override
      public String toString() {
        return text;
      }
    }

    /** An attribute of a resource, such as {@code id}, {@code arn} or {@code dnsName}. */
    record Attribute(ResourceId resource, String name) implements Part {
      @Override
      public String toString() {
        return "${" + resource.kind() + "." + resource.key() + "." + name + "}";
      }
    }
  }
}
