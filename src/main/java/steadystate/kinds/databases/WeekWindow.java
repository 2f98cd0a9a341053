package steadystate.kinds.databases;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span of AWS's week, in UTC: the maintenance window {@code sun:03:00-sun:04:00}, or the backup
 * window {@code 01:00-02:00} of one day.
 *
 * @param from minutes since Monday, 00:00
 * @param minutes how long it lasts
 */
record WeekWindow(int from, int minutes) {
  private static final int DAY = 24 * 60;
  private static final int WEEK = 7 * DAY;
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final String TIME = "([01]\\d|2[0-3]):([0-5]\\d)";
  private static final String DAY_NAME = "(mon|tue|wed|thu|fri|sat|sun)";
  private static final Pattern WEEKLY =
      Pattern.compile(DAY_NAME + ":" + TIME + "-" + DAY_NAME + ":" + TIME);
  private static final Pattern DAILY = Pattern.compile(TIME + "-" + TIME);

  /** A maintenance window; empty when it is not written as AWS wants it. */
  static Optional<WeekWindow> weekly(String text) {
    Matcher match = WEEKLY.matcher(text.toLowerCase(Locale.ROOT));
    if (!match.matches()) {
      return Optional.empty();
    }
    int from = DAYS.indexOf(match.group(1)) * DAY + minute(match, 2);
    int until = DAYS.indexOf(match.group(4)) * DAY + minute(match, 5);
    return Optional.of(new WeekWindow(from, Math.floorMod(until - from, WEEK)));
  }

  /** A backup window on each day of the week; empty when it is not written as AWS wants it. */
  static List<WeekWindow> daily(String text) {
    Matcher match = DAILY.matcher(text);
    if (!match.matches()) {
      return List.of();
    }
    int from = minute(match, 1);
    int minutes = Math.floorMod(minute(match, 3) - from, DAY);
    return java.util.stream.IntStream.range(0, 7)
        .mapToObj(day -> new WeekWindow(day * DAY + from, minutes))
        .toList();
  }

  private static int minute(Matcher match, int group) {
    return Integer.parseInt(match.group(group)) * 60 + Integer.parseInt(match.group(group + 1));
  }

  boolean overlaps(WeekWindow other) {
    return Math.floorMod(other.from - from, WEEK) < minutes
        || Math.floorMod(from - other.from, WEEK) < other.minutes;
  }

  /** When it opens next. */
  Instant next(Instant now) {
    ZonedDateTime monday =
        now.atZone(ZoneOffset.UTC)
            .truncatedTo(ChronoUnit.DAYS)
            .minusDays(
                now.atZone(ZoneOffset.UTC).getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue());
    Instant opens = monday.plusMinutes(from).toInstant();
    return opens.isAfter(now) ? opens : opens.plus(WEEK, ChronoUnit.MINUTES);
  }
}
