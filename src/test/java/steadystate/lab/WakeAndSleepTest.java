package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.LivedTime;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;

/** An environment that sleeps by its schedule, and what people ask against it. */
class WakeAndSleepTest {
  private static final String SPEC =
      Lab.HEAD
          + """
            mode: cost-save
            costSave: {awake: {timezone: Asia/Seoul, windows: ["Mon-Fri 09:00-20:00"]}}
            services:
              api: {image: "public.ecr.aws/nginx/nginx:1.27", cpu: 256, memory: 512}
          """;

  @TempDir private Path folder;
  private LivedTime time;

  /** The lab begins on Monday 2026-03-02, 19:00 in Seoul. */
  @BeforeEach
  void begin() {
    time = new LivedTime(Lab.inMemory(), folder, SPEC);
    time.pass(Duration.ofMinutes(10));
  }

  private int wished() {
    return time.lab
        .byHand(EcsClient.class)
        .describeServices(r -> r.cluster("dev").services("api"))
        .services()
        .getFirst()
        .desiredCount();
  }

  private Condition asleep() {
    return time.status().condition(Type.ASLEEP);
  }

  private static Instant seoul(String time) {
    return Instant.parse(time + ":00+09:00");
  }

  private static Optional<Duration> hours(int hours) {
    return Optional.of(Duration.ofHours(hours));
  }

  @Test
  void the_loop_turns_at_the_very_moment_and_says_until_when() {
    assertThat(asleep().message()).isEqualTo("awake until 20:00 (Asia/Seoul)");
    time.until(seoul("2026-03-02T20:00").minusMillis(1));
    assertThat(wished()).isEqualTo(1);

    time.until(seoul("2026-03-02T20:00"));

    assertThat(wished()).isEqualTo(0);
    assertThat(asleep().status()).isEqualTo(Truth.TRUE);
    assertThat(asleep().reason()).isEqualTo("OutsideAwakeHours");
    assertThat(asleep().message()).isEqualTo("asleep until Tue 09:00 (Asia/Seoul)");
    time.until(seoul("2026-03-03T09:00"));
    assertThat(wished()).isEqualTo(1);
  }

  @Test
  void whoever_wakes_it_has_it_awake_until_the_time_is_over() {
    time.until(seoul("2026-03-02T22:00"));
    assertThat(wished()).isEqualTo(0);

    assertThat(time.ask(new Ask.Wake(hours(3)))).isInstanceOf(Answer.Accepted.class);
    time.pass(Duration.ofSeconds(1));

    assertThat(wished()).isEqualTo(1);
    assertThat(asleep().status()).isEqualTo(Truth.FALSE);
    assertThat(asleep().reason()).isEqualTo("AskedToWake");
    assertThat(asleep().message()).isEqualTo("awake until Tue 01:00 by ops (Asia/Seoul)");
    time.until(seoul("2026-03-03T01:00").minusMillis(1));
    assertThat(wished()).isEqualTo(1);
    time.until(seoul("2026-03-03T01:00"));
    assertThat(wished()).isEqualTo(0);
    assertThat(asleep().message()).isEqualTo("asleep until 09:00 (Asia/Seoul)");
  }

  @Test
  void an_order_outlives_the_process_that_was_asked() {
    time.until(seoul("2026-03-02T22:00"));
    time.ask(new Ask.Wake(hours(3)));
    time.pass(Duration.ofMinutes(1));
    int before = time.lab.sandbox().recording().writes().size();

    time.restart();
    time.pass(Duration.ofMinutes(5));

    assertThat(wished()).isEqualTo(1);
    assertThat(time.lab.sandbox().recording().writes()).hasSize(before);
    assertThat(asleep().message()).contains("by ops");
    time.until(seoul("2026-03-03T01:00"));
    assertThat(wished()).isEqualTo(0);
  }

  @Test
  void without_a_time_an_order_lasts_until_the_schedule_turns_the_same_way() {
    time.ask(new Ask.Sleep(Optional.empty()));
    time.pass(Duration.ofSeconds(1));
    assertThat(wished()).isEqualTo(0);
    assertThat(asleep().reason()).isEqualTo("AskedToSleep");
    assertThat(asleep().message()).isEqualTo("asleep until Tue 09:00 by ops (Asia/Seoul)");

    time.until(seoul("2026-03-03T09:00"));
    assertThat(wished()).isEqualTo(1);
    assertThat(asleep().reason()).isEqualTo("AwakeHours");
  }

  @Test
  void the_later_order_takes_the_place_of_the_earlier_one() {
    time.ask(new Ask.Sleep(hours(10)));
    time.pass(Duration.ofMinutes(1));
    assertThat(wished()).isEqualTo(0);

    time.ask(new Ask.Wake(Optional.empty()));
    time.pass(Duration.ofMinutes(1));

    assertThat(wished()).isEqualTo(1);
    assertThat(asleep().message()).startsWith("awake until 20:00");
  }

  @Test
  void a_plan_says_that_it_is_for_the_night() {
    time.until(seoul("2026-03-02T21:00"));

    assertThat(time.status().look().orElseThrow().plan().notes())
        .anyMatch(note ->
            note.about().equals("hours")
                && note.message().equals("asleep until Tue 09:00 (Asia/Seoul)"));
  }

  @Test
  void what_never_sleeps_cannot_be_asked_to() {
    time.write(SPEC.replace("mode: cost-save", "mode: standard"));
    time.pass(Duration.ofMinutes(3));

    assertThat(time.ask(new Ask.Sleep(Optional.empty())))
        .isInstanceOfSatisfying(
            Answer.Refused.class, no -> assertThat(no.code()).isEqualTo("never-sleeps"));
    assertThat(asleep().reason()).isEqualTo("AlwaysAwake");
  }

  @Test
  void without_a_schedule_it_sleeps_until_somebody_wakes_it() {
    time.write(SPEC.replaceAll("    costSave.*\n|  costSave.*\n", ""));
    time.pass(Duration.ofMinutes(3));
    time.ask(new Ask.Sleep(Optional.empty()));
    time.pass(Duration.ofDays(3));
    assertThat(wished()).isEqualTo(0);
    assertThat(asleep().message()).isEqualTo("asleep by ops until told otherwise");

    time.ask(new Ask.Wake(hours(1)));
    time.pass(Duration.ofHours(2));
    assertThat(wished()).isEqualTo(1);
  }
}
