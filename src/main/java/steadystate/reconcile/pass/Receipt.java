package steadystate.reconcile.pass;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import steadystate.apply.StepResult;
import steadystate.resource.ResourceId;

/**
 * What an apply did.
 *
 * @param outcome how it ended
 * @param passes how many passes it took
 * @param steps every step that was tried or skipped, in order
 * @param last the look after the last write
 */
public record Receipt(
    String environment,
    Outcome outcome,
    int passes,
    List<StepResult> steps,
    Look last,
    Map<String, Long> calls,
    Duration took) {
  public Receipt {
    steps = List.copyOf(steps);
  }

  /** What its steps were about. */
  public List<ResourceId> resources() {
    return steps.stream().map(StepResult::resource).toList();
  }

  /** How a pass or an apply ended. */
  public sealed interface Outcome {
    /** Everything is as wished and ready. */
    record Steady() implements Outcome {}

    /** Written, and something is still on its way or differs. */
    record Unsteady(String reason) implements Outcome {}

    /** A rule said no; nothing was written. */
    record Refused() implements Outcome {}

    /** At least one step or read failed. */
    record Failed(String reason) implements Outcome {}
  }
}
