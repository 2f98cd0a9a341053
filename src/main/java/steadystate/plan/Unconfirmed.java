package steadystate.plan;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.drift.Finding;
import steadystate.drift.Order;
import steadystate.drift.Status;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Health;
import steadystate.resource.ResourceId;

/**
 * What cannot be made yet because something that it needs has to be confirmed by a person first.
 * Pure.
 */
final class Unconfirmed {
  private final Catalogue catalogue;
  private final Map<ResourceId, String> reasons = new LinkedHashMap<>();
  private final Map<ResourceId, Declared> missing = new HashMap<>();

  Unconfirmed(Catalogue catalogue, List<Finding> findings) {
    this.catalogue = catalogue;
    findings.forEach(this::consider);
  }

  private void consider(Finding finding) {
    if (finding.status() == Status.MISSING) {
      finding.declared().ifPresent(declared -> missing.put(declared.id(), declared));
      if (catalogue.kind(finding.id()).confirmedByPerson()) {
        reasons.put(finding.id(), "a person has to, after it is made");
      }
    }
    finding
        .live()
        .map(live -> live.health())
        .ifPresent(health -> {
          if (health instanceof Health.Awaiting(String reason)) {
            reasons.put(finding.id(), reason);
          }
        });
  }

  /** Why something that is missing stays so for now. */
  Optional<String> before(Declared declared) {
    return reasons.isEmpty() ? Optional.empty() : before(declared, new TreeSet<>());
  }

  private Optional<String> before(Declared declared, Set<ResourceId> seen) {
    for (ResourceId need : Order.needs(catalogue, declared)) {
      if (reasons.containsKey(need)) {
        return Optional.of("waits until " + need + " is confirmed: " + reasons.get(need));
      }
      if (missing.containsKey(need) && seen.add(need)) {
        Optional<String> deeper = before(missing.get(need), seen);
        if (deeper.isPresent()) {
          return deeper;
        }
      }
    }
    return Optional.empty();
  }
}
