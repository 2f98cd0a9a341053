package steadystate.cli;

import steadystate.report.Paper;
import steadystate.report.Report;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Which program this is. */
record VersionReport(String version, String java) implements Report {
  @Override
  public JsonNode json() {
    return JsonNodeFactory.instance.objectNode().put("version", version).put("java", java);
  }

  @Override
  public String text(Paper paper) {
    return "steadystate " + version + " (Java " + java + ")\n";
  }

  @Override
  public String markdown() {
    return text(Paper.PLAIN);
  }
}
