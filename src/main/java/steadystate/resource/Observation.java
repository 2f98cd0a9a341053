package steadystate.resource;

import java.util.List;
import java.util.Map;
import steadystate.failure.Failure;

/**
 * What one look at one kind found.
 *
 * @param found every living resource that carries our environment's tag, and every one that has the
 *     name of a wished resource, whoever owns it
 * @param unknown wished resources about which AWS did not answer: neither there nor absent
 */
public record Observation(List<Live> found, Map<ResourceId, Failure> unknown) {
  public Observation {
    found = List.copyOf(found);
    unknown = Map.copyOf(unknown);
  }

  public Observation(List<Live> found) {
    this(found, Map.of());
  }
}
