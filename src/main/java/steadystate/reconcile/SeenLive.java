package steadystate.reconcile;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.reconcile.pass.Look;
import steadystate.resource.ResourceId;

/** What was seen to live, so that what is gone tells apart from what was never made. */
final class SeenLive {
  private final Set<ResourceId> seen = new HashSet<>();

  /** Forgets what is not wished any more. */
  void keep(Optional<Environment> wished) {
    seen.removeIf(id -> wished.flatMap(spec -> spec.find(id)).isEmpty());
  }

  /** What somebody changed in AWS. */
  Set<ResourceId> changed(Look found) {
    Set<ResourceId> changed = new HashSet<>();
    for (Finding finding : found.findings()) {
      boolean gone = finding.status() == Status.MISSING && seen.contains(finding.id());
      if (gone || finding.status() == Status.DRIFTED || finding.status() == Status.CONFLICT) {
        changed.add(finding.id());
      }
      if (finding.live().isPresent() && finding.status() != Status.CONFLICT) {
        seen.add(finding.id());
      }
    }
    return Set.copyOf(changed);
  }
}
