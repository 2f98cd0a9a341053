package steadystate.environment.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

  /** 2026-01-05 is a Monday. */
  @ParameterizedTest
  @CsvSource({
    "Mon-Fri 09:00-17:00, 2026-01-05T09:00:00Z, true",
    "Mon-Fri 09:00-17:00, 2026-01-05T16:59:59Z, true",
    "Mon-Fri 09:00-17:00, 2026-01-05T17:00:00Z, false",
    "Mon-Fri 09:00-17:00, 2026-01-10T12:00:00Z, false",
    "'Mon,Wed 09:00-17:00', 2026-01-07T12:00:00Z, true",
    "'Mon,Wed 09:00-17:00', 2026-01-06T12:00:00Z, false",
    "Sat-Mon 09:00-17:00, 2026-01-05T12:00:00Z, true",
    "Sat-Mon 09:00-17:00, 2026-01-06T12:00:00Z, false",
    "Mon 22:00-02:00, 2026-01-05T23:00:00Z, true",
    "Mon 22:00-02:00, 2026-01-06T01:00:00Z, true",
    "Mon 22:00-02:00, 2026-01-06T03:00:00Z, false",
    "Mon 00:00-24:00, 2026-01-05T23:59:00Z, true",
    "Mon 00:00-24:00, 2026-01-06T00:00:00Z, false",
    "2026-01-06 10:00-12:00, 2026-01-06T11:00:00Z, true",
    "2026-01-06 10:00-12:00, 2026-01-13T11:00:00Z, false",
  })
  void a_window_is_open_or_closed(String window, String moment, boolean open) {
    Schedule schedule =
        new Schedule(ZoneId.of("UTC"), List.of(Window.parse(window).orElseThrow()), Set.of());

    assertThat(schedule.isOpen(Instant.parse(moment))).isEqualTo(open);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-05T00:30:00Z, true",
    "2026-01-05T09:00:00Z, false",
    "2026-01-06T00:30:00Z, false"
  })
  void hours_are_those_of_the_time_zone_and_some_days_are_left_out(String moment, boolean open) {
    Schedule schedule =
        new Schedule(
            ZoneId.of("Asia/Seoul"),
            List.of(Window.parse("Mon-Fri 09:00-17:00").orElseThrow()),
            Set.of(LocalDate.of(2026, 1, 6)));

    assertThat(schedule.isOpen(Instant.parse(moment))).isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Mon",
        "09:00-17:00",
        "mon 09:00-17:00",
        "Mon-Tue-Wed 09:00-17:00",
        "Mon 9:00-17:00",
        "Mon 09:00-25:00",
        "2026-02-30 09:00-10:00",
        "Mon, 09:00-10:00",
        "Mon 09:00 - 17:00"
      })
  void other_texts_are_no_windows(String text) {
    assertThat(Window.parse(text)).isEmpty();
  }
}
