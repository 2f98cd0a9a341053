package steadystate.cost;

/** What building and delivering costs: 20 runs a month, 5 minutes each. */
final class DeliveryCharges {
  private static final long MINUTES = 100;
  private static final String RUNS = "20 runs of 5 minutes";

  private DeliveryCharges() {}

  static void pipeline(Tab tab) {
    tab.add("pipeline actions", "codepipeline", MINUTES, "minutes", RUNS);
  }

  static void build(Tab tab, Part project) {
    String size = project.text("environment", "computeType").orElse("");
    boolean linux = project.text("environment", "type").orElse("").equals("LINUX_CONTAINER");
    if (linux) {
      tab.add("build " + size, "codebuild." + size, MINUTES, "minutes", RUNS);
    } else {
      tab.unknown("build", "only x86 Linux is estimated");
    }
  }
}
