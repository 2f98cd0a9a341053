package steadystate.environment.reading;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Origin;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.SourceSpan;
import steadystate.yaml.Suggestions;
import steadystate.yaml.YamlNode;

/**
 * Reads what a user wrote in the shape that is expected there. Every value remembers its place;
 * every mistake is noted with it, and the rest is read all the same.
 */
final class ShapeReader {
  private static final int MOST_NAMED = 12;

  private final Problems problems;
  private final ScalarReader scalars;
  private final List<Mention> mentions = new ArrayList<>();

  /**
   * @param variables for {@code ${name}}; empty where text stands for itself
   * @param written the keys that the spec has, by kind
   */
  ShapeReader(Optional<Variables> variables, Map<String, Set<String>> written, Problems problems) {
    this.problems = problems;
    this.scalars = new ScalarReader(variables, written, mentions, problems);
  }

  /** For places where neither variables nor references mean anything. */
  static ShapeReader plain(Problems problems) {
    return new ShapeReader(Optional.empty(), Map.of(), problems);
  }

  /** Every resource that was named in what has been read so far. */
  List<Mention> mentions() {
    return mentions;
  }

  /** Empty after a mistake that leaves nothing to go on with. */
  Optional<Value> read(Shape shape, YamlNode node, Spot spot) {
    return switch (shape) {
      case Shape.Scalar scalar -> scalars.read(scalar, node, spot);
      case Shape.ItemsOf list -> list(list, node, spot);
      case Shape.EntriesOf map -> map(map, node, spot);
      case Shape.Structure structure ->
          node instanceof YamlNode.Mapping mapping
              ? Optional.of(structure(structure, mapping, spot))
              : wrongType("a map", node, spot);
      case Shape.Anything anything -> anything(node, spot);
    };
  }

  /**
   * Reads a map of known keys. What is null is as absent: a base may have had it, it is gone now.
   */
  Value.Entries structure(Shape.Structure shape, YamlNode.Mapping node, Spot spot) {
    Map<String, Value> out = new LinkedHashMap<>();
    for (YamlNode.Entry entry : node.entries().values()) {
      Optional<Member> member = shape.member(entry.key());
      if (member.isEmpty()) {
        unknownKey(entry, shape.members().keySet(), spot);
      } else if (!isNull(entry.value())) {
        Spot inside = spot.member(entry.key(), member.get(), entry.keyAt());
        read(member.get().shape(), entry.value(), inside).ifPresent(v -> out.put(entry.key(), v));
      }
    }
    shape
        .members()
        .forEach((name, member) -> {
          YamlNode.Entry entry = node.entries().get(name);
          if (member.required() && (entry == null || isNull(entry.value()))) {
            problems.add(
                new Problem(
                    "missing-key",
                    spot.at(),
                    Paths.key(spot.path(), name),
                    "`" + name + "` is missing"));
          }
        });
    return new Value.Entries(out, Origin.written(node.at()));
  }

  void unknownKey(YamlNode.Entry entry, Collection<String> known, Spot spot) {
    Optional<String> help =
        Suggestions.didYouMean(entry.key(), known)
            .or(() -> known.isEmpty() ? Optional.empty() : Optional.of(named(known)));
    problems.add(
        new Problem(
            "unknown-key",
            entry.keyAt(),
            Paths.key(spot.path(), entry.key()),
            "unknown key " + Quoted.of(entry.key()),
            help));
  }

  private static String named(Collection<String> known) {
    String names = String.join(", ", known.stream().limit(MOST_NAMED).toList());
    return "known here: " + names + (known.size() > MOST_NAMED ? ", …" : "");
  }

  static boolean isNull(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.isNull();
  }

  /** A variable may stand for the whole list, or for some of its elements. */
  private Optional<Value> list(Shape.ItemsOf shape, YamlNode written, Spot spot) {
    YamlNode node = scalars.list(written, spot).map(YamlNode.class::cast).orElse(written);
    if (node instanceof YamlNode.Scalar scalar && !shape.oneWillDo()) {
      Optional<Value> whole = scalars.loneReference(scalar, spot);
      return whole.isPresent() ? whole : notAList(shape, scalar, spot);
    }
    List<YamlNode> nodes =
        switch (node) {
          case YamlNode.Sequence sequence -> elements(sequence, spot);
          case YamlNode.Scalar scalar -> List.of(scalar);
          case YamlNode.Mapping mapping when shape.oneWillDo() -> List.of(mapping);
          case YamlNode.Mapping mapping -> {
            wrongType("a list", mapping, spot);
            yield List.of();
          }
        };
    if (!(node instanceof YamlNode.Sequence) && !shape.oneWillDo()) {
      return Optional.empty();
    }
    List<Value> items = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      YamlNode item = nodes.get(i);
      Spot inside = node instanceof YamlNode.Sequence ? spot.index(i, item.at()) : spot;
      read(shape.element(), item, inside).ifPresent(items::add);
    }
    if (nodes.size() < shape.fewest()) {
      String message = "this list needs at least %d elements".formatted(shape.fewest());
      problems.add(new Problem("out-of-range", node.at(), spot.path(), message));
    }
    duplicates(shape, items, spot);
    return Optional.of(new Value.Items(items, Origin.written(node.at())));
  }

  private List<YamlNode> elements(YamlNode.Sequence list, Spot spot) {
    return list.items().stream()
        .flatMap(item ->
            scalars.list(item, spot).map(YamlNode.Sequence::items).orElse(List.of(item)).stream())
        .toList();
  }

  private Optional<Value> notAList(Shape.ItemsOf shape, YamlNode.Scalar scalar, Spot spot) {
    boolean simple = shape.element() instanceof Shape.Scalar && !scalar.isNull() && !spot.secret();
    String help =
        simple ? "write `[" + scalar.text().lines().findFirst().orElse("") + "]`" : "write `[…]`";
    problems.add(
        new Problem(
            "wrong-type", scalar.at(), spot.path(), expected("a list", scalar, spot), help));
    return Optional.empty();
  }

  private void duplicates(Shape.ItemsOf shape, List<Value> items, Spot spot) {
    if (!(shape.order() instanceof Shape.Order.Keyed)) {
      return;
    }
    Map<String, Value> seen = new LinkedHashMap<>();
    for (Value item : items) {
      String identity = Canonical.identity(shape, Canonical.form(shape.element(), item));
      Optional<Value> first = Optional.ofNullable(seen.putIfAbsent(identity, item));
      if (first.isPresent() && !identity.isEmpty()) {
        twice(identity, first.get().origin(), item.origin(), spot);
      }
    }
  }

  private void twice(String name, Origin first, Origin second, Spot spot) {
    SourceSpan at = second.at().orElse(spot.at());
    String where = first.at().map(SourceSpan::toString).orElse("?");
    problems.add(
        new Problem(
            "duplicate-entry",
            at,
            spot.path(),
            Quoted.of(name) + " is in this list twice; first at " + where,
            "keep one of them"));
  }

  private Optional<Value> map(Shape.EntriesOf shape, YamlNode node, Spot spot) {
    if (node instanceof YamlNode.Sequence list && shape.pairs().isPresent()) {
      return Optional.of(pairs(shape, shape.pairs().get(), list, spot));
    }
    if (!(node instanceof YamlNode.Mapping mapping)) {
      return wrongType("a map", node, spot);
    }
    Map<String, Value> out = new LinkedHashMap<>();
    for (YamlNode.Entry entry : mapping.entries().values()) {
      Spot inside =
          spot.key(entry.key(), entry.keyAt()).hidden(shape.secretKey().test(entry.key()));
      if (isNull(entry.value())) {
        nothing(entry, inside, shape.value());
      } else {
        read(shape.value(), entry.value(), inside).ifPresent(v -> out.put(entry.key(), v));
      }
    }
    return Optional.of(new Value.Entries(out, Origin.written(mapping.at())));
  }

  /** In a map of the user's own keys null cannot mean "as AWS likes it": the entry would vanish. */
  void nothing(YamlNode.Entry entry, Spot spot, Shape shape) {
    String instead = shape instanceof Shape.Scalar ? "`\"\"` for an empty text" : "`{}`";
    problems.add(
        new Problem(
            "null-value",
            entry.keyAt(),
            spot.path(),
            Quoted.of(entry.key()) + " has no value, and no base has one to remove",
            "write " + instead + ", or take the key away"));
  }

  /** AWS's own form of a map: {@code [{name: A, value: a}]}. */
  private Value pairs(Shape.EntriesOf shape, Shape.Pairs pairs, YamlNode.Sequence list, Spot spot) {
    Shape.Structure pair =
        Shape.Structure.empty()
            .with(pairs.keyMember(), Member.of(Shape.Scalar.of(Shape.Type.TEXT)).needed())
            .with(pairs.valueMember(), Member.of(shape.value()).needed());
    Map<String, Value> out = new LinkedHashMap<>();
    Map<String, Origin> places = new LinkedHashMap<>();
    for (int i = 0; i < list.items().size(); i++) {
      YamlNode item = list.items().get(i);
      Spot inside = spot.index(i, item.at()).hidden(isSecret(shape, pairs, item));
      if (!(read(pair, item, inside).orElse(Value.Entries.EMPTY) instanceof Value.Entries read)) {
        continue;
      }
      Optional<Value> key = read.get(pairs.keyMember());
      Optional<Value> value = read.get(pairs.valueMember());
      if (key.isPresent() && value.isPresent()) {
        String name = key.get().toString();
        Optional<Origin> first = Optional.ofNullable(places.putIfAbsent(name, key.get().origin()));
        first.ifPresent(origin -> twice(name, origin, key.get().origin(), spot));
        out.putIfAbsent(name, value.get());
      }
    }
    return new Value.Entries(out, Origin.written(list.at()));
  }

  private static boolean isSecret(Shape.EntriesOf shape, Shape.Pairs pairs, YamlNode item) {
    return item instanceof YamlNode.Mapping mapping
        && mapping.entries().get(pairs.keyMember()) instanceof YamlNode.Entry entry
        && entry.value() instanceof YamlNode.Scalar key
        && shape.secretKey().test(key.text());
  }

  private Optional<Value> anything(YamlNode node, Spot spot) {
    return switch (scalars.list(node, spot).map(YamlNode.class::cast).orElse(node)) {
      case YamlNode.Scalar scalar when scalar.isNull() -> wrongType("a value", scalar, spot);
      case YamlNode.Scalar scalar -> scalars.any(scalar, spot);
      case YamlNode.Sequence list -> {
        List<Value> items = new ArrayList<>();
        List<YamlNode> nodes = elements(list, spot);
        for (int i = 0; i < nodes.size(); i++) {
          YamlNode item = nodes.get(i);
          anything(item, spot.index(i, item.at())).ifPresent(items::add);
        }
        yield Optional.of(new Value.Items(items, Origin.written(list.at())));
      }
      case YamlNode.Mapping mapping -> {
        Map<String, Value> out = new LinkedHashMap<>();
        for (YamlNode.Entry entry : mapping.entries().values()) {
          if (!isNull(entry.value())) {
            anything(entry.value(), spot.key(entry.key(), entry.keyAt()))
                .ifPresent(value -> out.put(entry.key(), value));
          }
        }
        yield Optional.of(new Value.Entries(out, Origin.written(mapping.at())));
      }
    };
  }

  Optional<Value> wrongType(String wanted, YamlNode node, Spot spot) {
    problems.add(new Problem("wrong-type", node.at(), spot.path(), expected(wanted, node, spot)));
    return Optional.empty();
  }

  static String expected(String wanted, YamlNode node, Spot spot) {
    String found =
        switch (node) {
          case YamlNode.Scalar scalar when scalar.isNull() -> "nothing";
          case YamlNode.Scalar scalar -> spot.shown(scalar.text());
          case YamlNode.Sequence list -> "a list";
          case YamlNode.Mapping mapping -> "a map";
        };
    return "expected " + wanted + ", found " + found;
  }
}
