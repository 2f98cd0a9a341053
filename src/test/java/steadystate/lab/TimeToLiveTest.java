package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ssm.SsmClient;
import steadystate.drift.Status;
import steadystate.plan.Action;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;

/** {@code ttl}: what is deleted some time after it was made, and stays away. */
class TimeToLiveTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String TRIAL =
      """
      logGroups:
        kept: {retentionInDays: 14}
        more: {}
        trial: {retentionInDays: 1, ttl: 72h}
      """;

  private static final String GROUP =
      """
      securityGroups:
        kept: {}
        more: {}
        trial: {ttl: 2h}
      """;

  private final Lab lab = Lab.inMemory();

  @Test
  void a_plan_says_when_it_ends_and_nothing_is_due_before() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(71));

    Plan plan = lab.look(TRIAL).plan();

    assertThat(plan.changes()).isEmpty();
    assertThat(notes(plan))
        .containsExactly(
            "logGroup/trial its ttl of 72h ends at 2026-03-05T10:00:00Z; it is deleted then");
  }

  @Test
  void it_is_deleted_when_the_time_is_over_and_the_plan_says_why() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(73));

    Plan plan = lab.look(TRIAL).plan();

    assertThat(plan.changes().stream().map(c -> c.action() + " " + c.resource()).toList())
        .containsExactly("DELETE logGroup/trial", "CREATE expiry/logGroup/trial");
    assertThat(plan.changes().getFirst().reason())
        .isEqualTo("its ttl of 72h ran out at 2026-03-05T10:00:00Z");
    assertThat(plan.changes().getFirst().why()).isEqualTo(Status.EXTRA);
  }

  @Test
  void it_stays_away_also_in_another_process_and_months_later() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(73));
    steady(TRIAL);
    assertThat(alive()).doesNotContain("logGroup/trial").contains("logGroup/kept");

    lab.restarted();
    lab.clock().advance(Duration.ofDays(90));

    steady(TRIAL);
    assertThat(alive()).doesNotContain("logGroup/trial");
    assertThat(notes(lab.look(TRIAL).plan()))
        .containsExactly(
            "logGroup/trial its ttl of 72h ran out at 2026-03-05T10:00:00Z; it is made again when"
                + " the spec says something else");
  }

  @Test
  void another_wish_is_another_life_and_the_mark_goes() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(73));
    steady(TRIAL);
    String longer = TRIAL.replace("72h", "96h");

    steady(longer);

    assertThat(alive()).contains("logGroup/trial").noneMatch(id -> id.startsWith("expiry"));
    lab.clock().advance(Duration.ofHours(97));
    steady(longer);
    assertThat(alive()).doesNotContain("logGroup/trial");
  }

  @Test
  void what_aws_tells_no_age_of_carries_it_in_a_tag() {
    steady(GROUP);
    assertThat(tag("securityGroup/trial")).isEqualTo("2026-03-02T10:00:00Z");

    lab.clock().advance(Duration.ofHours(3));
    steady(GROUP);

    assertThat(alive()).contains("securityGroup/kept").doesNotContain("securityGroup/trial");
  }

  @Test
  void a_time_that_is_written_later_runs_from_then_where_no_age_is_known() {
    steady(GROUP.replace("{ttl: 2h}", "{}"));
    lab.clock().advance(Duration.ofHours(5));

    steady(GROUP);

    assertThat(tag("securityGroup/trial")).startsWith("2026-03-02T15:0");
  }

  @Test
  void what_others_need_stays_and_the_plan_says_who() {
    String needed =
        GROUP.replace(
            "more: {}",
            "more:\n    ingress: [{protocol: tcp, ports: 80, from: securityGroup/trial}]");
    steady(needed);
    lab.clock().advance(Duration.ofHours(3));

    steady(needed);

    assertThat(alive()).contains("securityGroup/trial");
    assertThat(notes(lab.look(needed).plan()))
        .singleElement()
        .asString()
        .endsWith("it stays while securityGroup/more needs it");
  }

  @Test
  void without_an_answer_about_the_mark_nothing_is_made() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(73));
    steady(TRIAL);
    lab.sandbox().conditions().fail("ssm:GetParameters", steadystate.sandbox.Fault.DENIED);

    Plan plan = lab.look(TRIAL).plan();

    assertThat(plan.changes()).noneMatch(change -> change.action() == Action.CREATE);
    assertThat(plan.unknown()).anyMatch(u -> u.resource().toString().equals("logGroup/trial"));
  }

  @Test
  void a_life_that_hands_ended_early_begins_anew() {
    steady(TRIAL);
    lab.clock().advance(Duration.ofHours(10));
    lab.byHand(software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient.class)
        .deleteLogGroup(r -> r.logGroupName("/steadystate/dev/trial"));

    assertThat(lab.finding(TRIAL, "logGroup/trial").status()).isEqualTo(Status.MISSING);
  }

  @Test
  void an_environment_without_it_asks_nothing_of_parameters() {
    steady(TRIAL.replace(", ttl: 72h", ""));

    assertThat(lab.calls().keySet()).noneMatch(call -> call.startsWith("ssm:"));
    assertThat(lab.byHand(SsmClient.class).getParameters(r -> r.names("/x")).parameters())
        .isEmpty();
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(yaml).plan().changes()).isEmpty();
  }

  private List<String> alive() {
    return lab.everything().stream().map(live -> live.id().toString()).toList();
  }

  private String tag(String id) {
    return lab.everything().stream()
        .filter(live -> live.id().toString().equals(id))
        .map(live -> live.tags().getOrDefault(Owner.CREATED, ""))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> notes(Plan plan) {
    return plan.notes().stream()
        .filter(note -> note.about().equals("ttl"))
        .map((Note note) -> note.resource() + " " + note.message())
        .toList();
  }
}
