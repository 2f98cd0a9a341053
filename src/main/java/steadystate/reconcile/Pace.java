package steadystate.reconcile;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the loop waits.
 *
 * @param firstBackoff the pause after a first failure that passes by itself; each more doubles it
 * @param longestBackoff where the doubling ends
 * @param firstSettle the pause after a write, to see whether it took
 * @param longestSettle where the growing pauses end while something is on its way
 * @param stalled how long a fix waits that does not stick
 * @param jitter part of a pause by which it may be longer, so that environments spread out
 */
public record Pace(
    Duration firstBackoff,
    Duration longestBackoff,
    Duration firstSettle,
    Duration longestSettle,
    Duration stalled,
    double jitter) {

  public static final Pace USUAL =
      new Pace(
          Duration.ofSeconds(5),
          Duration.ofMinutes(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(15),
          Duration.ofMinutes(30),
          0.1);

  /**
   * @param failures in a row, from 1
   */
  Duration backoff(int failures, RandomGenerator random) {
    return grown(firstBackoff, longestBackoff, failures, random);
  }

  /**
   * @param looks in a row that found something on its way, from 1
   */
  Duration settle(int looks, Duration interval, RandomGenerator random) {
    Duration pause = grown(firstSettle, longestSettle, looks, random);
    return pause.compareTo(interval) < 0 ? pause : interval;
  }

  Duration spread(Duration pause, RandomGenerator random) {
    return pause.plusMillis((long) (pause.toMillis() * jitter * random.nextDouble()));
  }

  private Duration grown(Duration first, Duration longest, int times, RandomGenerator random) {
    Duration pause = first.multipliedBy(1L << Math.min(20, Math.max(0, times - 1)));
    return spread(pause.compareTo(longest) < 0 ? pause : longest, random);
  }
}
