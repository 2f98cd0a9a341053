package steadystate.report;

import java.util.List;
import java.util.stream.Collectors;
import steadystate.environment.Environment;
import steadystate.plan.Warning;
import steadystate.yaml.Problem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What reading the specs gave.
 *
 * @param environments the sound ones
 * @param problems every mistake
 * @param warnings what rules say that refuse nothing
 */
public record ValidationReport(
    List<Environment> environments, List<Problem> problems, List<Warning> warnings)
    implements Report {
  public ValidationReport {
    environments = List.copyOf(environments);
    problems = List.copyOf(problems);
    warnings = List.copyOf(warnings);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json = Json.document("Validation").put("valid", problems.isEmpty());
    ArrayNode sound = json.putArray("environments");
    for (Environment environment : environments) {
      sound
          .addObject()
          .put("environment", environment.name())
          .put("mode", environment.settings().mode().word())
          .put("account", environment.settings().account())
          .put("region", environment.settings().region())
          .put("resources", environment.declared().size());
    }
    ArrayNode mistakes = json.putArray("problems");
    for (Problem problem : problems) {
      mistakes
          .addObject()
          .put("code", problem.code())
          .put("file", problem.at().file())
          .put("line", problem.at().line())
          .put("column", problem.at().column())
          .put("path", problem.path())
          .put("message", problem.message())
          .set("help", Json.textOrNull(problem.help()));
    }
    json.set("warnings", Remarks.warnings(warnings));
    return json;
  }

  /** One line. */
  public String summary() {
    return problems.isEmpty()
        ? Words.count(environments.size(), "environment") + " valid"
        : Words.count(problems.size(), "problem")
            + " in "
            + Words.count(problems.stream().map(p -> p.at().file()).distinct().count(), "file");
  }

  @Override
  public String text(Paper paper) {
    int width = environments.stream().mapToInt(e -> Width.of(e.name())).max().orElse(0);
    return environments.stream()
        .map(environment ->
            Ink.CREATE.on(paper, "valid")
                + "  "
                + Width.pad(environment.name(), width)
                + "  "
                + Words.count(environment.declared().size(), "resource")
                + Ink.DIM.on(paper, ", mode " + environment.settings().mode().word())
                + "\n")
        .collect(Collectors.joining("", warned(paper), problems.isEmpty() ? "" : summary() + "\n"));
  }

  private String warned(Paper paper) {
    return warnings.stream()
        .map(warning ->
            Ink.UNKNOWN.on(paper, "warning[" + warning.rule() + "]")
                + ShownText.harmless(": " + warning.resource() + ": " + warning.message())
                + "\n"
                + warning
                    .source()
                    .map(at -> Ink.DIM.on(paper, "  --> " + ShownText.harmless(at.toString())))
                    .map(at -> at + "\n")
                    .orElse(""))
        .collect(Collectors.joining());
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder("### Specs: " + summary() + "\n");
    if (!problems.isEmpty()) {
      out.append("\n| where | what | help |\n|---|---|---|\n");
    }
    for (Problem problem : problems) {
      out.append("| ").append(Markdown.code(problem.at())).append(" | ");
      out.append(Markdown.code(problem.code())).append(' ');
      out.append(problem.path().isEmpty() ? "" : Markdown.code(problem.path()) + ": ");
      out.append(Markdown.text(problem.message())).append(" | ");
      out.append(problem.help().map(Markdown::text).orElse("")).append(" |\n");
    }
    for (Warning warning : warnings) {
      out.append("\n> [!WARNING]\n> ").append(Markdown.code(warning.rule())).append(" on ");
      out.append(Markdown.code(warning.resource().toString())).append(": ");
      out.append(Markdown.text(warning.message())).append('\n');
    }
    return out.toString();
  }
}
