package steadystate.environment;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether an environment sleeps at the moment for which it was read.
 *
 * @param asleep whether its services stand at 0
 * @param changesAt when it has to be read again, because the answer may be another one then; empty
 *     for never
 */
public record Hours(boolean asleep, Optional<Instant> changesAt) {
  /** Always awake. */
  public static final Hours ALWAYS = new Hours(false, Optional.empty());

  /** What a schedule and what people asked for come to at a moment. */
  static Hours of(Optional<Schedule> awake, Optional<Moment.Order> order, Instant now) {
    if (awake.isEmpty() && order.isEmpty()) {
      return ALWAYS;
    }
    Optional<Instant> turns = awake.flatMap(schedule -> schedule.changesAfter(now));
    boolean asleep = awake.map(schedule -> !schedule.isOpen(now)).orElse(false);
    return order
        .map(asked ->
            new Hours(!asked.awake(), Optional.of(asked.until()).filter(Instant.MAX::isAfter)))
        .orElse(new Hours(asleep, turns));
  }
}
