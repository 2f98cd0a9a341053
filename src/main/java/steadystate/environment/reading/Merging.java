package steadystate.environment.reading;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import steadystate.yaml.Paths;
import steadystate.yaml.Problem;
import steadystate.yaml.Problems;
import steadystate.yaml.YamlNode;

/** Puts parts side by side, and specs on top of each other. */
final class Merging {
  private Merging() {}

  /** One spec of several parts of equal right: what two of them set is a mistake. */
  static YamlNode.Mapping sideBySide(List<Part> parts, Problems problems) {
    YamlNode.Mapping merged = parts.getFirst().spec();
    for (Part part : parts.subList(1, parts.size())) {
      merged = sideBySide(merged, part.spec(), "spec", problems);
    }
    return merged;
  }

  private static YamlNode.Mapping sideBySide(
      YamlNode.Mapping one, YamlNode.Mapping other, String path, Problems problems) {
    SequencedMap<String, YamlNode.Entry> out = new LinkedHashMap<>(one.entries());
    for (YamlNode.Entry entry : other.entries().values()) {
      Optional<YamlNode.Entry> first = Optional.ofNullable(out.get(entry.key()));
      String inside = Paths.key(path, entry.key());
      if (first.isEmpty()) {
        out.put(entry.key(), entry);
      } else if (first.get().value() instanceof YamlNode.Mapping mine
          && entry.value() instanceof YamlNode.Mapping theirs) {
        YamlNode.Mapping both = sideBySide(mine, theirs, inside, problems);
        out.put(entry.key(), new YamlNode.Entry(entry.key(), first.get().keyAt(), both));
      } else {
        problems.add(
            new Problem(
                "set-twice",
                entry.keyAt(),
                inside,
                "`%s` is set in two parts; first at %s".formatted(entry.key(), first.get().keyAt()),
                "keep one of them, or put the shared one into a base"));
      }
    }
    return new YamlNode.Mapping(out, one.at());
  }

  /**
   * A spec on top of another: maps key by key, everything else replaces, null removes. Null that
   * removes nothing stays, for its reader to judge.
   */
  static YamlNode.Mapping over(YamlNode.Mapping over, YamlNode.Mapping under) {
    return over(over, under, Level.SPEC);
  }

  /** Where a merge stands: variables have a rule of their own. */
  private enum Level {
    SPEC,
    VARIABLES,
    VARIABLE,
    ELSEWHERE;

    Level below(String key) {
      return switch (this) {
        case SPEC -> key.equals("variables") ? VARIABLES : ELSEWHERE;
        case VARIABLES -> VARIABLE;
        case VARIABLE, ELSEWHERE -> ELSEWHERE;
      };
    }
  }

  private static YamlNode.Mapping over(YamlNode.Mapping over, YamlNode.Mapping under, Level level) {
    SequencedMap<String, YamlNode.Entry> out = new LinkedHashMap<>(under.entries());
    for (YamlNode.Entry entry : over.entries().values()) {
      Optional<YamlNode.Entry> below = Optional.ofNullable(out.get(entry.key()));
      if (below.isEmpty()) {
        out.put(entry.key(), entry);
      } else if (ShapeReader.isNull(entry.value())) {
        out.remove(entry.key());
      } else {
        out.put(entry.key(), over(entry, below.get(), level.below(entry.key())));
      }
    }
    return new YamlNode.Mapping(out, over.entries().isEmpty() ? under.at() : over.at());
  }

  private static YamlNode.Entry over(YamlNode.Entry over, YamlNode.Entry under, Level level) {
    YamlNode value =
        switch (over.value()) {
          case YamlNode.Mapping mine when under.value() instanceof YamlNode.Mapping theirs ->
              over(mine, theirs, level);
          case YamlNode.Mapping mine -> mine;
          case YamlNode node
              when level == Level.VARIABLE && under.value() instanceof YamlNode.Mapping declared ->
              withDefault(declared, over, node);
          case YamlNode.Scalar scalar -> scalar;
          case YamlNode.Sequence list -> list;
        };
    return new YamlNode.Entry(over.key(), over.keyAt(), value);
  }

  /** A value over a declared variable keeps what the declaration says of its type. */
  private static YamlNode withDefault(
      YamlNode.Mapping declared, YamlNode.Entry over, YamlNode value) {
    SequencedMap<String, YamlNode.Entry> out = new LinkedHashMap<>(declared.entries());
    out.put("default", new YamlNode.Entry("default", over.keyAt(), value));
    return new YamlNode.Mapping(out, declared.at());
  }
}
