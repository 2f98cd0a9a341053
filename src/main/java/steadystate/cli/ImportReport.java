package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import steadystate.importing.Imported;
import steadystate.importing.LeftOut;
import steadystate.report.Ink;
import steadystate.report.Json;
import steadystate.report.Paper;
import steadystate.report.Report;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an import took, what it left out and why, and what to do next.
 *
 * @param folder where the files were written; empty when they were only shown
 */
record ImportReport(Imported imported, Optional<String> folder) implements Report {
  /** Of each reason this many are named. */
  private static final int NAMED = 5;

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.document("Import")
            .put("environment", imported.environment())
            .put("account", imported.account())
            .put("region", imported.region());
    ObjectNode taken = json.putObject("taken");
    imported.taken().forEach(taken::put);
    ArrayNode left = json.putArray("leftOut");
    for (LeftOut one : imported.leftOut()) {
      left.addObject()
          .put("section", one.section())
          .put("name", one.name())
          .put("reason", one.reason());
    }
    ArrayNode remarks = json.putArray("remarks");
    imported.remarks().forEach(remarks::add);
    ObjectNode files = json.putObject("files");
    imported.files().forEach(files::put);
    return json;
  }

  @Override
  public String text(Paper paper) {
    StringBuilder text = new StringBuilder();
    text.append("Import of ")
        .append(Ink.BOLD.on(paper, imported.environment()))
        .append(" · account " + imported.account() + " · " + imported.region() + "\n");
    text.append("  taken     ").append(taken()).append('\n');
    lines().forEach(line -> text.append("  left out  ").append(line).append('\n'));
    imported.remarks().forEach(remark -> text.append("  note      ").append(remark).append('\n'));
    folder.ifPresent(where ->
        text.append("  written   ")
            .append(String.join(", ", imported.files().keySet()))
            .append(" in ")
            .append(where)
            .append('\n'));
    String next = "steadystate plan " + imported.environment();
    text.append("A plan of it is empty. Next: `")
        .append(next)
        .append("`, then apply: tags only.\n");
    return text.toString();
  }

  @Override
  public String markdown() {
    StringBuilder text = new StringBuilder("### Import of " + imported.environment() + "\n\n");
    text.append("Taken: ").append(taken()).append("\n\n");
    lines().forEach(line -> text.append("- left out: ").append(line).append('\n'));
    return text.toString();
  }

  private String taken() {
    return imported.taken().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  /** One line for each section and reason. */
  private List<String> lines() {
    Map<String, List<String>> byReason = new TreeMap<>();
    for (LeftOut one : imported.leftOut()) {
      byReason
          .computeIfAbsent(one.section() + " (" + one.reason() + ")", r -> new ArrayList<>())
          .add(one.name());
    }
    List<String> lines = new ArrayList<>();
    byReason.forEach((reason, names) -> {
      String more = names.size() > NAMED ? ", and " + (names.size() - NAMED) + " more" : "";
      lines.add(reason + ": " + String.join(", ", names.stream().limit(NAMED).toList()) + more);
    });
    return lines;
  }
}
