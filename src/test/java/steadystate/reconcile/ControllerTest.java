package steadystate.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.reconcile.ControllerWorld.environment;
import static steadystate.reconcile.ControllerWorld.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import steadystate.environment.Settings;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Hold;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;

class ControllerTest {
  private final ControllerWorld world = new ControllerWorld();
  private final PretendEngine engine = world.engine;

  @Test
  void drift_is_healed_within_an_interval_and_the_condition_tells_both() {
    world.write(environment("dev")).turn();
    engine.byHand("dev", 5);
    world.pass(Duration.ofSeconds(75));

    assertThat(engine.writes("dev")).isEqualTo(1);
    assertThat(condition("dev", Type.READY))
        .satisfies(ready -> {
          assertThat(ready.status()).isEqualTo(Truth.TRUE);
          assertThat(ready.reason()).isEqualTo("Steady");
        });
    assertThat(world.controller.events("dev"))
        .extracting(Event::reason)
        .contains("DriftFound", "StepDone", "Steady");
  }

  @Test
  void a_pass_that_wrote_is_followed_by_a_look_within_seconds() {
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    world.pass(Duration.ofSeconds(3));

    assertThat(engine.calls).containsExactly("pass dev", "write dev", "pass dev");
    assertThat(world.status("dev").badges().sync()).isEqualTo(Badges.Sync.IN_SYNC);
  }

  @Test
  void without_work_an_environment_is_looked_at_once_an_interval() {
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(10));

    assertThat(engine.calls).hasSizeBetween(10, 11);
  }

  @Test
  void a_schedule_that_turns_is_followed_at_once_although_no_file_changed() {
    world.write(environment("dev", "awake")).turn();
    engine.calls.clear();

    world.turnInto(environment("dev", "asleep"));
    world.turn();

    assertThat(engine.calls).isNotEmpty();
    assertThat(world.controller.events("dev")).extracting(Event::reason).contains("ScheduleTurned");
  }

  @Test
  void what_is_on_its_way_is_looked_at_more_often_with_growing_pauses() {
    engine.waiting.put("dev", "1 of 2 tasks run");
    world.write(environment("dev")).turn();

    world.pass(Duration.ofSeconds(60));

    assertThat(engine.calls).hasSizeBetween(5, 8);
    assertThat(condition("dev", Type.RECONCILING).status()).isEqualTo(Truth.TRUE);
    assertThat(condition("dev", Type.READY).reason()).isEqualTo("Settling");
  }

  @Test
  void failures_that_pass_are_tried_again_with_growing_pauses_up_to_a_cap() {
    engine.looksFail.put("dev", thrown(new Failure.Throttled("Throttling", "slow down")));
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(5));
    int early = engine.calls.size();
    engine.calls.clear();
    world.pass(Duration.ofMinutes(60));

    assertThat(early).isBetween(5, 7);
    assertThat(engine.calls).hasSizeBetween(10, 13);
    assertThat(condition("dev", Type.READY).reason()).isEqualTo("Throttling");
  }

  @Test
  void what_a_person_must_grant_is_tried_every_ten_minutes() {
    engine.looksFail.put("dev", thrown(new Failure.Denied("AccessDenied", "not allowed")));
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(60));

    assertThat(engine.calls).hasSizeBetween(6, 7);
    assertThat(condition("dev", Type.STALLED))
        .extracting(Condition::status, Condition::reason)
        .containsExactly(Truth.TRUE, "AccessDenied");
  }

  @Test
  void a_fix_that_does_not_stick_is_tried_three_times_and_then_every_half_hour() {
    engine.fixesStick = false;
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(20));
    assertThat(engine.writes("dev")).isEqualTo(3);
    assertThat(condition("dev", Type.STALLED).status()).isEqualTo(Truth.TRUE);
    assertThat(condition("dev", Type.STALLED).message()).contains("service/api desiredCount");
    assertThat(condition("dev", Type.DRIFTED).status()).isEqualTo(Truth.TRUE);

    world.pass(Duration.ofMinutes(60));
    assertThat(engine.writes("dev")).isBetween(4L, 5L);
  }

  @Test
  void another_difference_is_fixed_at_once_although_the_one_before_was_given_up() {
    engine.fixesStick = false;
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();
    world.pass(Duration.ofMinutes(5));

    engine.fixesStick = true;
    engine.byHand("dev", 7);
    world.pass(Duration.ofSeconds(70));

    assertThat(engine.writes("dev")).isEqualTo(4);
    assertThat(condition("dev", Type.STALLED).status()).isEqualTo(Truth.FALSE);
  }

  @Test
  void a_fix_that_always_comes_back_is_given_up_after_ten_times() {
    world.write(environment("dev")).turn();

    for (int i = 0; i < 15; i++) {
      engine.byHand("dev", 5);
      world.pass(Duration.ofSeconds(75));
    }

    assertThat(engine.writes("dev")).isEqualTo(10);
    assertThat(condition("dev", Type.STALLED))
        .extracting(Condition::reason, Condition::status)
        .containsExactly("Flapping", Truth.TRUE);
  }

  @Test
  void content_that_aws_refuses_is_not_sent_again_until_something_changes() {
    engine.stepsFail.put("dev", new Failure.Rejected("InvalidParameter", "no such image"));
    engine.byHand("dev", 5);
    world.write(environment("dev")).turn();

    world.pass(Duration.ofMinutes(20));
    assertThat(engine.calls.stream().filter(call -> call.equals("pass dev"))).hasSize(1);
    assertThat(condition("dev", Type.STALLED).reason()).isEqualTo("InvalidParameter");

    world.write(environment("dev", "another")).turn();
    assertThat(engine.calls.stream().filter(call -> call.equals("pass dev"))).hasSize(2);
  }

  @Test
  void an_environment_that_throws_or_fails_does_not_keep_others_from_their_turn() {
    engine.looksFail.put("bad", new IllegalStateException("boom"));
    world.write(environment("bad"), environment("good")).turn();

    world.pass(Duration.ofMinutes(5));

    assertThat(condition("bad", Type.READY).reason()).isEqualTo("Defect");
    assertThat(condition("bad", Type.READY).message()).doesNotContain("boom");
    assertThat(condition("good", Type.READY).status()).isEqualTo(Truth.TRUE);
    assertThat(engine.calls.stream().filter("pass good"::equals).count()).isBetween(5L, 6L);
  }

  @Test
  void an_environment_that_hangs_does_not_keep_others_from_their_turn() {
    CountDownLatch rope = new CountDownLatch(1);
    engine.hanging.put("hangs", rope);
    world.write(environment("hangs"), environment("good"));
    world.controller.start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> world.status("good").observedGeneration() == 1);
      assertThat(world.status("hangs").observedGeneration()).isZero();
    } finally {
      rope.countDown();
      assertThat(world.controller.stop(Duration.ofSeconds(10))).isTrue();
    }
  }

  @Test
  void a_lost_folder_holds_everything_and_deletes_nothing() {
    world.write(environment("dev"), environment("prod")).turn();

    world.loseFolder();
    engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(5));

    assertThat(engine.writes("dev")).isZero();
    assertThat(world.controller.environments()).hasSize(2);
    assertThat(condition("dev", Type.HELD).reason()).isEqualTo("SourceEmpty");
    assertThat(condition("dev", Type.DRIFTED).status()).isEqualTo(Truth.TRUE);

    world.write(environment("dev"), environment("prod")).turn();
    assertThat(engine.writes("dev")).isEqualTo(1);
  }

  @Test
  void a_broken_file_freezes_its_environment_and_no_other() {
    world.write(environment("dev"), environment("prod")).turn();

    world.breakFile("dev");
    engine.byHand("dev", 5);
    engine.byHand("prod", 5);
    world.pass(Duration.ofMinutes(3));

    assertThat(engine.writes("dev")).isZero();
    assertThat(engine.writes("prod")).isEqualTo(1);
    assertThat(condition("dev", Type.STALLED).reason()).isEqualTo("SpecInvalid");
    assertThat(condition("dev", Type.STALLED).message()).contains("dev.yaml:3:5: unknown key");
    assertThat(condition("dev", Type.DRIFTED).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void an_environment_that_left_the_files_is_kept_as_an_orphan() {
    world.write(environment("dev"), environment("old")).turn();

    world.write(environment("dev"));
    engine.byHand("old", 5);
    world.pass(Duration.ofMinutes(3));

    assertThat(world.status("old").orphan()).isTrue();
    assertThat(condition("old", Type.HELD).reason()).isEqualTo("Orphaned");
    assertThat(engine.writes("old")).isZero();
  }

  @Test
  void a_dry_run_of_the_controller_writes_nothing_whatever_a_spec_says() {
    ControllerWorld dry = new ControllerWorld(ControllerOptions.USUAL.dryRun(true));
    dry.engine.byHand("dev", 5);
    dry.write(environment("dev")).turn();
    dry.controller.ask("dev", new Ask.Reconcile(), "ops");
    dry.pass(Duration.ofMinutes(3));

    assertThat(dry.engine.calls).isNotEmpty().allMatch(call -> call.equals("look dev"));
    assertThat(dry.status("dev").condition(Type.HELD).reason()).isEqualTo("DryRun");
    assertThat(dry.status("dev").badges().sync()).isEqualTo(Badges.Sync.DRIFTED);
  }

  @Test
  void a_spec_that_is_suspended_a_dry_run_or_report_only_is_looked_at_and_not_written() {
    Optional<Settings.Suspension> pause = Optional.of(new Settings.Suspension("fair", "ann"));
    world.write(
        ControllerWorld.with("suspended", settings(true, false, pause)),
        ControllerWorld.with("dry", settings(true, true)),
        ControllerWorld.with("report", settings(false, false)));
    engine.byHand("suspended", 5);
    engine.byHand("dry", 5);
    engine.byHand("report", 5);

    world.pass(Duration.ofMinutes(3));

    assertThat(engine.calls).noneMatch(call -> call.startsWith("write"));
    assertThat(condition("suspended", Type.HELD).reason()).isEqualTo("Suspended");
    assertThat(condition("suspended", Type.HELD).message()).isEqualTo("by ann: fair");
    assertThat(condition("dry", Type.HELD).reason()).isEqualTo("DryRun");
    assertThat(condition("report", Type.HELD).reason()).isEqualTo("ReportOnly");
    assertThat(condition("report", Type.DRIFTED).status()).isEqualTo(Truth.TRUE);
  }

  @Test
  void a_person_suspends_and_resumes_and_the_status_names_the_requests_when_done() {
    world.write(environment("dev")).turn();
    String suspend = accepted(world.controller.ask("dev", new Ask.Suspend("look"), "ops"));
    assertThat(world.status("dev").requests()).isEmpty();
    engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(2));
    assertThat(engine.writes("dev")).isZero();
    assertThat(world.status("dev").requests()).extracting(r -> r.id()).containsExactly(suspend);

    accepted(world.controller.ask("dev", new Ask.Resume(), "ops"));
    world.turn();

    assertThat(engine.writes("dev")).isEqualTo(1);
  }

  @Test
  void an_approval_names_the_plan_of_now_and_no_other() {
    engine.byHand("dev", 5);
    engine.held.put("dev", new Hold.NeedsApproval("it holds data"));
    world.write(environment("dev")).turn();
    assertThat(condition("dev", Type.HELD).reason()).isEqualTo("NeedsApproval");

    Answer wrong = world.controller.ask("dev", new Ask.Approve("sha256:old"), "ops");
    world.turn();
    assertThat(wrong).isInstanceOf(Answer.Refused.class);
    assertThat(engine.writes("dev")).isZero();

    accepted(world.controller.ask("dev", new Ask.Approve("sha256:dev1"), "ops"));
    world.turn();
    assertThat(engine.writes("dev")).isEqualTo(1);
  }

  @Test
  void what_only_waits_is_not_held_and_content_that_failed_is() {
    engine.byHand("dev", 5);
    engine.held.put("dev", new Hold.Waits("its name is free when the old one is gone"));
    world.write(environment("dev")).turn();
    assertThat(condition("dev", Type.HELD).status()).isEqualTo(Truth.FALSE);

    engine.held.put("dev", new Hold.TakenBack("rolled back"));
    world.pass(Duration.ofSeconds(70));
    assertThat(condition("dev", Type.HELD))
        .extracting(Condition::status, Condition::reason)
        .containsExactly(Truth.TRUE, "ContentHeld");
  }

  @Test
  void the_generation_rises_with_the_wish_and_not_with_the_text() {
    world.write(environment("dev")).turn();
    world.write(environment("dev")).turn();
    assertThat(world.status("dev").generation()).isEqualTo(1);

    world.write(environment("dev", "another")).turn();

    assertThat(world.status("dev").generation()).isEqualTo(2);
    assertThat(world.status("dev").observedGeneration()).isEqualTo(2);
    assertThat(world.status("dev").commit().map(Commit::id)).contains("c0ffee3");
  }

  @Test
  void the_time_of_a_condition_moves_only_when_its_status_does() {
    world.write(environment("dev")).turn();
    Instant steadySince = condition("dev", Type.READY).lastTransitionTime();

    world.pass(Duration.ofMinutes(5));
    assertThat(condition("dev", Type.READY).lastTransitionTime()).isEqualTo(steadySince);

    engine.fixesStick = false;
    engine.byHand("dev", 5);
    world.pass(Duration.ofMinutes(2));
    assertThat(condition("dev", Type.READY).lastTransitionTime()).isAfter(steadySince);
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void every_condition_is_there_with_a_reason_before_the_first_look(Type type) {
    world.write(environment("dev"));

    assertThat(condition("dev", type).reason()).matches("[A-Z][A-Za-z]+");
  }

  @Test
  void a_look_that_is_too_old_is_called_stale() {
    world.write(environment("dev")).turn();
    engine.looksFail.put("dev", thrown(new Failure.Unavailable("Timeout", "no answer")));

    world.pass(Duration.ofMinutes(10));

    assertThat(world.status("dev").staleSince()).isPresent();
    assertThat(world.status("dev").badges().sync()).isEqualTo(Badges.Sync.UNKNOWN);
  }

  @Test
  void a_step_that_is_under_way_when_the_controller_stops_may_end_its_writes() {
    engine.byHand("dev", 5);
    engine.insideStep = () -> world.controller.stop(Duration.ZERO);
    world.write(environment("dev")).turn();

    assertThat(engine.writes("dev")).isEqualTo(1);
  }

  @Test
  void a_step_that_would_begin_after_the_stop_writes_nothing() {
    engine.byHand("dev", 5);
    engine.beforeStep = () -> world.controller.stop(Duration.ZERO);
    world.write(environment("dev")).turn();

    assertThat(engine.calls).containsExactly("pass dev");
    assertThat(world.controller.events("dev"))
        .anyMatch(event -> event.message().contains("the controller stops"));
  }

  @Test
  void a_suspension_holds_back_even_the_writes_of_a_pass_under_way() {
    engine.byHand("dev", 5);
    engine.insideStep = () -> world.controller.ask("dev", new Ask.Suspend("wait"), "ops");
    world.write(environment("dev")).turn();

    assertThat(engine.writes("dev")).isZero();
  }

  @Test
  void what_a_visitor_of_the_sandbox_changes_is_shown_before_it_is_healed() {
    world.write(environment("dev")).turn();
    engine.byHand("dev", 5);
    world.controller.changedByHand("dev", "scaled to 5");
    world.turn();

    assertThat(engine.writes("dev")).isZero();
    assertThat(world.status("dev").badges().sync()).isEqualTo(Badges.Sync.DRIFTED);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.status("dev").badges().sync()).isEqualTo(Badges.Sync.IN_SYNC);
  }

  @Test
  void after_the_stop_no_step_begins() {
    engine.byHand("dev", 5);
    world.write(environment("dev"));
    assertThat(world.controller.stop(Duration.ofSeconds(1))).isTrue();

    world.turn();

    assertThat(engine.calls).isEmpty();
    assertThat(world.controller.notReady()).contains("it stops");
  }

  private Condition condition(String environment, Type type) {
    return world.status(environment).condition(type);
  }

  private static String accepted(Answer answer) {
    assertThat(answer).isInstanceOf(Answer.Accepted.class);
    return ((Answer.Accepted) answer).request().id();
  }

  private static FailureException thrown(Failure failure) {
    return new FailureException(failure);
  }
}
