package steadystate.report;

import steadystate.plan.Plan;
import tools.jackson.databind.node.ObjectNode;

/** What every report of an environment begins with. */
final class Heading {
  private Heading() {}

  static ObjectNode json(String kind, Plan plan) {
    return Json.document(kind)
        .put("environment", plan.environment())
        .put("mode", plan.mode().word())
        .put("account", plan.account())
        .put("region", plan.region())
        .put("observedAt", plan.observedAt().toString());
  }

  /** {@code Plan for dev · mode standard · account 123456789012 · eu-west-1}. */
  static String text(String title, Plan plan, Paper paper) {
    String rest =
        " · mode %s · account %s · %s".formatted(plan.mode().word(), plan.account(), plan.region());
    return title + " " + Ink.BOLD.on(paper, plan.environment()) + Ink.DIM.on(paper, rest) + "\n";
  }
}
