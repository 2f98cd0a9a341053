package steadystate.report;

import java.util.ArrayList;
import java.util.List;
import steadystate.apply.StepResult;
import steadystate.report.ReceiptReport.Ending;

/** A receipt for people. */
final class ReceiptText {
  private final ReceiptReport receipt;
  private final Paper paper;
  private final StringBuilder out = new StringBuilder();

  private ReceiptText(ReceiptReport receipt, Paper paper) {
    this.receipt = receipt;
    this.paper = paper;
  }

  static String of(ReceiptReport receipt, Paper paper) {
    return new ReceiptText(receipt, paper).write();
  }

  private String write() {
    String spent = " · " + spent(receipt);
    out.append("Receipt for ").append(Ink.BOLD.on(paper, receipt.last().environment()));
    out.append(Ink.DIM.on(paper, spent)).append('\n');
    List<String> resources = new ArrayList<>();
    receipt.steps().forEach(step -> resources.add(step.resource().toString()));
    receipt.last().unknown().forEach(unknown -> resources.add(unknown.resource().toString()));
    receipt.last().notes().forEach(note -> resources.add(note.resource().toString()));
    Lines lines = new Lines(paper, resources);
    if (!receipt.steps().isEmpty()) {
      out.append('\n');
    }
    receipt.steps().forEach(step -> step(step, lines));
    RemarksText remarks = new RemarksText(receipt.last(), paper, lines, out);
    remarks.unknown();
    remarks.notes();
    remarks.refusals();
    outputs();
    out.append('\n').append(ending()).append('\n');
    return out.toString();
  }

  /** {@code 2 passes · 41.3 s · 37 AWS calls}. */
  private static String spent(ReceiptReport receipt) {
    String passes = receipt.passes() + (receipt.passes() == 1 ? " pass" : " passes");
    return passes + " · " + receipt.stats().summary();
  }

  private void step(StepResult step, Lines lines) {
    boolean failed = step.failure().isPresent() && !step.waits();
    Ink ink = failed ? Ink.REFUSED : step.succeeded() ? ink(step.verb()) : Ink.DIM;
    String sign = failed ? "!" : step.succeeded() ? sign(step.verb()) : "·";
    String result = ReceiptReport.result(step);
    String explanation = ReceiptReport.explanation(step);
    lines.write(
        out,
        sign,
        ink,
        step.resource().toString(),
        step.verb(),
        explanation.isEmpty() ? result : result + ": " + explanation);
  }

  private static String sign(String verb) {
    return switch (verb) {
      case "create" -> "+";
      case "delete" -> "-";
      default -> "~";
    };
  }

  private static Ink ink(String verb) {
    return switch (verb) {
      case "create" -> Ink.CREATE;
      case "delete" -> Ink.DESTROY;
      default -> Ink.UPDATE;
    };
  }

  private void outputs() {
    if (receipt.outputs().isEmpty()) {
      return;
    }
    out.append('\n').append(Ink.BOLD.on(paper, "Outputs")).append('\n');
    int longest = receipt.outputs().keySet().stream().mapToInt(Width::of).max().orElse(0);
    receipt
        .outputs()
        .forEach((name, value) ->
            out.append("    ")
                .append(Width.pad(ShownText.harmless(name), longest))
                .append("  ")
                .append(ShownText.harmless(value))
                .append('\n'));
  }

  private String ending() {
    String name = receipt.last().environment();
    String because = receipt.reason().isEmpty() ? "" : ": " + ShownText.harmless(receipt.reason());
    String left =
        receipt.last().changes().isEmpty() || receipt.ending() == Ending.STEADY
            ? ""
            : "\nStill to do: " + PlanReport.counts(receipt.last());
    return switch (receipt.ending()) {
      case STEADY -> Ink.CREATE.on(paper, name + " is steady") + because;
      case APPLIED -> Ink.CREATE.on(paper, name + " is applied") + ", and was not waited for";
      case UNSTEADY -> Ink.UPDATE.on(paper, name + " is not steady yet") + because + left;
      case REFUSED -> Ink.REFUSED.on(paper, name + " was refused") + because + ", nothing written";
      case FAILED -> Ink.REFUSED.on(paper, name + " failed") + because + left;
    };
  }

  static String markdown(ReceiptReport receipt) {
    StringBuilder out = new StringBuilder("### Receipt for ");
    out.append(Markdown.code(receipt.last().environment())).append(": ");
    out.append(receipt.ending().word()).append("\n\n").append(spent(receipt)).append('\n');
    if (!receipt.reason().isEmpty()) {
      out.append('\n').append(Markdown.text(receipt.reason())).append('\n');
    }
    if (!receipt.steps().isEmpty()) {
      out.append("\n| resource | step | result | |\n|---|---|---|---|\n");
    }
    for (StepResult step : receipt.steps()) {
      out.append("| ").append(Markdown.code(step.resource())).append(" | ").append(step.verb());
      out.append(" | ").append(ReceiptReport.result(step)).append(" | ");
      out.append(Markdown.text(ReceiptReport.explanation(step))).append(" |\n");
    }
    if (!receipt.outputs().isEmpty()) {
      out.append("\n| output | value |\n|---|---|\n");
    }
    receipt
        .outputs()
        .forEach((name, value) ->
            out.append("| ")
                .append(Markdown.code(name))
                .append(" | ")
                .append(Markdown.code(value))
                .append(" |\n"));
    return out.toString();
  }
}
