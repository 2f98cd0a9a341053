package steadystate.resource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What a value may look like and how it is compared. The same shape reads YAML, checks it, becomes
 * JSON Schema, drives the comparison and the passage to SDK objects.
 */
public sealed interface Shape {

  /** The type of a scalar. */
  enum Type {
    TEXT,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    TIMESTAMP
  }

  /**
   * A single value.
   *
   * @param allowed the only values, when not empty
   * @param pattern a regular expression that the whole text must match; empty for any
   * @param min lowest number, or fewest characters of a text
   * @param max highest number, or most characters of a text
   * @param canonical brings a text to the form in which it is compared; both sides go through it
   * @param refersTo kind and attribute when {@code kind/key} may be written here
   */
  record Scalar(
      Type type,
      List<String> allowed,
      String pattern,
      Optional<Long> min,
      Optional<Long> max,
      UnaryOperator<String> canonical,
      List<Reference> refersTo)
      implements Shape {

    public static Scalar of(Type type) {
      return new Scalar(type, List.of(), "", Optional.empty(), Optional.empty(), x -> x, List.of());
    }

    public Scalar allowed(List<String> values) {
      return new Scalar(type, List.copyOf(values), pattern, min, max, canonical, refersTo);
    }

    public Scalar allowed(String... values) {
      return allowed(List.of(values));
    }

    public Scalar pattern(String regex) {
      return new Scalar(type, allowed, regex, min, max, canonical, refersTo);
    }

    public Scalar range(long low, long high) {
      return new Scalar(
          type, allowed, pattern, Optional.of(low), Optional.of(high), canonical, refersTo);
    }

    public Scalar canonical(UnaryOperator<String> form) {
      return new Scalar(type, allowed, pattern, min, max, form, refersTo);
    }

    /** A value {@code kind/key} written here stands for that resource's attribute. */
    public Scalar refersTo(String kind, String attribute) {
      List<Reference> more = new java.util.ArrayList<>(refersTo);
      more.add(new Reference(kind, attribute));
      return new Scalar(type, allowed, pattern, min, max, canonical, more);
    }
  }

  /** What {@code kind/key} stands for in a place. */
  record Reference(String kind, String attribute) {}

  /** How the elements of a list are told apart. */
  sealed interface Order {
    /** Position counts, as in a command line. */
    record Ordered() implements Order {}

    /** A set: position means nothing, an element is its own identity. */
    record AsSet() implements Order {}

    /**
     * A set whose elements are known by some members, such as {@code name}.
     *
     * @param before what stands before a member in the key, such as {@code " from "}; else a slash
     */
    record Keyed(List<String> members, Map<String, String> before) implements Order {
      public Keyed {
        members = List.copyOf(members);
        before = Map.copyOf(before);
      }

      public Keyed(List<String> members) {
        this(members, Map.of());
      }
    }
  }

  /**
   * A list.
   *
   * @param fewest the fewest elements that AWS accepts
   * @param oneWillDo whether the spec may write a single element without the list around it
   */
  record ItemsOf(Shape element, Order order, int fewest, boolean oneWillDo) implements Shape {
    public ItemsOf(Shape element, Order order, int fewest) {
      this(element, order, fewest, false);
    }

    /** The spec may write a lone element as it is; it is read as a list of one. */
    public ItemsOf orOne() {
      return new ItemsOf(element, order, fewest, true);
    }

    public static ItemsOf ordered(Shape element) {
      return new ItemsOf(element, new Order.Ordered(), 0);
    }

    public static ItemsOf set(Shape element) {
      return new ItemsOf(element, new Order.AsSet(), 0);
    }

    public static ItemsOf keyed(Shape element, String... members) {
      return new ItemsOf(element, new Order.Keyed(List.of(members)), 0);
    }
  }

  /**
   * A map with keys of the user's choosing.
   *
   * @param pairs when AWS holds it as a list of structures, the members for key and value, as
   *     {@code name} and {@code value}
   * @param additive whether live entries that nobody wrote are left alone
   * @param secretKey which keys hold values that must never be shown
   */
  record EntriesOf(
      Shape value, Optional<Pairs> pairs, boolean additive, Predicate<String> secretKey)
      implements Shape {
    public static EntriesOf of(Shape value) {
      return new EntriesOf(value, Optional.empty(), false, key -> false);
    }

    public EntriesOf pairs(String keyMember, String valueMember) {
      return new EntriesOf(
          value, Optional.of(new Pairs(keyMember, valueMember)), additive, secretKey);
    }

    public EntriesOf leavingOthers() {
      return new EntriesOf(value, pairs, true, secretKey);
    }

    public EntriesOf secretKeys(Predicate<String> secret) {
      return new EntriesOf(value, pairs, additive, secret);
    }
  }

  /** The two members that make a list of structures a map. */
  record Pairs(String keyMember, String valueMember) {}

  /** Named members of known shapes. Every other name is a mistake. */
  record Structure(SequencedMap<String, Member> members) implements Shape {
    public Structure {
      members = java.util.Collections.unmodifiableSequencedMap(new LinkedHashMap<>(members));
    }

    public static Structure empty() {
      return new Structure(new LinkedHashMap<>());
    }

    /** Adds or replaces a member. */
    public Structure with(String name, Member member) {
      SequencedMap<String, Member> copy = new LinkedHashMap<>(members);
      copy.put(name, member);
      return new Structure(copy);
    }

    public Structure with(String name, Shape shape, String description) {
      return with(name, Member.of(shape, description));
    }

    /** All members of both; those of {@code other} win. */
    public Structure withAll(Structure other) {
      SequencedMap<String, Member> copy = new LinkedHashMap<>(members);
      copy.putAll(other.members);
      return new Structure(copy);
    }

    public Structure without(String... names) {
      SequencedMap<String, Member> copy = new LinkedHashMap<>(members);
      for (String name : names) {
        copy.remove(name);
      }
      return new Structure(copy);
    }

    /** The names of members that are set after the resource was made. */
    public String[] deferred() {
      return members.entrySet().stream()
          .filter(member -> member.getValue().deferred())
          .map(Map.Entry::getKey)
          .toArray(String[]::new);
    }

    public Optional<Member> member(String name) {
      return Optional.ofNullable(members.get(name));
    }

    /** Changes one member that must be there. */
    public Structure change(String name, UnaryOperator<Member> change) {
      Member member = members.get(name);
      if (member == null) {
        throw new IllegalArgumentException("no member " + name + " among " + members.keySet());
      }
      return with(name, change.apply(member));
    }
  }

  /**
   * Any JSON.
   *
   * @param meaning brings a value to the form in which it is compared, and in no other place: what
   *     is shown and sent stays as it was written
   */
  record Anything(UnaryOperator<Value> meaning) implements Shape {
    /** Compared as it stands. */
    public Anything() {
      this(value -> value);
    }
  }
}
