package steadystate.kinds.balancing;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Candidate.Names;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What sends requests to a living service, in the words of {@code expose}. */
public final class ExposedTo {
  private ExposedTo() {}

  /** Reads what stands behind the target groups of a service. */
  public static ExposedTo of(Scope scope, List<Value> loadBalancers) {
    return new ExposedTo();
  }

  /** ARNs of the balancers that its target groups belong to. */
  public Set<String> balancers() {
    return new LinkedHashSet<>();
  }

  /** The entries for one target group; none when it can only be named by its ARN. */
  public List<Entries> of(Entries attached, String container, Optional<Value> port, Names names) {
    return List.of();
  }

  /** A target group or rule with the defaults that AWS adds. */
  public static Entries filled(ResourceId id, Entries model) {
    return model;
  }
}
