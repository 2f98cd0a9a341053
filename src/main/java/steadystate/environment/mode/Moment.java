package steadystate.environment.mode;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When specs are read, and what people asked for until some time. A spec means another thing at
 * night only through this.
 *
 * @param orders by environment; under the empty name for every one
 * @param mode in which all are read whatever they say; empty for their own
 */
public record Moment(Instant now, Map<String, Order> orders, Optional<Mode> mode) {
  private static final String EVERYBODY = "";

  /**
   * Nothing sleeps, whatever the schedules say: for those who only want to know what is written.
   */
  public static final Moment AWAKE =
      new Moment(
          Instant.EPOCH,
          Map.of(EVERYBODY, new Order(true, Instant.EPOCH, Optional.of(Instant.MAX), "")));

  public Moment {
    orders = Map.copyOf(orders);
  }

  public Moment(Instant now, Map<String, Order> orders) {
    this(now, orders, Optional.empty());
  }

  /** The same, with every environment as it would be in another mode. */
  public Moment in(Mode other) {
    return new Moment(now, orders, Optional.of(other));
  }

  /** A moment at which nobody asked for anything. */
  public static Moment at(Instant now) {
    return new Moment(now, Map.of());
  }

  /** What somebody asked for an environment; it may have run out. */
  Optional<Order> order(String environment) {
    return Optional.ofNullable(orders.get(environment))
        .or(() -> Optional.ofNullable(orders.get(EVERYBODY)));
  }

  /**
   * Somebody wants an environment awake or asleep although its schedule says otherwise.
   *
   * @param since when it was asked
   * @param until the first moment at which the schedule counts again; empty for when the schedule
   *     next turns the same way by itself
   * @param by who asked; empty for the program itself
   */
  public record Order(boolean awake, Instant since, Optional<Instant> until, String by) {
    /** When it has run out; empty for never. */
    Optional<Instant> end(Optional<Schedule> schedule) {
      return until
          .or(() -> schedule.flatMap(hours -> hours.next(!awake, since)))
          .filter(Instant.MAX::isAfter);
    }
  }
}
