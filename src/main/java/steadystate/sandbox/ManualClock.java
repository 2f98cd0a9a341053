package steadystate.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move, so that a night passes in a microsecond. */
public final class ManualClock implements InstantSource {
  private final AtomicReference<Instant> now;

  /** Starts at an arbitrary fixed moment, the same in every run. */
  public ManualClock() {
    this(Instant.parse("2026-01-05T08:00:00Z"));
  }

  public ManualClock(Instant start) {
    now = new AtomicReference<>(start);
  }

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves time on. A negative duration is refused: the worlds behind the sandbox never go back. */
  public void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time does not go back: " + by);
    }
    now.updateAndGet(instant -> instant.plus(by));
  }
}
