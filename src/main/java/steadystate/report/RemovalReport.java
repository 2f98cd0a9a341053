package steadystate.report;

import java.time.Instant;
import java.util.List;
import steadystate.orphan.Orphan;
import steadystate.orphan.Removal;
import steadystate.plan.Hold;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a plan about orphans would do.
 *
 * @param now against which ages are told
 */
public record RemovalReport(Removal removal, Instant now) implements Report {

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.document("OrphanPlan")
            .put("account", removal.account())
            .put("region", removal.region())
            .put("observedAt", now.toString())
            .put("fingerprint", removal.fingerprint());
    ArrayNode changes = json.putArray("changes");
    for (Removal.Line line : removal.lines()) {
      ObjectNode change = OrphanReport.orphan(line.orphan(), now).put("action", "delete");
      line.held()
          .ifPresent(hold -> change.put("held", hold.toString()).put("heldFor", hold.word()));
      changes.add(change);
    }
    return json;
  }

  @Override
  public String text(Paper paper) {
    StringBuilder out = new StringBuilder();
    String title = "Plan for orphans of";
    out.append(OrphanText.heading(title, removal.account(), removal.region(), paper));
    Lines lines =
        new Lines(paper, removal.lines().stream().map(l -> l.resource().toString()).toList());
    for (Removal.Line line : removal.lines()) {
      OrphanText.open(lines, out, Ink.DESTROY, line.orphan(), now);
      line.held().map(Hold::toString).ifPresent(held -> lines.remark(out, "held: " + held));
    }
    return out.append('\n')
        .append(Ink.BOLD.on(paper, "Plan:"))
        .append(' ')
        .append(summary())
        .append('\n')
        .toString();
  }

  private String summary() {
    List<Orphan> all = removal.lines().stream().map(Removal.Line::orphan).toList();
    long held = removal.lines().stream().filter(line -> line.held().isPresent()).count();
    return all.size() + " to delete, " + held + " of them held; " + OrphanReport.money(all);
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder("### Plan for orphans of ");
    out.append(Markdown.code(removal.account())).append(", ");
    out.append(Markdown.code(removal.region())).append(": ").append(summary());
    out.append("\n\n| orphan | a month | why | held |\n|---|--:|---|---|\n");
    for (Removal.Line line : removal.lines()) {
      out.append("| ").append(Markdown.code(line.resource())).append(" | ");
      out.append(OrphanReport.money(line.orphan().cost())).append(" | ");
      out.append(Markdown.text(line.orphan().reason())).append(" | ");
      out.append(Markdown.text(line.held().map(Hold::toString).orElse(""))).append(" |\n");
    }
    return out.toString();
  }
}
