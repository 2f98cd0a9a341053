package steadystate.cost;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.environment.mode.Schedule;

/**
 * How long things run in an average month: a year of 8760 hours, divided by 12.
 *
 * @param always what never sleeps
 * @param awake what sleeps outside the awake hours
 * @param said why they are fewer; empty when they are not
 */
public record AwakeHours(BigDecimal always, BigDecimal awake, String said) {
  private static final Duration YEAR = Duration.ofDays(365);
  private static final BigDecimal MONTHS = BigDecimal.valueOf(12);

  /** 730 hours for everything. */
  public static final AwakeHours ALL = hours(BigDecimal.valueOf(730), "");

  private static AwakeHours hours(BigDecimal awake, String said) {
    return new AwakeHours(BigDecimal.valueOf(730), awake, said);
  }

  /** Only cost-save lets things sleep. */
  public static AwakeHours of(Environment environment, Instant from) {
    return Optional.of(environment.settings())
        .filter(settings -> settings.mode() == Mode.COST_SAVE)
        .flatMap(settings -> settings.costSave().awake())
        .map(awake -> of(awake, from))
        .orElse(ALL);
  }

  /** Counted over the year from a moment on, so holidays and changes of the clock are in it. */
  public static AwakeHours of(Schedule awake, Instant from) {
    Instant end = from.plus(YEAR);
    Duration open = Duration.ZERO;
    Instant at = from;
    while (at.isBefore(end)) {
      Instant next = awake.changesAfter(at).filter(turn -> turn.isBefore(end)).orElse(end);
      open = awake.isOpen(at) ? open.plus(Duration.between(at, next)) : open;
      at = next;
    }
    BigDecimal monthly =
        BigDecimal.valueOf(open.toMinutes())
            .divide(BigDecimal.valueOf(60).multiply(MONTHS), MathContext.DECIMAL64);
    return hours(monthly, "awake %s h a month".formatted(Amounts.plain(monthly)));
  }
}
