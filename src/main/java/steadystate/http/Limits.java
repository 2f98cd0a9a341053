package steadystate.http;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How long and how often a caller may try.
 *
 * @param body how long a body may take from its first byte to its last
 * @param failures wrong tokens from one address within a minute
 * @param nanos a clock that only goes forward
 */
record Limits(Duration body, int failures, LongSupplier nanos) {
  static final Limits USUAL = new Limits(Duration.ofSeconds(15), 20, System::nanoTime);
}
