package steadystate.environment;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import steadystate.resource.ResourceId;

/**
 * What the times to live of an environment say today.
 *
 * @param running when the time of an entry that lives runs out, in words
 * @param ranOut why a resource that is written is not wished any more, in words
 */
public record Terms(Map<ResourceId, String> running, Map<ResourceId, String> ranOut) {
  public static final Terms NONE = new Terms(Map.of(), Map.of());

  public Terms {
    running = Collections.unmodifiableMap(new TreeMap<>(running));
    ranOut = Collections.unmodifiableMap(new TreeMap<>(ranOut));
  }
}
