package steadystate.resource;

/**
 * The name of a resource inside one environment, written {@code service/api}. It is the value of
 * the tag {@code steadystate:resource}, so it never changes for a living resource.
 */
public record ResourceId(String kind, String key) implements Comparable<ResourceId> {

  /** Reads {@code kind/key}. */
  public static ResourceId parse(String text) {
    int slash = text.indexOf('/');
    if (slash <= 0 || slash == text.length() - 1) {
      throw new IllegalArgumentException("not a resource id: " + text);
    }
    return new ResourceId(text.substring(0, slash), text.substring(slash + 1));
  }

  @Override
  public int compareTo(ResourceId other) {
    int byKind = kind.compareTo(other.kind);
    return byKind != 0 ? byKind : key.compareTo(other.key);
  }

  @Override
  public String toString() {
    return kind + "/" + key;
  }
}
