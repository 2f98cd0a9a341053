package steadystate.resource;

import java.util.List;

/**
 * One key under {@code spec}, such as {@code services}: what a user may write there, and which
 * resources it becomes. Pure.
 */
public interface Section {
  /** The key, such as {@code services}. */
  String key();

  /** Whether the key holds one entry itself ({@code cluster}) and not a map of them. */
  default boolean single() {
    return false;
  }

  /**
   * Whether a single section is expanded although nobody wrote it, from an empty entry: a cluster
   * and a network are there for what stands in them.
   */
  default boolean unwritten(Blueprint blueprint) {
    return false;
  }

  /**
   * The kind whose id users write for an entry: {@code service} in {@code service/api}. A single
   * section's entry has the key {@code main}.
   */
  String kind();

  /** What may be written in one entry, without the keys that every entry takes. */
  Shape.Structure entry();

  /**
   * The resources of one entry. The first one has the id {@code kind()/key}. Mistakes go to {@link
   * Blueprint#problem}.
   */
  List<Declared> expand(Entry entry, Blueprint blueprint);

  /**
   * One entry as written, in the shape of {@link #entry()}, defaults not filled in.
   *
   * @param name the AWS name: the key {@code name} when written, else {@code environment-key}
   * @param named whether the name was written
   */
  record Entry(
      String key, String name, boolean named, Value.Entries value, steadystate.yaml.SourceSpan at) {
    public ResourceId id(String kind) {
      return new ResourceId(kind, key);
    }
  }
}
