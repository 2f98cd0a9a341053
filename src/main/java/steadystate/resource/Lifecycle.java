package steadystate.resource;

import java.time.Duration;
import java.util.Optional;

/**
 * What may happen to a resource besides being kept as wished.
 *
 * @param adopt whether a resource of the wanted name that is nobody's may be taken over
 * @param timeToLive how long after its creation it is deleted
 */
public record Lifecycle(
    boolean adopt, DeletionPolicy deletionPolicy, Optional<Duration> timeToLive) {
  public static final Lifecycle DEFAULT =
      new Lifecycle(false, DeletionPolicy.DELETE, Optional.empty());

  /** What happens when the resource leaves the spec. */
  public enum DeletionPolicy {
    /** It is deleted. */
    DELETE,
    /** It stays, and loses our tags. */
    RETAIN,
    /** It is deleted after a person said so. */
    CONFIRM;

    /** The word used in specs and tags. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
