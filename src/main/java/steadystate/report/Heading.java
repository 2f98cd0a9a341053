package steadystate.report;

import steadystate.plan.Plan;

/** What every report of an environment begins with. */
final class Heading {
  static final Form<Plan> FORM =
      Form.<Plan>of("Heading")
          .text("environment", Plan::environment)
          .text("mode", plan -> plan.mode().word())
          .text("account", Plan::account)
          .text("region", Plan::region)
          .time("observedAt", Plan::observedAt);

  private Heading() {}

  /** {@code Plan for dev · mode standard · account 123456789012 · eu-west-1}. */
  static String text(String title, Plan plan, Paper paper) {
    String rest =
        " · mode %s · account %s · %s".formatted(plan.mode().word(), plan.account(), plan.region());
    return title + " " + Ink.BOLD.on(paper, plan.environment()) + Ink.DIM.on(paper, rest) + "\n";
  }
}
