package steadystate.resource;

import java.util.ArrayList;
import java.util.List;

/**
 * The address of a field: names after dots, keys of lists and maps in brackets, as in {@code
 * containerDefinitions[api].environment[LOG]}.
 */
public record FieldPath(List<Segment> segments) implements Comparable<FieldPath> {
  /** The whole resource. */
  public static final FieldPath ROOT = new FieldPath(List.of());

  public FieldPath {
    segments = List.copyOf(segments);
  }

  /** One step of the way. */
  public sealed interface Segment {
    /** A member of a structure. */
    record Name(String name) implements Segment {}

    /** An element of a list or map, by what identifies it. */
    record Key(String key) implements Segment {}
  }

  public FieldPath name(String name) {
    return plus(new Segment.Name(name));
  }

  public FieldPath key(String key) {
    return plus(new Segment.Key(key));
  }

  private FieldPath plus(Segment segment) {
    List<Segment> longer = new ArrayList<>(segments);
    longer.add(segment);
    return new FieldPath(longer);
  }

  /** The first name: the member of the resource that holds the field; empty for the root. */
  public String head() {
    return segments.isEmpty() || !(segments.getFirst() instanceof Segment.Name(String name))
        ? ""
        : name;
  }

  /**
   * Whether this is the field {@code pattern} or inside it. A pattern is a path as text; {@code []}
   * stands for any key.
   */
  public boolean isWithin(String pattern) {
    String self = toString();
    String any = self.replaceAll("\\[[^\\]]*]", "[]");
    return isPrefix(pattern, self) || isPrefix(pattern, any);
  }

  private static boolean isPrefix(String pattern, String path) {
    return path.startsWith(pattern)
        && (path.length() == pattern.length()
            || path.charAt(pattern.length()) == '.'
            || path.charAt(pattern.length()) == '[');
  }

  @Override
  public int compareTo(FieldPath other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (Segment segment : segments) {
      switch (segment) {
        case Segment.Name(String name) -> out.append(out.isEmpty() ? "" : ".").append(name);
        case Segment.Key(String key) -> out.append('[').append(key).append(']');
      }
    }
    return out.toString();
  }
}
