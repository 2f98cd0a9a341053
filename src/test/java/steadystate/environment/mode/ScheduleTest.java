package steadystate.environment.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Schedule schedule(String zone, Set<LocalDate> except, String... windows) {
    return new Schedule(
        ZoneId.of(zone),
        List.of(windows).stream().map(w -> Window.parse(w).orElseThrow()).toList(),
        except);
  }

  private static List<String> turns(Schedule schedule, String from, int count) {
    List<String> turns = new ArrayList<>();
    Instant at = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      at = schedule.changesAfter(at).orElseThrow();
      turns.add(at + (schedule.isOpen(at) ? " opens" : " closes"));
    }
    return turns;
  }

  @Test
  void the_next_turn_follows_the_week_and_leaves_holidays_out() {
    Schedule schedule =
        schedule("Asia/Seoul", Set.of(LocalDate.of(2026, 1, 6)), "Mon-Tue 09:00-20:00");

    // 2026-01-05 is a Monday.
    assertThat(turns(schedule, "2026-01-04T12:00:00Z", 3))
        .containsExactly(
            "2026-01-05T00:00:00Z opens",
            "2026-01-05T11:00:00Z closes",
            "2026-01-12T00:00:00Z opens");
  }

  @Test
  void working_hours_move_with_the_clocks() {
    Schedule schedule = schedule("Europe/Berlin", Set.of(), "Mon-Sun 09:00-17:00");

    // The clocks go forward on 2026-03-29 and back on 2026-10-25.
    assertThat(turns(schedule, "2026-03-28T12:00:00Z", 3))
        .containsExactly(
            "2026-03-28T16:00:00Z closes",
            "2026-03-29T07:00:00Z opens",
            "2026-03-29T15:00:00Z closes");
    assertThat(turns(schedule, "2026-10-24T12:00:00Z", 3))
        .containsExactly(
            "2026-10-24T15:00:00Z closes",
            "2026-10-25T08:00:00Z opens",
            "2026-10-25T16:00:00Z closes");
  }

  @Test
  void an_hour_that_comes_twice_closes_once() {
    Schedule schedule = schedule("Europe/Berlin", Set.of(), "Sun 00:00-02:30");

    assertThat(turns(schedule, "2026-10-24T20:00:00Z", 3))
        .containsExactly(
            "2026-10-24T22:00:00Z opens",
            "2026-10-25T00:30:00Z closes",
            "2026-10-31T23:00:00Z opens");
  }

  @Test
  void an_hour_that_is_skipped_is_taken_an_hour_later() {
    Schedule schedule = schedule("Europe/Berlin", Set.of(), "Sun 02:15-02:45");

    assertThat(turns(schedule, "2026-03-28T20:00:00Z", 2))
        .containsExactly("2026-03-29T01:15:00Z opens", "2026-03-29T01:45:00Z closes");
  }

  @Test
  void a_night_ends_where_a_holiday_begins() {
    Schedule schedule = schedule("UTC", Set.of(LocalDate.of(2026, 1, 6)), "Mon 22:00-06:00");

    assertThat(turns(schedule, "2026-01-05T23:00:00Z", 1))
        .containsExactly("2026-01-06T00:00:00Z closes");
  }

  @Test
  void a_far_date_is_found_and_what_never_turns_is_empty() {
    Schedule once = schedule("UTC", Set.of(), "2029-05-01 10:00-12:00");

    assertThat(turns(once, "2026-01-01T00:00:00Z", 2))
        .containsExactly("2029-05-01T10:00:00Z opens", "2029-05-01T12:00:00Z closes");
    assertThat(once.changesAfter(Instant.parse("2030-01-01T00:00:00Z"))).isEmpty();
    assertThat(schedule("UTC", Set.of(), "Mon-Sun 00:00-24:00").changesAfter(Instant.EPOCH))
        .isEmpty();
  }

  @Test
  void windows_that_touch_are_one() {
    Schedule schedule = schedule("UTC", Set.of(), "Mon 09:00-12:00", "Mon 12:00-18:00");

    assertThat(schedule.changesAfter(Instant.parse("2026-01-05T10:00:00Z")))
        .isEqualTo(Optional.of(Instant.parse("2026-01-05T18:00:00Z")));
  }
}
