package steadystate.report;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.report.FieldTable.Row;
import steadystate.resource.ResourceId;

/** Drift for people: the state of each resource that differs, and field by field what lives. */
final class DriftText {
  private DriftText() {}

  static String of(DriftReport report, Paper paper) {
    StringBuilder out = new StringBuilder(Heading.text("Drift of", report.plan(), paper));
    List<Finding> findings = report.differing();
    if (!findings.isEmpty()) {
      out.append(Ink.DIM.on(paper, "what lives in AWS → what the spec says")).append('\n');
    }
    List<List<Row>> rows = findings.stream().map(DriftText::rows).toList();
    FieldTable table = new FieldTable(paper, rows.stream().flatMap(List::stream).toList());
    Lines lines =
        new Lines(paper, findings.stream().map(finding -> finding.id().toString()).toList());
    for (int i = 0; i < findings.size(); i++) {
      Finding finding = findings.get(i);
      lines.open(
          out,
          Words.sign(finding.status()),
          Words.ink(finding.status()),
          finding.id().toString(),
          Words.lower(finding.status()),
          explanation(report, finding));
      rows.get(i).forEach(row -> table.write(row, out));
      report.plan().notes().stream()
          .filter(note -> note.resource().equals(finding.id()))
          .filter(note -> !note.about().equals("conflict"))
          .forEach(note -> lines.remark(out, note.about() + ": " + note.message()));
    }
    Set<ResourceId> differing = findings.stream().map(Finding::id).collect(Collectors.toSet());
    new RemarksText(report.plan(), paper, lines, out).pending(differing);
    long inSync = report.count(Status.IN_SYNC);
    out.append('\n').append(Ink.DIM.on(paper, "    " + inSync + " in sync")).append("\n\n");
    out.append(Ink.BOLD.on(paper, "Drift:")).append(' ').append(report.counts()).append('\n');
    return out.toString();
  }

  private static String explanation(DriftReport report, Finding finding) {
    String meaning = DriftReport.message(finding).orElseGet(() -> Words.meaning(finding.status()));
    return report.changedBy(finding).map(who -> meaning + " by " + who).orElse(meaning);
  }

  /** Of what is not there, every field is missing: one line says so. */
  private static List<Row> rows(Finding finding) {
    return finding.status() == Status.MISSING && finding.superseded().isEmpty()
        ? List.of()
        : FieldRows.of(finding.fields(), false);
  }
}
