package steadystate.reconcile;

import java.util.Optional;
import java.util.stream.Collectors;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.pass.Look;

/** What there is to say and to decide about an environment that no file mentions any more. Pure. */
final class Departure {
  /** The condition's word. */
  static final String REASON = "Orphaned";

  /** The same when nothing of it is left. */
  static final String OVER = "Gone";

  private Departure() {}

  /**
   * Why nothing is written: somebody has to choose among three ways on.
   *
   * @param name of the environment
   */
  static Facts.Hold hold(String name, Optional<Look> look) {
    if (look.filter(Departure::isOver).isPresent()) {
      return new Facts.Hold(
          OVER, "no file mentions this environment, and nothing of it is left in AWS", true);
    }
    String lives = look.map(one -> ", and " + left(one.plan())).orElse("");
    return new Facts.Hold(
        REASON,
        ("no file mentions this environment any more%s: put its files back, delete all of it"
                + " (`steadystate approve %s --gone`), or let it live (`steadystate forget %s`)")
            .formatted(lives, name, name),
        true);
  }

  /** Of which nothing is held any more. */
  static String goingOn(Look look) {
    return "no file mentions this environment any more, and " + left(look.plan());
  }

  private static String left(Plan plan) {
    long count = plan.changes().size();
    return count == 1 ? "1 resource of it is left" : count + " resources of it are left";
  }

  /** Whether a look found nothing of it, and could have found everything. */
  static boolean isOver(Look look) {
    Plan plan = look.plan();
    return plan.changes().isEmpty()
        && plan.unknown().isEmpty()
        && plan.refusals().isEmpty()
        && plan.notes().isEmpty();
  }

  /** An approval with the names of what it gives up, which the next process needs to go on. */
  static Ask bound(Ask ask, EnvironmentStatus status) {
    Optional<Plan> plan = status.look().map(Look::plan).filter(now -> status.orphan());
    return ask instanceof Ask.Approve approve
            && plan.filter(now -> now.fingerprint().equals(approve.fingerprint())).isPresent()
        ? new Ask.Approve(
            approve.fingerprint(),
            plan.get().changes().stream()
                .filter(Change::needsApproval)
                .flatMap(change -> change.arn().stream())
                .collect(Collectors.toSet()))
        : ask;
  }
}
