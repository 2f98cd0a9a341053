package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.rds.RdsClient;
import steadystate.reconcile.LivedTime;
import steadystate.reconcile.asked.Ask;
import steadystate.sandbox.Call;

/**
 * Months under the real loop, hour by hour: at each full hour AWS is as the schedule and the people
 * wish, and nothing is written but at the turns.
 */
class SimulatedYearTest {
  private static final String SPEC =
      Lab.HEAD
          + """
            mode: cost-save
            reconcile: {interval: 1h}
            costSave:
              maxDesiredCount: 5
              awake:
                timezone: %s
                windows: ["Mon-Fri 08:00-20:00", "Sat 10:00-14:00", "2026-05-10 12:00-16:00"]
                except: [2026-04-03, 2026-04-06, 2026-12-21, 2026-12-22, 2026-12-23, 2026-12-24,
                  2026-12-25, 2026-12-26, 2026-12-28, 2026-12-29, 2026-12-30, 2026-12-31]
            services:
              api: {image: "public.ecr.aws/nginx/nginx:1.27", cpu: 256, memory: 512}
              worker:
                image: "public.ecr.aws/nginx/nginx:1.27"
                cpu: 256
                memory: 512
                autoscaling: {min: 2, max: 4, targetCPUUtilization: 60}
            databases:
              main: {engine: postgres, dbInstanceClass: db.t4g.micro, allocatedStorage: 20}
          """;

  /** For so many days AWS leaves a database asleep; it has to be stopped once more then. */
  private static final long A_WEEK = 7;

  private static final List<LocalDate> SHUT =
      List.of(LocalDate.of(2026, 4, 3), LocalDate.of(2026, 4, 6));

  @TempDir private Path folder;
  private LivedTime time;
  private ZoneId zone;
  private Optional<Instant> ordered = Optional.empty();
  private boolean orderedAwake;
  private boolean awake = true;
  private boolean woken;
  private final Map<String, Integer> writes = new HashMap<>();
  private int turns;
  private int wakenings;
  private long wokenByAws;
  private Instant since = Instant.EPOCH;

  /** Said once more, in other words than the program's own. */
  private boolean scheduled(ZonedDateTime at) {
    LocalDate day = at.toLocalDate();
    LocalTime hour = at.toLocalTime();
    boolean christmas =
        !day.isBefore(LocalDate.of(2026, 12, 21)) && day.isBefore(LocalDate.of(2027, 1, 1));
    if (SHUT.contains(day) || christmas) {
      return false;
    }
    if (day.equals(LocalDate.of(2026, 5, 10))) {
      return hour.getHour() >= 12 && hour.getHour() < 16;
    }
    return switch (day.getDayOfWeek()) {
      case SATURDAY -> hour.getHour() >= 10 && hour.getHour() < 14;
      case SUNDAY -> false;
      default -> hour.getHour() >= 8 && hour.getHour() < 20;
    };
  }

  private boolean wished(Instant at) {
    return ordered.filter(at::isBefore).isPresent() ? orderedAwake : scheduled(at.atZone(zone));
  }

  /** Every other Wednesday somebody works late, every third Monday the day ends early. */
  private void ask(ZonedDateTime at) {
    int week = at.getDayOfYear() / 7;
    if (at.getDayOfWeek() == DayOfWeek.WEDNESDAY && at.getHour() == 21 && week % 2 == 0) {
      order(at.toInstant(), true, Duration.ofHours(3));
    } else if (at.getDayOfWeek() == DayOfWeek.MONDAY && at.getHour() == 15 && week % 3 == 0) {
      order(at.toInstant(), false, Duration.ofHours(2));
    }
  }

  private void order(Instant now, boolean up, Duration span) {
    Optional<Duration> lasts = Optional.of(span);
    time.ask(up ? new Ask.Wake(lasts) : new Ask.Sleep(lasts));
    ordered = Optional.of(now.plus(span));
    orderedAwake = up;
    time.until(now);
  }

  private void live(String timezone, LocalDate from, LocalDate until) {
    zone = ZoneId.of(timezone);
    Lab lab = Lab.inMemory();
    Instant start = from.atTime(10, 0).atZone(zone).toInstant();
    lab.clock().advance(Duration.between(lab.clock().instant(), start.minusSeconds(3600)));
    time = new LivedTime(lab, folder, SPEC.formatted(timezone));
    time.until(start);
    lab.sandbox().recording().clear();
    Instant end = until.atStartOfDay(zone).toInstant();
    for (Instant at = start; at.isBefore(end); at = at.plusSeconds(3600)) {
      time.until(at);
      ask(at.atZone(zone));
      check(at);
    }
  }

  private void check(Instant at) {
    boolean now = wished(at);
    boolean turned = now != awake;
    turns += turned ? 1 : 0;
    wakenings += turned && now ? 1 : 0;
    if (turned) {
      wokenByAws += now ? Duration.between(since, at).toDays() / A_WEEK : 0;
      since = at;
    }
    awake = now;
    List<Service> services =
        time.lab
            .byHand(EcsClient.class)
            .describeServices(r -> r.cluster("dev").services("api", "worker"))
            .services();
    assertThat(services)
        .extracting(Service::desiredCount)
        .as("%s", at)
        .containsExactly(now ? 1 : 0, now ? 2 : 0);
    database(at, now);
    for (Call call : time.lab.sandbox().recording().writes()) {
      writes.merge(call.operation(), 1, Integer::sum);
    }
    time.lab.sandbox().recording().clear();
  }

  /** AWS wakes what slept for a week; until the next look that is how it is. */
  private void database(Instant at, boolean now) {
    String status =
        time.lab
            .byHand(RdsClient.class)
            .describeDBInstances()
            .dbInstances()
            .getFirst()
            .dbInstanceStatus();
    if (now) {
      assertThat(status).as("%s", at).isNotIn("stopped", "stopping");
      return;
    }
    boolean up = !List.of("stopped", "stopping").contains(status);
    assertThat(up && woken).as("%s: stopped again at once", at).isFalse();
    woken = up;
  }

  private void assertOnlyTurnsWrote() {
    assertThat(writes.get("UpdateService")).isEqualTo(2 * turns);
    assertThat(writes.get("StartDbInstance")).isEqualTo(wakenings);
    assertThat(writes.get("StopDbInstance")).isEqualTo((int) (turns - wakenings + wokenByAws));
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlin, 2026-03-23, 2, 0", "Asia/Seoul, 2026-12-14, 3, 1"})
  void weeks_with_a_change_of_the_clocks_or_long_holidays(
      String timezone, LocalDate from, int weeks, long wakeUps) {
    live(timezone, from, from.plusWeeks(weeks));

    assertThat(turns).isGreaterThan(15);
    assertThat(wokenByAws).isEqualTo(wakeUps);
    assertOnlyTurnsWrote();
  }

  @Tag("soak")
  @ParameterizedTest
  @ValueSource(strings = {"Europe/Berlin", "Asia/Seoul"})
  void a_year_with_its_holidays_and_both_changes_of_the_clocks(String timezone) {
    live(timezone, LocalDate.of(2026, 3, 9), LocalDate.of(2027, 3, 9));

    assertThat(turns).isGreaterThan(600);
    assertThat(wokenByAws).isPositive();
    assertOnlyTurnsWrote();
  }
}
