package steadystate.report;

import java.util.Optional;
import java.util.stream.Stream;
import steadystate.drift.Status;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Plan;
import steadystate.resource.Declared;
import tools.jackson.databind.node.ObjectNode;

/** What an apply would do. */
public record PlanReport(Plan plan, Stats stats) implements Report {

  private static final Form<Change> CHANGE =
      Form.<Change>of("Change")
          .text("resource", change -> change.resource().toString())
          .textOrNull("id", Change::arn)
          .word("action", Stream.of(Action.values()).map(Action::word), c -> c.action().word())
          .word(
              "why", Stream.of(Status.values()).map(Words::why), change -> Words.why(change.why()))
          .textIfAny(
              "because", change -> Optional.of(change.reason()).filter(text -> !text.isEmpty()))
          .list("fields", Json.FIELD, Change::fields)
          .textOrNull("source", change -> Json.place(change.declared().map(Declared::at)))
          .textIfAny("held", change -> change.held().map(Hold::toString))
          .textIfAny("heldFor", change -> change.held().map(Hold::word));

  /** How many resources each action concerns. */
  static final Form<Plan> SUMMARY =
      Form.<Plan>of("Summary")
          .whole("create", plan -> plan.count(Action.CREATE))
          .whole("update", PlanReport::updates)
          .whole("replace", plan -> plan.count(Action.REPLACE))
          .whole("delete", plan -> plan.count(Action.DELETE))
          .whole("inSync", Plan::inSync);

  /** The changes of a plan by themselves. */
  public static final Form<Plan> CHANGES =
      Form.<Plan>of("Changes").list("changes", CHANGE, Plan::changes);

  public static final Form<PlanReport> FORM =
      Form.<PlanReport>document("Plan")
          .and(Heading.FORM, PlanReport::plan)
          .text("fingerprint", report -> report.plan().fingerprint())
          .one("summary", SUMMARY, PlanReport::plan)
          .oneIfAny("cost", CostReport.CHANGE, report -> report.plan().cost())
          .and(CHANGES, PlanReport::plan)
          .and(Remarks.REFUSALS, PlanReport::plan)
          .list("warnings", Remarks.WARNING, report -> report.plan().warnings())
          .and(Remarks.UNKNOWNS, PlanReport::plan)
          .and(Remarks.NOTES, PlanReport::plan)
          .one("stats", Json.STATS, PlanReport::stats);

  @Override
  public ObjectNode json() {
    return FORM.json(this);
  }

  @Override
  public String text(Paper paper) {
    return new PlanText(plan, paper).write();
  }

  @Override
  public String markdown() {
    return PlanMarkdown.of(plan);
  }

  /** {@code 2 to create, 1 to update, 0 to replace, 0 to delete}. */
  public static String counts(Plan plan) {
    return "%d to create, %d to update, %d to replace, %d to delete"
        .formatted(
            plan.count(Action.CREATE),
            updates(plan),
            plan.count(Action.REPLACE),
            plan.count(Action.DELETE));
  }

  /** Taking over and letting go change tags only. */
  private static int updates(Plan plan) {
    return plan.count(Action.UPDATE) + plan.count(Action.ADOPT) + plan.count(Action.RELEASE);
  }
}
