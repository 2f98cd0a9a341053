package steadystate.report;

import java.util.List;
import java.util.Locale;
import steadystate.apply.StepResult;
import steadystate.orphan.Removal;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was done about orphans.
 *
 * @param held how many wait for a person
 */
public record CleanupReport(Removal removal, List<StepResult> steps, int held) implements Report {
  public CleanupReport {
    steps = List.copyOf(steps);
  }

  /** Whether all that was tried is done. */
  public boolean succeeded() {
    return steps.stream().allMatch(StepResult::succeeded);
  }

  @Override
  public ObjectNode json() {
    ObjectNode json =
        Json.document("OrphanReceipt")
            .put("account", removal.account())
            .put("region", removal.region())
            .put("fingerprint", removal.fingerprint())
            .put("outcome", succeeded() ? "Applied" : "Failed")
            .put("held", held);
    ArrayNode array = json.putArray("steps");
    for (StepResult step : steps) {
      array
          .addObject()
          .put("resource", step.resource().toString())
          .put("verb", step.verb().toLowerCase(Locale.ROOT))
          .put("result", ReceiptReport.result(step))
          .put("message", ReceiptReport.explanation(step));
    }
    return json;
  }

  @Override
  public String text(Paper paper) {
    StringBuilder out = new StringBuilder();
    out.append(
        OrphanText.heading("Receipt for orphans of", removal.account(), removal.region(), paper));
    out.append(steps.isEmpty() ? "" : "\n");
    Lines lines = new Lines(paper, steps.stream().map(s -> s.resource().toString()).toList());
    for (StepResult step : steps) {
      String explanation = ReceiptReport.explanation(step);
      String result = ReceiptReport.result(step);
      lines.write(
          out,
          step.succeeded() ? "-" : "!",
          step.succeeded() ? Ink.DESTROY : Ink.REFUSED,
          step.resource().toString(),
          step.verb(),
          explanation.isEmpty() ? result : result + ": " + explanation);
    }
    return out.append('\n').append(ending()).append('\n').toString();
  }

  private String ending() {
    long gone = steps.stream().filter(StepResult::succeeded).count();
    String failed = succeeded() ? "" : ", " + (steps.size() - gone) + " failed";
    String waits = held == 0 ? "" : ", " + held + " held: see --approve";
    return gone + " deleted" + failed + waits;
  }

  @Override
  public String markdown() {
    StringBuilder out = new StringBuilder("### Receipt for orphans of ");
    out.append(Markdown.code(removal.account())).append(", ");
    out.append(Markdown.code(removal.region())).append(": ").append(ending()).append("\n\n");
    out.append("| orphan | result | |\n|---|---|---|\n");
    for (StepResult step : steps) {
      out.append("| ").append(Markdown.code(step.resource())).append(" | ");
      out.append(ReceiptReport.result(step)).append(" | ");
      out.append(Markdown.text(ReceiptReport.explanation(step))).append(" |\n");
    }
    return out.toString();
  }
}
