package steadystate.reconcile;

import java.util.List;
import java.util.Optional;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Plan;

/** Why changes of a plan are not carried out: they need a person, they wait, or they failed. */
public final class HeldChanges {
  private HeldChanges() {}

  /** What goes on as soon as somebody approves the plan. */
  public static List<Change> forApproval(Plan plan) {
    return plan.changes().stream().filter(Change::needsApproval).toList();
  }

  /** Content that was applied and taken back, and is not forced again. */
  static Optional<Change> tried(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.held().filter(Hold.TakenBack.class::isInstance).isPresent())
        .findFirst();
  }
}
