package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import steadystate.drift.Finding;
import steadystate.plan.Plan;

/**
 * One look at one environment: what was found and what would be done about it.
 *
 * @param calls AWS calls by operation that the look took
 */
public record Look(
    Instant at, List<Finding> findings, Plan plan, Map<String, Long> calls, Duration took) {
  public Look {
    findings = List.copyOf(findings);
  }
}
