package steadystate.kinds;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import steadystate.resource.Scope;

/**
 * Tags of what has an ARN, in few calls: the tagging API is believed where it knows the thing and
 * this process wrote nothing since; else the service itself is asked, until both say the same.
 */
public final class BelievedTags {
  /** What was written here and the tagging API did not show yet. */
  private final Set<String> unconfirmed = ConcurrentHashMap.newKeySet();

  /**
   * The tags of one thing.
   *
   * @param ask asks the service itself
   */
  public Map<String, String> of(Scope scope, String arn, Supplier<Map<String, String>> ask) {
    Map<String, String> told = TaggedResources.of(scope).getOrDefault(arn, Map.of());
    if (!told.isEmpty() && !unconfirmed.contains(arn)) {
      return told;
    }
    Map<String, String> actual = ask.get();
    if (told.equals(actual)) {
      unconfirmed.remove(arn);
    }
    return actual;
  }

  /** From now on the tagging API is behind. */
  public void written(String arn) {
    unconfirmed.add(arn);
  }

  /** The thing is gone. */
  public void gone(String arn) {
    unconfirmed.remove(arn);
  }
}
