package steadystate.environment;

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
      new Moment(Instant.EPOCH, Map.of(EVERYBODY, new Order(true, Instant.MAX)));

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

  /** What somebody asked for an environment, unless it has run out. */
  Optional<Order> order(String environment) {
    return Optional.ofNullable(orders.get(environment))
        .or(() -> Optional.ofNullable(orders.get(EVERYBODY)))
        .filter(order -> now.isBefore(order.until()));
  }

  /**
   * Somebody wants an environment awake or asleep although its schedule says otherwise.
   *
   * @param until the first moment at which the schedule counts again
   */
  public record Order(boolean awake, Instant until) {}
}
