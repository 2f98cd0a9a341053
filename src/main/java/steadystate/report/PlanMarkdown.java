package steadystate.report;

import java.util.Optional;
import steadystate.plan.Change;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Refusal;
import steadystate.plan.Unknown;
import steadystate.plan.Warning;
import steadystate.resource.ResourceId;
import steadystate.yaml.SourceSpan;

/** A plan for a pull request: what is refused first, then a table, then the fields folded away. */
final class PlanMarkdown {
  private PlanMarkdown() {}

  static String of(Plan plan) {
    StringBuilder out = new StringBuilder();
    out.append("### Plan for ").append(Markdown.code(plan.environment())).append(": ");
    out.append(PlanReport.counts(plan)).append("\n\n");
    out.append("mode ").append(Markdown.code(plan.mode().word()));
    out.append(", account ").append(Markdown.code(plan.account()));
    out.append(", region ").append(Markdown.code(plan.region()));
    out.append(", ").append(plan.inSync()).append(" in sync");
    plan.cost().ifPresent(cost -> out.append(", ").append(CostReport.words(cost)));
    out.append('\n');
    refusals(plan, out);
    warnings(plan, out);
    table(plan, out);
    plan.changes().forEach(change -> fields(change, out));
    return out.toString();
  }

  private static void refusals(Plan plan, StringBuilder out) {
    if (plan.refusals().isEmpty()) {
      return;
    }
    out.append("\n> [!CAUTION]\n> **Refused**: nothing is written until none is left.\n");
    for (Refusal refusal : plan.refusals()) {
      said(out, refusal.rule(), refusal.resource(), refusal.message(), refusal.source());
    }
  }

  private static void warnings(Plan plan, StringBuilder out) {
    if (plan.warnings().isEmpty()) {
      return;
    }
    out.append("\n> [!WARNING]\n");
    for (Warning warning : plan.warnings()) {
      said(out, warning.rule(), warning.resource(), warning.message(), warning.source());
    }
  }

  private static void said(
      StringBuilder out,
      String rule,
      ResourceId resource,
      String message,
      Optional<SourceSpan> source) {
    out.append("> - ").append(Markdown.code(rule));
    out.append(" on ").append(Markdown.code(resource.toString())).append(": ");
    out.append(Markdown.text(message));
    source.ifPresent(at -> out.append(" (").append(Markdown.code(at)).append(')'));
    out.append('\n');
  }

  private static void table(Plan plan, StringBuilder out) {
    if (plan.isEmpty() && plan.notes().isEmpty()) {
      out.append("\nNothing to do.\n");
      return;
    }
    out.append("\n| | resource | action | why |\n|---|---|---|---|\n");
    for (Change change : plan.changes()) {
      String sign = Words.sign(change.action());
      String why =
          Words.why(change.why())
              + ": "
              + Words.meaning(change)
              + change.held().map(reason -> "; held: " + reason).orElse("");
      row(out, sign, change.resource().toString(), change.action().word(), why);
    }
    for (Unknown unknown : plan.unknown()) {
      row(out, "?", unknown.resource().toString(), "unknown", unknown.message());
    }
    for (Note note : plan.notes()) {
      row(out, "!", note.resource().toString(), note.about(), note.message());
    }
  }

  private static void row(
      StringBuilder out, String sign, String resource, String word, String explanation) {
    out.append("| ").append(Markdown.code(sign)).append(" | ").append(Markdown.code(resource));
    out.append(" | ").append(word).append(" | ").append(Markdown.text(explanation));
    out.append(" |\n");
  }

  private static void fields(Change change, StringBuilder out) {
    if (change.fields().isEmpty()) {
      return;
    }
    String count = Words.count(change.fields().size(), "field");
    out.append("\n<details><summary>").append(Markdown.html(change.resource().toString()));
    out.append(' ').append(change.action().word()).append(", ").append(count);
    out.append("</summary>\n\n").append(Markdown.fields(change.fields(), "live", "desired"));
    out.append("\n</details>\n");
  }
}
