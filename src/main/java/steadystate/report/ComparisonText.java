package steadystate.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.drift.FieldChange;
import steadystate.environment.Environment;
import steadystate.plan.Refusal;
import steadystate.policy.parity.Disparity;
import steadystate.policy.parity.Nature;
import steadystate.policy.parity.Parity;
import steadystate.report.FieldTable.Row;
import steadystate.resource.Because;
import steadystate.resource.Member.OnChange;
import steadystate.resource.Origin;

/** Two environments for people: what is dangerous first, then what is missing, then the rest. */
final class ComparisonText {
  private final ComparisonReport report;
  private final Parity parity;
  private final Paper paper;
  private final Lines lines;
  private final FieldTable table;
  private final StringBuilder out = new StringBuilder();

  ComparisonText(ComparisonReport report, Paper paper) {
    this.report = report;
    this.parity = report.parity();
    this.paper = paper;
    List<String> resources = new ArrayList<>();
    parity.disparities().forEach(one -> resources.add(one.resource().toString()));
    Stream.concat(parity.leftRisks().stream(), parity.rightRisks().stream())
        .forEach(risk -> resources.add(risk.resource().toString()));
    this.lines = new Lines(paper, resources);
    this.table =
        new FieldTable(
            paper, parity.disparities().stream().flatMap(one -> rows(one).stream()).toList());
  }

  String write() {
    out.append(name(parity.left())).append(" → ").append(name(parity.right())).append('\n');
    out.append(
            Ink.DIM.on(
                paper,
                "+ only in %s, - only in %s, ~ in both and different"
                    .formatted(parity.right().name(), parity.left().name())))
        .append('\n');
    risks(parity.left(), parity.leftRisks());
    risks(parity.right(), parity.rightRisks());
    section(Nature.MISSING, "In one of them alone");
    section(Nature.INTENDED, "Written otherwise");
    section(Nature.MODE, "From the mode");
    out.append('\n').append(Ink.BOLD.on(paper, "Comparison:")).append(' ');
    return out.append(report.counts()).append('\n').toString();
  }

  private String name(Environment environment) {
    return Ink.BOLD.on(paper, environment.name())
        + Ink.DIM.on(paper, " · mode " + environment.settings().mode().word());
  }

  private void heading(String text) {
    out.append('\n').append(Ink.BOLD.on(paper, text)).append('\n');
  }

  private void risks(Environment environment, List<Refusal> risks) {
    if (risks.isEmpty()) {
      return;
    }
    heading("Riskier in " + environment.name() + ": what strict would refuse of its files");
    for (Refusal risk : risks) {
      lines.open(out, "!", Ink.REFUSED, risk.resource().toString(), "risk", risk.rule());
      lines.remark(out, risk.message());
      risk.source().ifPresent(at -> lines.remark(out, "at " + at.file() + ":" + at.line()));
    }
  }

  private void section(Nature nature, String title) {
    List<Disparity> some =
        parity.disparities().stream().filter(one -> one.nature() == nature).toList();
    if (!some.isEmpty()) {
      heading(title);
      some.forEach(this::disparity);
    }
  }

  private void disparity(Disparity disparity) {
    String resource = disparity.resource().toString();
    Optional<String> absent = disparity.absentIn();
    if (absent.isPresent()) {
      boolean left = absent.get().equals(parity.left().name());
      String because = disparity.reason().isEmpty() ? "" : ", because " + disparity.reason();
      lines.write(
          out,
          left ? "+" : "-",
          left ? Ink.CREATE : Ink.DESTROY,
          resource,
          "missing",
          "not in " + absent.get() + because);
    } else {
      String count = Words.count(disparity.fields().size(), "field");
      lines.open(out, "~", Ink.UPDATE, resource, "differs", count);
      rows(disparity).forEach(row -> table.write(row, out));
    }
  }

  private static List<Row> rows(Disparity disparity) {
    return FieldRows.of(disparity.fields().stream().map(ComparisonText::change).toList(), false);
  }

  /** As a change from the left to the right, with the place that tells more. */
  static FieldChange change(Disparity.Field field) {
    Origin left = field.leftFrom().orElse(Origin.NONE);
    Origin right = field.rightFrom().orElse(left);
    Origin telling = left.because() == Because.MODE ? left : right;
    return new FieldChange(field.path(), field.left(), field.right(), OnChange.UPDATE, telling);
  }
}
