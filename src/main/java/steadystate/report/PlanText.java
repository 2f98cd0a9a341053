package steadystate.report;

import java.util.ArrayList;
import java.util.List;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.report.FieldTable.Row;

/** A plan for people: what changes, from what to what, where that is written, and why. */
final class PlanText {
  private final Plan plan;
  private final Paper paper;
  private final Lines lines;
  private final StringBuilder out = new StringBuilder();

  PlanText(Plan plan, Paper paper) {
    this.plan = plan;
    this.paper = paper;
    List<String> resources = new ArrayList<>();
    plan.changes().forEach(change -> resources.add(change.resource().toString()));
    plan.unknown().forEach(unknown -> resources.add(unknown.resource().toString()));
    plan.notes().forEach(note -> resources.add(note.resource().toString()));
    plan.refusals().forEach(refusal -> resources.add(refusal.resource().toString()));
    plan.warnings().forEach(warning -> resources.add(warning.resource().toString()));
    this.lines = new Lines(paper, resources);
  }

  String write() {
    out.append(Heading.text("Plan for", plan, paper));
    changes();
    RemarksText remarks = new RemarksText(plan, paper, lines, out);
    remarks.unknown();
    remarks.notes();
    remarks.warnings();
    remarks.refusals();
    unchanged();
    out.append('\n').append(Ink.BOLD.on(paper, "Plan:")).append(' ');
    out.append(PlanReport.counts(plan)).append('\n');
    plan.cost()
        .ifPresent(cost ->
            out.append(Ink.BOLD.on(paper, "Cost:"))
                .append(' ')
                .append(CostReport.words(cost))
                .append('\n'));
    return out.toString();
  }

  private void changes() {
    List<List<Row>> rows = plan.changes().stream().map(PlanText::rows).toList();
    FieldTable table = new FieldTable(paper, rows.stream().flatMap(List::stream).toList());
    for (int i = 0; i < rows.size(); i++) {
      Change change = plan.changes().get(i);
      open(change);
      rows.get(i).forEach(row -> table.write(row, out));
      change.held().ifPresent(reason -> lines.remark(out, "held: " + reason));
      plan.notes().stream()
          .filter(note -> note.resource().equals(change.resource()))
          .forEach(note -> lines.remark(out, note.about() + ": " + note.message()));
    }
  }

  private void open(Change change) {
    Action action = change.action();
    lines.open(
        out,
        Words.sign(action),
        Words.ink(action),
        change.resource().toString(),
        action.word(),
        Words.meaning(change));
    if (action.destroys() || action == Action.ADOPT) {
      change.arn().ifPresent(arn -> out.append(Ink.DIM.on(paper, "      " + arn)).append('\n'));
    }
  }

  private static List<Row> rows(Change change) {
    return change.action() == Action.DELETE
        ? List.of()
        : FieldRows.of(change.fields(), change.action() == Action.CREATE);
  }

  private void unchanged() {
    if (plan.inSync() > 0) {
      String text = plan.isEmpty() ? " in sync, nothing to do" : " unchanged";
      out.append('\n').append(Ink.DIM.on(paper, "    " + plan.inSync() + text)).append('\n');
    }
  }
}
