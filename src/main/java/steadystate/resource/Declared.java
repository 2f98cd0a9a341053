package steadystate.resource;

import java.util.Set;
import java.util.TreeSet;
import steadystate.yaml.SourceSpan;

/**
 * A wished resource.
 *
 * @param model what is wished, in the shape of its kind; references are not resolved yet. The
 *     member {@code tags} holds the user's tags; ownership tags are added when it is sent
 * @param after resources that must be there first although the model does not name them
 * @param at where the user asked for it
 */
public record Declared(
    ResourceId id, Value.Entries model, Set<ResourceId> after, Lifecycle lifecycle, SourceSpan at) {
  public Declared {
    after = Set.copyOf(after);
  }

  public Declared(ResourceId id, Value.Entries model, SourceSpan at) {
    this(id, model, Set.of(), Lifecycle.DEFAULT, at);
  }

  /** The same, with one more resource to wait for. */
  public Declared after(ResourceId other) {
    Set<ResourceId> more = new TreeSet<>(after);
    more.add(other);
    return new Declared(id, model, more, lifecycle, at);
  }

  public Declared model(Value.Entries other) {
    return new Declared(id, other, after, lifecycle, at);
  }

  public Declared lifecycle(Lifecycle other) {
    return new Declared(id, model, after, other, at);
  }
}
