package steadystate.report;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What of a plan waits for an approval, read from the plan's JSON. */
public final class HeldText {
  private HeldText() {}

  /** The whole plan in a line, the changes that wait with their reasons, and the fingerprint. */
  public static String of(JsonNode plan, Paper paper) {
    StringBuilder out = new StringBuilder();
    out.append(Ink.BOLD.on(paper, plan.path("environment").asString("")))
        .append(": ")
        .append(counts(plan.path("summary")))
        .append('\n');
    waiting(plan).forEach(change -> out.append(line(change, paper)));
    return out.append("  ")
        .append(Ink.DIM.on(paper, "fingerprint " + plan.path("fingerprint").asString("")))
        .append('\n')
        .toString();
  }

  /** The changes that an approval lets go. */
  public static List<JsonNode> waiting(JsonNode plan) {
    return StreamSupport.stream(plan.path("changes").spliterator(), false)
        .filter(change -> change.path("heldFor").asString("").equals("approval"))
        .toList();
  }

  private static String counts(JsonNode summary) {
    return "%d to create, %d to update, %d to replace, %d to delete"
        .formatted(
            summary.path("create").asInt(0),
            summary.path("update").asInt(0),
            summary.path("replace").asInt(0),
            summary.path("delete").asInt(0));
  }

  private static String line(JsonNode change, Paper paper) {
    String what = change.path("action").asString("") + " " + change.path("resource").asString("");
    String why = ShownText.harmless(change.path("held").asString(""));
    return "  " + Ink.REFUSED.on(paper, what) + "  " + why + "\n";
  }
}
