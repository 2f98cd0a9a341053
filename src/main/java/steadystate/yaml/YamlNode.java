package steadystate.yaml;

import java.util.List;
import java.util.SequencedMap;

/** A YAML document as it was written: every node knows its place. Immutable. */
public sealed interface YamlNode {
  SourceSpan at();

  /**
   * A scalar, not yet typed.
   *
   * @param text the very characters of the value, quotes removed
   * @param plain whether it was written without quotes, so that {@code 8080}, {@code true} and
   *     {@code null} mean a number, a flag and nothing
   */
  record Scalar(String text, boolean plain, SourceSpan at) implements YamlNode {
    /** Whether this stands for nothing: plain {@code null}, {@code ~} or no characters at all. */
    public boolean isNull() {
      return plain
          && switch (text) {
            case "", "~", "null", "Null", "NULL" -> true;
            default -> false;
          };
    }
  }

  /** A list. */
  record Sequence(List<YamlNode> items, SourceSpan at) implements YamlNode {
    public Sequence {
      items = List.copyOf(items);
    }
  }

  /** A map, in the order written; duplicate keys were reported when it was read. */
  record Mapping(SequencedMap<String, Entry> entries, SourceSpan at) implements YamlNode {}

  /** One key of a map with the place of the key itself. */
  record Entry(String key, SourceSpan keyAt, YamlNode value) {}
}
