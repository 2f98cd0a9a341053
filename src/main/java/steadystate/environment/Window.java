package steadystate.environment;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  /** Whether a moment, in the window's own time zone, is inside. */
  public boolean contains(ZonedDateTime moment) {
    LocalTime time = moment.toLocalTime();
    LocalDate today = moment.toLocalDate();
    boolean overnight = !from.isBefore(until);
    boolean sinceToday =
        starts(today) && !time.isBefore(from) && (overnight || time.isBefore(until));
    boolean sinceYesterday = overnight && starts(today.minusDays(1)) && time.isBefore(until);
    return sinceToday || sinceYesterday;
  }

  private boolean starts(LocalDate day) {
    return date.map(day::equals).orElseGet(() -> days.contains(day.getDayOfWeek()));
  }
}
