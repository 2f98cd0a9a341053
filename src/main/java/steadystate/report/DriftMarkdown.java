package steadystate.report;

import steadystate.drift.Finding;
import steadystate.drift.Status;

/** Drift for a pull request or an issue. */
final class DriftMarkdown {
  private DriftMarkdown() {}

  static String of(DriftReport report) {
    StringBuilder out = new StringBuilder("### Drift of ");
    out.append(Markdown.code(report.plan().environment())).append(": ");
    out.append(report.counts()).append("\n\n");
    out.append(report.count(Status.IN_SYNC)).append(" in sync\n");
    if (report.differing().isEmpty()) {
      return out.toString();
    }
    out.append("\n| | resource | status | |\n|---|---|---|---|\n");
    for (Finding finding : report.differing()) {
      out.append("| ").append(Markdown.code(Words.sign(finding.status())));
      out.append(" | ").append(Markdown.code(finding.id()));
      out.append(" | ").append(finding.status().word());
      String meaning =
          DriftReport.message(finding).orElseGet(() -> Words.meaning(finding.status()));
      out.append(" | ").append(Markdown.text(meaning)).append(" |\n");
    }
    for (Finding finding : report.differing()) {
      if (finding.status() != Status.MISSING && !finding.fields().isEmpty()) {
        out.append("\n**").append(Markdown.code(finding.id())).append("**\n\n");
        out.append(Markdown.fields(finding.fields(), "lives", "spec"));
      }
    }
    return out.toString();
  }
}
