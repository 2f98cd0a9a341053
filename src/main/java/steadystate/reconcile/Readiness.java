package steadystate.reconcile;

import java.util.List;
import java.util.Optional;

/** Whether a controller can be relied on. Pure. */
final class Readiness {
  private Readiness() {}

  /** Why it cannot; empty when it can. */
  static Optional<String> not(
      boolean stopping, Optional<SpecSource.Snapshot> read, List<EnvironmentStatus> environments) {
    if (stopping) {
      return Optional.of("it stops");
    }
    if (read.isEmpty()) {
      return Optional.of("the specs were not read yet");
    }
    if (environments.isEmpty()) {
      return Optional.of(
          read.get()
              .trouble()
              .map(SpecSource.Trouble::message)
              .orElse("no environment is written"));
    }
    return environments.stream()
        .filter(one -> one.spec().isPresent() && one.observedGeneration() == 0)
        .filter(one -> one.condition(Condition.Type.READY).status() == Condition.Truth.UNKNOWN)
        .findFirst()
        .map(one -> one.name() + " was not looked at yet");
  }
}
