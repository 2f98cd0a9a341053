package steadystate.environment.mode;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether an environment sleeps at the moment for which it was read.
 *
 * @param asleep whether its services stand at 0
 * @param changesAt when it has to be read again, because the answer may be another one then; empty
 *     for never
 * @param until when the answer is another one, as things stand; empty for never
 * @param by who asked that it is so although the schedule says otherwise
 * @param timezone in which people read the times
 */
public record Hours(
    boolean asleep,
    Optional<Instant> changesAt,
    Optional<Instant> until,
    Optional<String> by,
    ZoneId timezone) {
  /** Always awake. */
  public static final Hours ALWAYS =
      new Hours(false, Optional.empty(), Optional.empty(), Optional.empty(), ZoneOffset.UTC);

  private static final long WEEK = 7;

  /** What a schedule and what people asked for come to at a moment. */
  static Hours of(Optional<Schedule> awake, Optional<Moment.Order> order, Instant now) {
    ZoneId zone = awake.map(Schedule::timezone).orElse(ZoneOffset.UTC);
    boolean open = awake.map(schedule -> schedule.isOpen(now)).orElse(true);
    Optional<Instant> turns = awake.flatMap(schedule -> schedule.changesAfter(now));
    Optional<Moment.Order> counts =
        order.filter(asked -> asked.end(awake).filter(end -> !now.isBefore(end)).isEmpty());
    if (counts.isEmpty()) {
      return awake.isEmpty() ? ALWAYS : new Hours(!open, turns, turns, Optional.empty(), zone);
    }
    boolean up = counts.get().awake();
    Optional<Instant> end = counts.get().end(awake);
    Optional<Instant> until = end.flatMap(at -> turned(awake, up, at));
    boolean matters = open != up || until.equals(end) && !until.equals(turns);
    Optional<String> by = Optional.of(counts.get().by()).filter(who -> matters && !who.isEmpty());
    return new Hours(!up, end, until, by, zone);
  }

  /** When the schedule says the other thing, from the end of an order on. */
  private static Optional<Instant> turned(Optional<Schedule> awake, boolean up, Instant end) {
    boolean open = awake.map(schedule -> schedule.isOpen(end)).orElse(true);
    return open != up ? Optional.of(end) : awake.flatMap(schedule -> schedule.changesAfter(end));
  }

  /** {@code asleep until Mon 09:00 (Asia/Seoul)}, {@code awake until 18:20 by ops (UTC)}. */
  public String words(Instant now) {
    if (equals(ALWAYS)) {
      return "always awake";
    }
    String who = by.map(name -> " by " + name).orElse("");
    return (asleep ? "asleep" : "awake")
        + until
            .map(at -> " until %s%s (%s)".formatted(clock(at, now), who, timezone))
            .orElse(who + " until told otherwise");
  }

  /** As short as it stays clear: the hour of today, the day of this week, else the date. */
  private String clock(Instant at, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, timezone);
    LocalDate day = LocalDate.ofInstant(at, timezone);
    String form = "yyyy-MM-dd HH:mm";
    if (day.equals(today)) {
      form = "HH:mm";
    } else if (day.isBefore(today.plusDays(WEEK))) {
      form = "EEE HH:mm";
    }
    return DateTimeFormatter.ofPattern(form, Locale.ENGLISH).withZone(timezone).format(at);
  }
}
