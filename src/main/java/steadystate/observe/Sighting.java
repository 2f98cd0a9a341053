package steadystate.observe;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import steadystate.failure.Failure;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;

/**
 * What one look at AWS found.
 *
 * @param found everything living, in the order of building
 * @param unknown wished resources about which AWS did not answer
 * @param unseenKinds kinds that could not be listed, so that what left the spec cannot be found
 */
public record Sighting(
    Instant at,
    List<Live> found,
    Map<ResourceId, Failure> unknown,
    Map<String, Failure> unseenKinds) {
  public Sighting {
    found = List.copyOf(found);
    unknown = Map.copyOf(unknown);
    unseenKinds = Map.copyOf(unseenKinds);
  }

  /** Every body of this resource. */
  public List<Live> bodies(ResourceId id) {
    return found.stream().filter(live -> live.id().equals(id)).toList();
  }
}
