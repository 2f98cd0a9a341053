package steadystate.reconcile;

import java.time.Duration;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.resource.Value;

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

  /** As the spec says, else as the controller was told, else as every spec without a word. */
  Duration interval(Optional<Environment> wished) {
    boolean written = wished.map(ControllerOptions::saysInterval).orElse(false);
    return interval
        .filter(told -> !written)
        .or(() -> wished.map(spec -> spec.settings().interval()))
        .orElse(Settings.INTERVAL);
  }

  private static boolean saysInterval(Environment wished) {
    return wished
        .effective()
        .get("reconcile")
        .filter(said -> said instanceof Value.Entries all && all.get("interval").isPresent())
        .isPresent();
  }
}
