package steadystate.reconcile.pass;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/** Since when this process has seen something wait: for AWS, for a neighbour or for a person. */
final class Patience {
  private static final Set<String> WAITING = Set.of("waiting", "unseen", "pending");

  private final ConcurrentMap<String, Map<ResourceId, Instant>> known = new ConcurrentHashMap<>();

  /** What waits in a plan; what does not any more is forgotten. */
  Map<ResourceId, Instant> since(Plan plan, Instant at) {
    Instant now = at.truncatedTo(ChronoUnit.SECONDS);
    Map<ResourceId, Instant> before = known.getOrDefault(plan.environment(), Map.of());
    Map<ResourceId, Instant> waiting = new HashMap<>();
    for (Note note : plan.notes()) {
      if (WAITING.contains(note.about())) {
        waiting.put(note.resource(), before.getOrDefault(note.resource(), now));
      }
    }
    for (Change change : plan.changes()) {
      if (change.held().filter(Hold.Waits.class::isInstance).isPresent()) {
        waiting.put(change.resource(), before.getOrDefault(change.resource(), now));
      }
    }
    known.put(plan.environment(), Map.copyOf(waiting));
    return waiting;
  }
}
