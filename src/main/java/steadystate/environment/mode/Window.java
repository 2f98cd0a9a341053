package steadystate.environment.mode;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Hours of a week, or of one date. A window that ends before it starts goes on until the next day.
 *
 * @param days the days on which it starts; empty when it is for a date
 * @param date the one date on which it starts
 * @param until the first moment after it; midnight is the end of the day
 */
public record Window(
    Set<DayOfWeek> days, Optional<LocalDate> date, LocalTime from, LocalTime until) {
  private static final Pattern FORM = Pattern.compile("(\\S+) +(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");

  public Window {
    days = Set.copyOf(days);
  }

  /** Reads {@code Mon-Fri 09:00-17:00}; empty for a text of another form. */
  public static Optional<Window> parse(String text) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      return Optional.empty();
    }
    try {
      LocalTime from = LocalTime.parse(form.group(2));
      String end = form.group(3);
      LocalTime until = end.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(end);
      if (form.group(1).matches("\\d{4}-\\d\\d-\\d\\d")) {
        Optional<LocalDate> date = Optional.of(LocalDate.parse(form.group(1)));
        return Optional.of(new Window(Set.of(), date, from, until));
      }
      Set<DayOfWeek> days = days(form.group(1));
      return days.isEmpty()
          ? Optional.empty()
          : Optional.of(new Window(days, Optional.empty(), from, until));
    } catch (DateTimeException noSuchTime) {
      return Optional.empty();
    }
  }

  /** {@code Mon}, {@code Mon-Fri}, {@code Mon,Wed}; empty when one of them is no day. */
  private static Set<DayOfWeek> days(String text) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String range : text.split(",", -1)) {
      String[] ends = range.split("-", -1);
      int first = DAYS.indexOf(ends[0]);
      int last = DAYS.indexOf(ends[ends.length - 1]);
      if (ends.length > 2 || first < 0 || last < 0) {
        return Set.of();
      }
      for (int day = first; ; day = (day + 1) % DAYS.size()) {
        days.add(DayOfWeek.of(day + 1));
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  /**
   * From one moment to another.
   *
   * @param until the first moment after it
   */
  record Span(Instant from, Instant until) {}

  /** Whether a moment, in the window's own time zone, is inside. */
  public boolean contains(ZonedDateTime moment) {
    Instant at = moment.toInstant();
    LocalDate today = moment.toLocalDate();
    return Stream.of(today.minusDays(1), today)
        .flatMap(day -> on(day, moment.getZone()).stream())
        .anyMatch(span -> !at.isBefore(span.from()) && at.isBefore(span.until()));
  }

  /**
   * The span that starts on a day, if one does. An hour that the clocks skip is taken an hour
   * later; of one that they repeat the first counts.
   */
  Optional<Span> on(LocalDate day, ZoneId zone) {
    if (!starts(day)) {
      return Optional.empty();
    }
    LocalDate last = from.isBefore(until) ? day : day.plusDays(1);
    return Optional.of(
        new Span(
            day.atTime(from).atZone(zone).toInstant(),
            last.atTime(until).atZone(zone).toInstant()));
  }

  private boolean starts(LocalDate day) {
    return date.map(day::equals).orElseGet(() -> days.contains(day.getDayOfWeek()));
  }
}
