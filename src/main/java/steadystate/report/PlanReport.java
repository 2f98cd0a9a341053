package steadystate.report;

import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an apply would do. */
public record PlanReport(Plan plan, Stats stats) implements Report {

  @Override
  public ObjectNode json() {
    ObjectNode json = Heading.json("Plan", plan);
    json.put("fingerprint", plan.fingerprint());
    json.set("summary", summary());
    plan.cost().ifPresent(cost -> json.set("cost", CostReport.change(cost)));
    ArrayNode changes = json.putArray("changes");
    plan.changes().forEach(change -> changes.add(change(change)));
    json.set("refusals", Remarks.refusals(plan));
    json.set("warnings", Remarks.warnings(plan.warnings()));
    json.set("unknown", Remarks.unknown(plan));
    json.set("notes", Remarks.notes(plan));
    json.set("stats", Json.of(stats));
    return json;
  }

  ObjectNode summary() {
    return Json.object()
        .put("create", plan.count(Action.CREATE))
        .put("update", updates(plan))
        .put("replace", plan.count(Action.REPLACE))
        .put("delete", plan.count(Action.DELETE))
        .put("inSync", plan.inSync());
  }

  private static ObjectNode change(Change change) {
    ObjectNode json = Json.object().put("resource", change.resource().toString());
    json.set("id", Json.textOrNull(change.arn()));
    json.put("action", change.action().word());
    json.put("why", Words.why(change.why()));
    if (!change.reason().isEmpty()) {
      json.put("because", change.reason());
    }
    json.set("fields", Json.fields(change.fields()));
    json.set("source", Json.source(change.declared().map(declared -> declared.at())));
    change.held().ifPresent(hold -> json.put("held", hold.toString()).put("heldFor", hold.word()));
    return json;
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
