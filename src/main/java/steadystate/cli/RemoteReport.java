package steadystate.cli;

import steadystate.report.Columns;
import steadystate.report.Paper;
import steadystate.report.Report;
import tools.jackson.databind.JsonNode;

/**
 * What a controller answered.
 *
 * @param text the same for people
 */
record RemoteReport(JsonNode json, String text) implements Report {
  @Override
  public String text(Paper paper) {
    StringBuilder out = new StringBuilder();
    text.lines().forEach(line -> out.append(Columns.harmless(line)).append('\n'));
    return out.toString();
  }

  @Override
  public String markdown() {
    return "```\n" + text(Paper.PLAIN) + "```\n";
  }
}
