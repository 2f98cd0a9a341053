package steadystate.kinds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import steadystate.lab.Lab;

/** Scheduled tasks over HTTP. */
class ScheduledTaskOverHttpTest {
  private static final String KEPT =
      """
      cluster: {}
      roles: {a: {trust: [ecs-tasks.amazonaws.com]}, b: {trust: [ecs-tasks.amazonaws.com]}}
      """;

  private static final String NIGHTLY =
      KEPT
          + """
          scheduledTasks:
            nightly:
              schedule: cron(0 3 * * ? *)
              timezone: Asia/Seoul
              image: repo/sweeper:1.0.0
              logRetentionDays: 14
              assignPublicIp: true
              state: ENABLED
              retryPolicy: {maximumRetryAttempts: 2}
              overrides: {command: [sweep]}
          """;

  private final Lab lab = Lab.moto();

  @Test
  void all_is_made_seen_changed_and_taken_away() {
    lab.apply(NIGHTLY);
    assertThat(lab.differences(NIGHTLY)).isEmpty();

    String newer =
        NIGHTLY
            .replace("(0 3", "(30 4")
            .replace("1.0.0", "1.1.0")
            .replace("ENABLED", "DISABLED")
            .replace("[sweep]", "[sweep, all]");
    assertThat(lab.differences(newer)).hasSize(4);
    lab.apply(newer);
    assertThat(lab.differences(newer)).isEmpty();

    lab.apply(KEPT);
    SchedulerClient scheduler = lab.byHand(SchedulerClient.class);
    assertThat(scheduler.listSchedules(r -> {}).schedules()).isEmpty();
    assertThat(scheduler.listScheduleGroups(r -> {}).scheduleGroups())
        .extracting(group -> group.name())
        .doesNotContain("dev");
  }
}
