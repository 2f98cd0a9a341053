package steadystate.reconcile;

import java.util.List;
import java.util.Optional;
import steadystate.environment.Rollback;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;

/** Why changes of a plan are not carried out: they need a person, they wait, or they failed. */
public final class HeldChanges {
  private HeldChanges() {}

  /** What goes on as soon as somebody approves the plan. */
  public static List<Change> forApproval(Plan plan) {
    return plan.changes().stream().filter(Change::needsApproval).toList();
  }

  /** What a person took back to an earlier state. */
  static Optional<Note> rolledBack(Plan plan) {
    return plan.notes().stream()
        .filter(note -> note.about().equals("held") && Rollback.isWords(note.message()))
        .findFirst();
  }

  /** Content that was applied and taken back, and is not forced again. */
  static Optional<Change> tried(Plan plan) {
    return plan.changes().stream()
        .filter(change -> change.held().filter(Hold.TakenBack.class::isInstance).isPresent())
        .findFirst();
  }
}
