package steadystate.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.drift.Finding;
import steadystate.plan.Hold;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/**
 * One look at one environment: what was found and what would be done about it.
 *
 * @param changedBy who changed what drifted, where AWS tells
 * @param waiting since when this process has seen what waits
 * @param calls AWS calls by operation that the look took
 */
public record Look(
    Instant at,
    List<Finding> findings,
    Plan plan,
    Map<ResourceId, String> changedBy,
    Map<ResourceId, Instant> waiting,
    Map<String, Long> calls,
    Duration took) {
  public Look {
    findings = List.copyOf(findings);
    changedBy = Map.copyOf(changedBy);
    waiting = Map.copyOf(waiting);
  }

  /** When it ended, if that is longer ago than a reader can be expected to believe. */
  public Optional<Instant> staleSince(Duration patience, Instant now) {
    return Optional.of(at.plus(took)).filter(end -> now.isAfter(end.plus(patience)));
  }

  /** What keeps a resource from going on, in words; empty when nothing does. */
  public Optional<String> waitsFor(ResourceId id) {
    return plan.changes().stream()
        .filter(change -> change.resource().equals(id))
        .flatMap(change -> change.held().stream())
        .filter(Hold.Waits.class::isInstance)
        .map(Hold::toString)
        .findFirst();
  }
}
