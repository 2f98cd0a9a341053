package steadystate.kinds.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import steadystate.drift.Status;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Because;
import steadystate.sandbox.Fault;

class ScheduledTaskTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String NIGHTLY =
      """
      scheduledTasks:
        nightly:
          schedule: cron(0 3 * * ? *)
          timezone: Asia/Seoul
          description: sweeps
          image: repo/sweeper:1.0.0
          command: [sweep]
          environment: {LOG: info}
          logRetentionDays: 14
          assignPublicIp: true
          retryPolicy: {maximumRetryAttempts: 2}
          deadLetterConfig: {arn: "arn:aws:sqs:eu-west-1:123456789012:dead"}
          overrides: {environment: {MODE: night}}
      """;

  private static final String LIKE_API =
      """
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          environment: {LOG: info, MODE: api}
          secrets: {KEY: "arn:aws:ssm:eu-west-1:123456789012:parameter/key"}
          assignPublicIp: true
      scheduledTasks:
        migrate:
          service: service/api
          schedule: rate(1 hour)
          command: [migrate]
          environment: {MODE: migrate}
      """;

  private final Lab lab = Lab.inMemory();
  private final SchedulerClient scheduler = lab.byHand(SchedulerClient.class);

  @Test
  void a_task_is_scheduled_with_all_that_it_needs_and_nothing_differs_afterwards() {
    assertThat(lab.apply(NIGHTLY).outcome()).isEqualTo(STEADY);

    GetScheduleResponse schedule = schedule("dev-nightly");
    assertThat(schedule.state()).isEqualTo(ScheduleState.ENABLED);
    assertThat(schedule.scheduleExpressionTimezone()).isEqualTo("Asia/Seoul");
    assertThat(schedule.target().arn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/dev");
    assertThat(schedule.target().ecsParameters().taskDefinitionArn()).endsWith("/dev-nightly:1");
    assertThat(schedule.target().input())
        .isEqualTo(
            "{\"containerOverrides\":[{\"name\":\"nightly\",\"environment\":[{\"name\":\"MODE\",\"value\":\"night\"}]}]}");
    assertThat(definition("dev-nightly").containerDefinitions().getFirst().command())
        .containsExactly("sweep");
    assertThat(lab.differences(NIGHTLY)).isEmpty();
  }

  private GetScheduleResponse schedule(String name) {
    return scheduler.getSchedule(r -> r.groupName("dev").name(name));
  }

  private TaskDefinition definition(String family) {
    return lab.byHand(EcsClient.class)
        .describeTaskDefinition(r -> r.taskDefinition(family))
        .taskDefinition();
  }

  @Test
  void the_role_that_starts_it_may_start_it_and_nothing_else() {
    lab.apply(NIGHTLY);

    String document =
        lab.byHand(IamClient.class)
            .getRolePolicy(r -> r.roleName("dev-nightly-scheduler").policyName("run"))
            .policyDocument();
    assertThat(PolicyDocument.statements(PolicyDocument.parse(document)))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "{Sid=Run, Effect=Allow, Action=[ecs:RunTask],"
                + " Resource=[arn:aws:ecs:eu-west-1:123456789012:task-definition/dev-nightly:*],"
                + " Condition={ArnEquals={ecs:cluster=arn:aws:ecs:eu-west-1:123456789012:cluster/dev}}}",
            "{Sid=Pass, Effect=Allow, Action=[iam:PassRole],"
                + " Resource=[arn:aws:iam::123456789012:role/dev-nightly-execution],"
                + " Condition={StringEquals={iam:PassedToService=ecs-tasks.amazonaws.com}}}",
            "{Sid=Bury, Effect=Allow, Action=[sqs:SendMessage],"
                + " Resource=[arn:aws:sqs:eu-west-1:123456789012:dead]}");
  }

  @Test
  void a_task_like_a_service_has_its_containers_and_its_own_words() {
    assertThat(lab.apply(LIKE_API).outcome()).isEqualTo(STEADY);

    TaskDefinition task = definition("dev-migrate");
    assertThat(task.cpu()).isEqualTo("256");
    assertThat(task.containerDefinitions())
        .singleElement()
        .satisfies(container -> {
          assertThat(container.image()).isEqualTo("repo/api:1.4.2");
          assertThat(container.command()).containsExactly("migrate");
          assertThat(container.environment())
              .extracting(pair -> pair.name() + "=" + pair.value())
              .containsExactlyInAnyOrder("LOG=info", "MODE=migrate");
          assertThat(container.secrets()).hasSize(1);
        });

    String newer = LIKE_API.replace("1.4.2", "1.5.0");
    assertThat(lab.apply(newer).outcome()).isEqualTo(STEADY);
    assertThat(schedule("dev-migrate").target().ecsParameters().taskDefinitionArn())
        .endsWith("/dev-migrate:2");
    assertThat(lab.apply(LIKE_API).outcome()).isEqualTo(STEADY);
    assertThat(schedule("dev-migrate").target().ecsParameters().taskDefinitionArn())
        .endsWith("/dev-migrate:1");
  }

  @Test
  void what_hands_changed_is_named_and_healed() {
    lab.apply(NIGHTLY);
    GetScheduleResponse now = schedule("dev-nightly");
    scheduler.updateSchedule(r ->
        r.groupName("dev")
            .name("dev-nightly")
            .scheduleExpression("rate(5 minutes)")
            .scheduleExpressionTimezone("UTC")
            .description("mine")
            .state(ScheduleState.DISABLED)
            .flexibleTimeWindow(w -> w.mode("FLEXIBLE").maximumWindowInMinutes(5))
            .target(
                now.target().toBuilder()
                    .input("{}")
                    .retryPolicy(p -> p.maximumRetryAttempts(9))
                    .ecsParameters(now.target().ecsParameters().toBuilder().taskCount(4).build())
                    .build()));

    assertThat(lab.differences(NIGHTLY))
        .containsExactlyInAnyOrder(
            "scheduledTask/nightly scheduleExpression",
            "scheduledTask/nightly scheduleExpressionTimezone",
            "scheduledTask/nightly description",
            "scheduledTask/nightly state",
            "scheduledTask/nightly flexibleTimeWindow.mode",
            "scheduledTask/nightly target.retryPolicy.maximumRetryAttempts",
            "scheduledTask/nightly target.ecsParameters.taskCount",
            "scheduledTask/nightly overrides");
    lab.apply(NIGHTLY);
    assertThat(lab.differences(NIGHTLY)).isEmpty();
    assertThat(schedule("dev-nightly").target().ecsParameters().taskCount()).isEqualTo(1);
  }

  @Test
  void an_edit_of_the_spec_is_pending_and_a_hand_in_aws_is_drift() {
    String later = NIGHTLY.replace("cron(0 3", "cron(0 4");
    lab.apply(NIGHTLY);

    assertThat(lab.finding(later, "scheduledTask/nightly").status()).isEqualTo(Status.PENDING);
    assertThat(lab.apply(later).outcome()).isEqualTo(STEADY);
    scheduler.updateSchedule(r -> {
      GetScheduleResponse now = schedule("dev-nightly");
      r.groupName("dev").name("dev-nightly").scheduleExpression("rate(5 minutes)");
      r.flexibleTimeWindow(now.flexibleTimeWindow()).target(now.target());
    });
    assertThat(lab.finding(later, "scheduledTask/nightly").status()).isEqualTo(Status.DRIFTED);
    assertThat(lab.apply(later).outcome()).isEqualTo(STEADY);
    assertThat(specs()).containsExactly("steadystate:spec/nightly");

    lab.apply(LIKE_API + later.replace("scheduledTasks:\n", ""));
    assertThat(lab.apply(LIKE_API).outcome()).isEqualTo(STEADY);
    assertThat(specs()).containsExactly("steadystate:spec/migrate");
  }

  private java.util.List<String> specs() {
    String arn = scheduler.getScheduleGroup(r -> r.name("dev")).arn();
    return scheduler.listTagsForResource(r -> r.resourceArn(arn)).tags().stream()
        .map(tag -> tag.key())
        .filter(key -> key.startsWith("steadystate:spec/"))
        .sorted()
        .toList();
  }

  @Test
  void a_lost_answer_makes_no_second_one() {
    lab.sandbox().conditions().loseAnswers("scheduler:CreateSchedule*", 2);

    lab.apply(NIGHTLY);
    lab.sandbox().conditions().clear();
    lab.clock().advance(Duration.ofMinutes(2));

    assertThat(lab.apply(NIGHTLY).outcome()).isEqualTo(STEADY);
    assertThat(scheduler.listSchedules(r -> r.groupName("dev")).schedules()).hasSize(1);
  }

  @Test
  void a_role_that_cannot_be_taken_yet_is_waited_for() {
    lab.sandbox()
        .conditions()
        .fail(
            "scheduler:CreateSchedule",
            2,
            Fault.error(
                "ValidationException",
                400,
                "The execution role you provide must allow AWS EventBridge Scheduler to assume the"
                    + " role."));

    assertThat(lab.apply(NIGHTLY).outcome()).isEqualTo(STEADY);
  }

  @Test
  void what_left_the_spec_goes_and_the_group_with_the_last() {
    String two = LIKE_API + NIGHTLY.replace("scheduledTasks:\n", "");
    lab.apply(two);

    assertThat(lab.apply(LIKE_API).outcome()).isEqualTo(STEADY);
    assertThat(scheduler.listSchedules(r -> r.groupName("dev")).schedules())
        .extracting(summary -> summary.name())
        .containsExactly("dev-migrate");

    String none = LIKE_API.substring(0, LIKE_API.indexOf("scheduledTasks:"));
    assertThat(lab.apply(none).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(none)).isEmpty();
    assertThat(lab.everything())
        .extracting(live -> live.id().kind())
        .doesNotContain("scheduleGroup", "scheduledTask");
  }

  @Test
  void a_group_of_somebody_else_is_a_conflict() {
    scheduler.createScheduleGroup(r -> r.name("dev"));

    lab.apply(NIGHTLY);

    assertThat(lab.finding(NIGHTLY, "scheduleGroup/main").status()).isEqualTo(Status.CONFLICT);
    assertThat(scheduler.listSchedules(r -> r.groupName("dev")).schedules()).isEmpty();
  }

  @Test
  void a_pass_asks_a_schedule_again_only_when_it_has_changed() {
    lab.apply(LIKE_API);
    lab.look(LIKE_API);

    assertThat(lab.look(LIKE_API).calls())
        .containsEntry("scheduler:ListSchedules", 1L)
        .doesNotContainKey("scheduler:GetSchedule");
  }

  @Test
  void outside_the_awake_hours_schedules_are_off() {
    String saving =
        "mode: cost-save\ncostSave: {awake: {timezone: UTC, windows: ['Mon-Fri 09:00-20:00']}}\n"
            + NIGHTLY;
    lab.apply(saving);
    assertThat(schedule("dev-nightly").state()).isEqualTo(ScheduleState.ENABLED);

    lab.clock()
        .advance(Duration.between(lab.clock().instant(), Instant.parse("2026-03-02T21:00:00Z")));
    assertThat(lab.finding(saving, "scheduledTask/nightly").fields())
        .singleElement()
        .satisfies(field -> {
          assertThat(field.path()).hasToString("state");
          assertThat(field.origin().because()).isEqualTo(Because.MODE);
        });
    assertThat(lab.apply(saving).outcome()).isEqualTo(STEADY);
    assertThat(schedule("dev-nightly").state()).isEqualTo(ScheduleState.DISABLED);
  }

  @Test
  void mistakes_are_found_in_the_spec() {
    String wrong =
        """
        services: {api: {image: "a:1"}}
        scheduledTasks:
          api: {image: "a:1", schedule: rate(1 hour)}
          b: {image: "a:1", schedule: every hour}
          c: {service: service/apu, schedule: rate(1 hour)}
        """;

    assertThat(lab.reading(Lab.HEAD + wrong.indent(2)).problems())
        .extracting(problem -> problem.path())
        .containsAll(
            List.of(
                "spec.scheduledTasks.api",
                "spec.scheduledTasks.b.schedule",
                "spec.scheduledTasks.c.service"));
  }
}
