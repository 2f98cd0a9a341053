package steadystate.reconcile.lease;

import java.time.Duration;
import java.time.Instant;

/**
 * Two clocks, since each lies in its own way: the wall's jumps, and the steady one stands still
 * while a machine sleeps. A holder believes the one that says more time has passed.
 */
public interface Clocks {
  Clocks OF_MACHINE =
      new Clocks() {
        @Override
        public Duration steady() {
          return Duration.ofNanos(System.nanoTime());
        }

        @Override
        public Instant wall() {
          return Instant.now();
        }
      };

  /** Time since an arbitrary moment; never goes back. */
  Duration steady();

  Instant wall();
}
