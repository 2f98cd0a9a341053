package steadystate.reconcile;

import java.time.Duration;
import steadystate.apply.Progress;
import steadystate.environment.Environment;

/** Looks at environments and makes AWS follow. Safe for several threads, one environment each. */
public interface Engine {
  /** Compares live AWS with the wish; makes no write. */
  Look look(Environment environment);

  /**
   * Carries out plans until nothing is left to do, five passes at most.
   *
   * @param options how far it may go
   */
  Receipt apply(Environment environment, Options options, Progress progress);

  /**
   * One pass: look, and carry out the plan once, without waiting for what settles. The loop's way.
   */
  Receipt pass(Environment environment, Options options, Progress progress);

  /**
   * How far an apply may go.
   *
   * @param untilSteady whether it waits until services are steady
   * @param patience how long it waits at most
   * @param onlyFingerprint carry out nothing but the plan with this fingerprint; empty for any
   */
  record Options(boolean untilSteady, Duration patience, String onlyFingerprint) {
    public static final Options DEFAULT = new Options(true, Duration.ofMinutes(30), "");

    public Options noWait() {
      return new Options(false, patience, onlyFingerprint);
    }
  }
}
