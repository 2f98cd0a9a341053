package steadystate.reconcile;

import java.util.Optional;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.reconcile.pass.Look;
import steadystate.resource.Owner;

/** Where the resources of one environment were seen to live. Lost with the process. */
final class Home {
  private Optional<String> place = Optional.empty();

  /** What is only looked up, such as a network, is nobody's and makes no home. */
  void seen(Look found) {
    Optional<String> here = Optional.of(place(found.plan().account(), found.plan().region()));
    if (place.isEmpty() || place.equals(here)) {
      boolean ours =
          found.findings().stream()
              .filter(finding -> finding.status() != Status.CONFLICT)
              .flatMap(finding -> finding.live().stream())
              .anyMatch(live -> live.tags().containsKey(Owner.ENVIRONMENT));
      place = ours ? here : Optional.empty();
    }
  }

  /** Another account or region would get a second copy, and the first would stay unseen. */
  Optional<Facts.Hold> moved(Environment wished) {
    String there = place(wished.settings().account(), wished.settings().region());
    return place
        .filter(here -> !here.equals(there))
        .map(here ->
            new Facts.Hold(
                "Moved",
                ("its resources live in %s and the spec says %s; write that back,"
                        + " empty the environment there first, or give this one another name")
                    .formatted(here, there),
                true));
  }

  private static String place(String account, String region) {
    return "account " + account + " region " + region;
  }
}
