package steadystate.environment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import steadystate.resource.ResourceId;

/**
 * What counts today beside what is written: times to live, what people took back, and that nothing
 * is written at all any more.
 *
 * @param running when the time of an entry that lives runs out, in words
 * @param ranOut why a resource that is written is not wished any more, in words
 * @param rolledBack what stands at earlier content
 */
public record Terms(
    Map<ResourceId, String> running,
    Map<ResourceId, String> ranOut,
    Map<ResourceId, Rollback> rolledBack,
    Leaving leaving) {
  public static final Terms NONE = new Terms(Map.of(), Map.of(), Map.of(), Leaving.STAYS);

  public Terms {
    running = Collections.unmodifiableMap(new TreeMap<>(running));
    ranOut = Collections.unmodifiableMap(new TreeMap<>(ranOut));
    rolledBack = Collections.unmodifiableMap(new TreeMap<>(rolledBack));
  }

  /** The same, with what people took back. */
  public Terms rolledBack(Map<ResourceId, Rollback> other) {
    return new Terms(running, ranOut, other, leaving);
  }

  /** The same, with what the times to live say. */
  public Terms times(Map<ResourceId, String> stillRunning, Map<ResourceId, String> over) {
    return new Terms(stillRunning, over, rolledBack, leaving);
  }

  Terms leaving(Leaving other) {
    return new Terms(running, ranOut, rolledBack, other);
  }
}
