package steadystate.report;

import java.util.List;
import steadystate.environment.Environment;
import steadystate.plan.Refusal;
import steadystate.policy.parity.Disparity;
import steadystate.policy.parity.Parity;

/** Two environments for a pull request. */
final class ComparisonMarkdown {
  private ComparisonMarkdown() {}

  static String of(ComparisonReport report) {
    Parity parity = report.parity();
    String left = parity.left().name();
    String right = parity.right().name();
    StringBuilder out = new StringBuilder("### ");
    out.append(Markdown.code(left)).append(" and ").append(Markdown.code(right));
    out.append(": ").append(report.counts()).append('\n');
    risks(parity.left(), parity.leftRisks(), out);
    risks(parity.right(), parity.rightRisks(), out);
    if (!parity.disparities().isEmpty()) {
      out.append("\n| resource | why | |\n|---|---|---|\n");
    }
    for (Disparity disparity : parity.disparities()) {
      out.append("| ").append(Markdown.code(disparity.resource())).append(" | ");
      out.append(disparity.nature().word()).append(" | ");
      out.append(
          disparity
              .absentIn()
              .map(absent -> "not in " + Markdown.code(absent))
              .orElse(Words.count(disparity.fields().size(), "field")));
      out.append(disparity.reason().isEmpty() ? "" : ", " + Markdown.text(disparity.reason()));
      out.append(" |\n");
    }
    for (Disparity disparity : parity.disparities()) {
      if (!disparity.fields().isEmpty()) {
        out.append("\n**").append(Markdown.code(disparity.resource())).append("** ");
        out.append(disparity.nature().word()).append("\n\n");
        out.append(
            Markdown.fields(
                disparity.fields().stream().map(ComparisonText::change).toList(),
                Markdown.text(left),
                Markdown.text(right)));
      }
    }
    return out.toString();
  }

  private static void risks(Environment environment, List<Refusal> risks, StringBuilder out) {
    if (risks.isEmpty()) {
      return;
    }
    out.append("\n> [!WARNING]\n> Riskier in ").append(Markdown.code(environment.name()));
    out.append(": what strict would refuse of its files\n");
    for (Refusal risk : risks) {
      out.append("> - ").append(Markdown.code(risk.rule())).append(" on ");
      out.append(Markdown.code(risk.resource())).append(": ");
      out.append(Markdown.text(risk.message())).append('\n');
    }
  }
}
