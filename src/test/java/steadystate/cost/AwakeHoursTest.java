package steadystate.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.environment.mode.Schedule;
import steadystate.environment.mode.Window;

class AwakeHoursTest {
  private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

  private static BigDecimal hours(String zone, Set<LocalDate> except, String... windows) {
    List<Window> all =
        List.of(windows).stream().map(Window::parse).map(o -> o.orElseThrow()).toList();
    return AwakeHours.of(new Schedule(ZoneId.of(zone), all, except), NEW_YEAR).awake();
  }

  @Test
  void office_hours_of_a_year_by_the_month() {
    // 2026 has 261 days from Monday to Friday: 261 x 11 h / 12 = 239.25 h
    assertThat(hours("UTC", Set.of(), "Mon-Fri 09:00-20:00")).isEqualByComparingTo("239.25");
  }

  @Test
  void holidays_are_taken_out() {
    // 260 days: 260 x 11 / 12 = 238.33
    assertThat(hours("UTC", Set.of(LocalDate.parse("2026-12-25")), "Mon-Fri 09:00-20:00"))
        .isBetween(new BigDecimal("238.33"), new BigDecimal("238.34"));
  }

  @Test
  void changes_of_the_clock_make_a_night_shorter_and_another_longer() {
    // every night 01:00-04:00: 365 x 3 h, one hour skipped in March, one lived twice in October
    assertThat(hours("Europe/Berlin", Set.of(), "Mon-Sun 01:00-04:00"))
        .isEqualByComparingTo("91.25");
    // the clocks change in nights to Sunday: 52 x 3 h, one less, one more
    assertThat(hours("Europe/Berlin", Set.of(), "Sun 01:00-04:00")).isEqualByComparingTo("13");
  }

  @Test
  void always_open_is_a_whole_month() {
    assertThat(hours("UTC", Set.of(), "Mon-Sun 00:00-24:00")).isEqualByComparingTo("730");
  }
}
