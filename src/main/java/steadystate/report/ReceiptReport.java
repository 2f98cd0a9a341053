package steadystate.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import steadystate.apply.StepResult;
import steadystate.failure.Failure;
import steadystate.plan.Plan;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an apply did.
 *
 * @param reason one sentence where the ending needs one; may be empty
 * @param passes how many passes it took
 * @param steps what was done or tried, in order; of several tries the last
 * @param last the plan after the last write; empty of changes when all went well
 * @param outputs what the environment shows, by name
 */
public record ReceiptReport(
    Ending ending,
    String reason,
    int passes,
    List<StepResult> steps,
    Plan last,
    SortedMap<String, String> outputs,
    Stats stats)
    implements Report {

  /** How an apply ended. */
  public enum Ending {
    STEADY("Steady"),
    /** All is written, and nobody wanted to wait for what settles. */
    APPLIED("Applied"),
    UNSTEADY("NotSteady"),
    REFUSED("Refused"),
    FAILED("Failed");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    /** The word used in JSON. */
    public String word() {
      return word;
    }
  }

  public ReceiptReport {
    steps = StepEnds.of(steps, ending == Ending.STEADY);
    outputs = new TreeMap<>(outputs);
  }

  public ReceiptReport(
      Ending ending,
      String reason,
      int passes,
      List<StepResult> steps,
      Plan last,
      Map<String, String> outputs,
      Stats stats) {
    this(ending, reason, passes, steps, last, new TreeMap<>(outputs), stats);
  }

  /** How one step went, in one word. */
  static String result(StepResult step) {
    if (step.succeeded()) {
      return "done";
    }
    return step.waits() ? "waiting" : step.failure().isPresent() ? "failed" : "skipped";
  }

  /** Why a step is not done; empty when it is. */
  static String explanation(StepResult step) {
    return step.failure().map(Failure::message).or(step::skippedBecause).orElse("");
  }

  private static final Form<StepResult> STEP =
      Form.<StepResult>of("Step")
          .text("resource", step -> step.resource().toString())
          .text("verb", step -> step.verb().toLowerCase(Locale.ROOT))
          .text("result", ReceiptReport::result)
          .text("message", ReceiptReport::explanation);

  public static final Form<ReceiptReport> FORM =
      Form.<ReceiptReport>document("Receipt")
          .and(Heading.FORM, ReceiptReport::last)
          .word(
              "outcome",
              Stream.of(Ending.values()).map(Ending::word),
              receipt -> receipt.ending().word())
          .text("reason", ReceiptReport::reason)
          .whole("passes", ReceiptReport::passes)
          .list("steps", STEP, ReceiptReport::steps)
          .map("outputs", "string", receipt -> Json.texts(receipt.outputs()))
          .one("remaining", PlanReport.SUMMARY, ReceiptReport::last)
          .and(Remarks.REFUSALS, ReceiptReport::last)
          .and(Remarks.UNKNOWNS, ReceiptReport::last)
          .and(Remarks.NOTES, ReceiptReport::last)
          .one("stats", Json.STATS, ReceiptReport::stats);

  @Override
  public ObjectNode json() {
    return FORM.json(this);
  }

  @Override
  public String text(Paper paper) {
    return ReceiptText.of(this, paper);
  }

  @Override
  public String markdown() {
    return ReceiptText.markdown(this);
  }
}
