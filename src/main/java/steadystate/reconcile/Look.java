package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import steadystate.drift.Finding;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/**
 * One look at one environment: what was found and what would be done about it.
 *
 * @param changedBy who changed what drifted, where AWS tells
 * @param calls AWS calls by operation that the look took
 */
public record Look(
    Instant at,
    List<Finding> findings,
    Plan plan,
    Map<ResourceId, String> changedBy,
    Map<String, Long> calls,
    Duration took) {
  public Look {
    findings = List.copyOf(findings);
    changedBy = Map.copyOf(changedBy);
  }
}
