package steadystate.reconcile;

import java.time.Duration;
import java.util.Optional;

/**
 * How a controller runs.
 *
 * @param dryRun nothing is written to AWS for anything, whatever a spec says
 * @param interval for every spec that does not say its own
 */
public record ControllerOptions(boolean dryRun, Optional<Duration> interval, Pace pace) {
  public static final ControllerOptions USUAL =
      new ControllerOptions(false, Optional.empty(), Pace.USUAL);

  public ControllerOptions dryRun(boolean on) {
    return new ControllerOptions(on, interval, pace);
  }

  public ControllerOptions interval(Duration other) {
    return new ControllerOptions(dryRun, Optional.of(other), pace);
  }

  public ControllerOptions pace(Pace other) {
    return new ControllerOptions(dryRun, interval, other);
  }
}
