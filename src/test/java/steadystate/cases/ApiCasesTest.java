package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.group;
import static steadystate.cases.Ground.requests;
import static steadystate.cases.Ground.shop;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.drift.Status;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;

/** Writes that are not seen yet, are refused for a while, or whose answer is lost. */
class ApiCasesTest {
  private static final String OPEN =
      group("ingress:", "  - {protocol: tcp, ports: 443, from: 10.0.0.0/8}");

  private final Ground ground = new Ground();

  @Test
  void ap_01_a_service_that_aws_does_not_show_yet_is_not_made_again() {
    ground.lab.sandbox().conditions().newThingsUnseenFor(5);

    Receipt receipt = ground.lab.apply(shop());

    ground.lab.sandbox().conditions().clear();
    assertThat(receipt.outcome()).isEqualTo(STEADY);
    assertThat(ground.creates()).containsEntry("ecs:CreateService", 1L);
    ground.still(shop());
  }

  @Test
  void ap_02_an_update_that_reads_show_late_is_sent_once() {
    ground.steady(shop());
    AtomicInteger old = new AtomicInteger(3);
    AtomicBoolean sent = new AtomicBoolean();
    ground.lab.sandbox().conditions().hook(after("ecs:UpdateService", () -> sent.set(true)));
    ground
        .lab
        .sandbox()
        .conditions()
        .stale(call ->
            call.matches("ecs:DescribeServices") && sent.get() && old.getAndDecrement() > 0
                ? 2
                : 0);

    List<Call> writes = ground.written(() -> ground.lab.apply(shop("1.4.2", "1.5.0")));

    ground.lab.sandbox().conditions().clear();
    assertThat(old.get()).isLessThanOrEqualTo(0);
    assertThat(actions(writes, "ecs:UpdateService")).isEqualTo(1);
    assertThat(actions(writes, "ecs:RegisterTaskDefinition")).isEqualTo(1);
    ground.still(shop("1.4.2", "1.5.0"));
  }

  @Test
  void ap_04_a_revision_that_ecs_does_not_know_everywhere_yet_is_asked_for_again() {
    ground.steady(shop());
    ground
        .lab
        .sandbox()
        .conditions()
        .fail(
            "ecs:UpdateService",
            2,
            Fault.error("ClientException", 400, "TaskDefinition not found."));

    List<Call> writes = ground.written(() -> ground.steady(shop("1.4.2", "1.5.0")));

    assertThat(actions(writes, "ecs:RegisterTaskDefinition")).isEqualTo(1);
    assertThat(requests(writes, UpdateServiceRequest.class)).hasSize(1);
    assertThat(ground.service("api").taskDefinition()).endsWith(":2");
  }

  @Test
  void ap_05_a_group_that_ec2_does_not_know_yet_gets_its_rules_later_and_no_twin() {
    ground
        .lab
        .sandbox()
        .conditions()
        .fail(
            "ec2:AuthorizeSecurityGroupIngress",
            3,
            Fault.error("InvalidGroup.NotFound", 400, "The security group 'sg-1' does not exist"));

    ground.steady(OPEN);

    assertThat(ground.creates()).containsEntry("ec2:CreateSecurityGroup", 1L);
    assertThat(ground.theGroup("dev-api").ipPermissions()).hasSize(1);
  }

  @Test
  void ap_07_a_rule_that_somebody_revoked_first_is_a_success() {
    ground.steady(OPEN);
    String id = ground.theGroup("dev-api").groupId();
    AtomicBoolean once = new AtomicBoolean();
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            before(
                "ec2:RevokeSecurityGroupIngress",
                () -> {
                  if (once.compareAndSet(false, true)) {
                    ground.ec2.revokeSecurityGroupIngress(
                        r -> r.groupId(id).ipPermissions(Ground.tcp(443, "10.0.0.0/8")));
                  }
                }));

    Receipt receipt = ground.lab.apply(group("ingress: []"));

    assertThat(once).isTrue();
    assertThat(receipt.outcome()).isEqualTo(STEADY);
    assertThat(receipt.steps()).allMatch(step -> step.failure().isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"1", "2", "3"})
  void ap_08_a_look_that_misses_the_new_rule_or_the_whole_group_drops_nothing(int ago) {
    AtomicBoolean authorized = new AtomicBoolean();
    AtomicInteger left = new AtomicInteger(1);
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(after("ec2:AuthorizeSecurityGroupIngress", () -> authorized.set(true)))
        .stale(call ->
            call.matches("ec2:DescribeSecurityGroups")
                    && authorized.get()
                    && left.getAndDecrement() > 0
                ? ago
                : 0);

    Receipt receipt = ground.lab.apply(OPEN);

    ground.lab.sandbox().conditions().clear();
    assertThat(receipt.outcome()).isEqualTo(STEADY);
    assertThat(receipt.steps()).allMatch(step -> step.failure().isEmpty());
    assertThat(ground.creates()).containsEntry("ec2:CreateSecurityGroup", 1L);
    ground.still(OPEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ThrottlingException",
        "Throttling",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "SlowDown",
        "ProvisionedThroughputExceeded",
        "PriorRequestNotComplete"
      })
  void ap_10_every_word_for_too_fast_is_tried_again_and_nothing_is_made_twice(String code) {
    for (String action : List.of("ecs:CreateService", "ec2:CreateSecurityGroup")) {
      ground.lab.sandbox().conditions().fail(action, 2, Fault.error(code, 400, "Rate exceeded"));
    }

    assertThat(ground.lab.apply(shop()).outcome()).isEqualTo(STEADY);

    assertThat(ground.creates())
        .containsEntry("ecs:CreateService", 1L)
        .containsEntry("ec2:CreateSecurityGroup", 2L);
    ground.still(shop());
  }

  @Test
  void ap_10_a_storm_that_refuses_four_of_five_calls_for_ten_minutes_is_survived() {
    Instant end = ground.lab.clock().instant().plus(Duration.ofMinutes(10));
    ground.lab.sandbox().conditions().failAtRandom("*", 7, 0.8, Fault.THROTTLED);
    while (ground.lab.clock().instant().isBefore(end)) {
      try {
        ground.lab.pass(shop());
      } catch (FailureException known) {
        assertThat(known.failure().retry()).isEqualTo(Failure.Retry.BACKOFF);
      }
      ground.lab.clock().advance(Duration.ofSeconds(5));
    }
    ground.lab.sandbox().conditions().clear();

    ground.steady(shop());

    assertThat(ground.creates())
        .containsEntry("ecs:CreateCluster", 1L)
        .containsEntry("ecs:CreateService", 1L)
        .containsEntry("ec2:CreateSecurityGroup", 2L)
        .containsEntry("elasticloadbalancing:CreateLoadBalancer", 1L)
        .containsEntry("elasticloadbalancing:CreateListener", 1L)
        .containsEntry("elasticloadbalancing:CreateRule", 1L)
        .containsEntry("elasticloadbalancing:CreateTargetGroup", 1L);
  }

  @Test
  void ap_11_registering_a_family_from_two_places_at_once_is_a_matter_of_pace() {
    ground
        .lab
        .sandbox()
        .conditions()
        .fail("ecs:RegisterTaskDefinition", 3, Fault.REGISTERED_AT_ONCE);

    ground.steady(shop());

    assertThat(ground.service("api").taskDefinition()).endsWith(":1");
  }

  @Test
  void ap_19_a_read_that_is_denied_is_not_absence() {
    for (String read :
        List.of(
            "ecs:Describe*",
            "ec2:DescribeSecurityGroups",
            "elasticloadbalancing:DescribeLoadBalancers",
            "elasticloadbalancing:DescribeTargetGroups")) {
      Ground fresh = new Ground();
      fresh.lab.sandbox().conditions().fail(read, Fault.DENIED);

      fresh.lab.options(fresh.lab.options().patience(Duration.ofMinutes(5)));
      Receipt receipt = fresh.lab.apply(shop());

      assertThat(receipt.outcome()).isInstanceOf(Receipt.Outcome.Failed.class);
      assertThat(receipt.last().plan().unknown())
          .anyMatch(unknown -> unknown.message().contains("not authorized"));
      String unseen =
          switch (read) {
            case "ecs:Describe*" -> "ecs:CreateService";
            case "ec2:DescribeSecurityGroups" -> "ec2:CreateSecurityGroup";
            default -> read.replace("Describe", "Create").replaceAll("s$", "");
          };
      assertThat(fresh.creates()).doesNotContainKey(unseen);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ecs:CreateCluster",
        "ecs:CreateService",
        "ecs:RegisterTaskDefinition",
        "ec2:CreateSecurityGroup",
        "ec2:AuthorizeSecurityGroupIngress",
        "logs:CreateLogGroup",
        "elasticloadbalancing:CreateLoadBalancer",
        "elasticloadbalancing:CreateTargetGroup",
        "elasticloadbalancing:CreateListener",
        "elasticloadbalancing:CreateRule"
      })
  void ap_20_what_was_made_although_the_answer_was_lost_is_found_and_is_the_only_one(
      String action) {
    String written = shop("assignPublicIp: true", "assignPublicIp: true\n    logRetentionDays: 14");
    ground.lab.sandbox().conditions().loseAnswers(action, 1);

    ground.lab.apply(written);
    ground.lab.sandbox().conditions().clear();
    ground.steady(written);

    Ground calm = new Ground();
    calm.steady(written);
    assertThat(ground.creates()).isEqualTo(calm.creates());
    assertThat(ground.lab.everything()).hasSameSizeAs(calm.lab.everything());
  }

  @Test
  void ap_22_the_token_of_a_create_is_the_same_for_the_same_wish_and_another_for_another() {
    ground.lab.sandbox().conditions().fail("ecs:CreateService", 2, Fault.UNAVAILABLE);
    ground.lab.apply(shop());
    List<String> same = tokens(ground);
    Ground other = new Ground();
    other.lab.apply(shop("1.4.2", "1.5.0"));

    assertThat(same).hasSize(3).doesNotContainNull();
    assertThat(Map.of("distinct", same.stream().distinct().count())).containsEntry("distinct", 1L);
    assertThat(tokens(other)).hasSize(1).doesNotContainAnyElementsOf(same);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ec2:AuthorizeSecurityGroupIngress",
        "ecs:CreateService",
        "elasticloadbalancing:CreateListener",
        "ec2:DescribeSecurityGroups",
        "ecs:DescribeServices"
      })
  void ap_23_credentials_that_run_out_in_the_middle_are_renewed_and_the_work_goes_on(String call) {
    ground.lab.sandbox().conditions().fail(call, 1, Fault.EXPIRED);

    ground.lab.apply(shop());
    ground.steady(shop());

    Ground calm = new Ground();
    calm.steady(shop());
    assertThat(ground.creates()).isEqualTo(calm.creates());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec2:AuthorizeSecurityGroupIngress", "ecs:CreateService"})
  void ap_23_credentials_that_run_out_are_no_refusal_of_the_content(String write) {
    ground.lab.sandbox().conditions().fail(write, 1, Fault.EXPIRED);

    assertThat(ground.lab.apply(shop()).outcome()).isEqualTo(STEADY);
  }

  @Test
  void ap_25_a_service_that_vanished_before_its_update_is_made_anew() {
    ground.steady(shop());
    AtomicBoolean once = new AtomicBoolean();
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            before(
                "ecs:UpdateService",
                () -> {
                  if (once.compareAndSet(false, true)) {
                    ground.ecs.deleteService(r -> r.cluster("dev").service("api").force(true));
                  }
                }));
    String after = shop("desiredCount: 2", "desiredCount: 3");

    assertThat(ground.lab.apply(after).outcome()).isEqualTo(STEADY);

    assertThat(ground.service("api").status()).isEqualTo("ACTIVE");
    assertThat(ground.service("api").desiredCount()).isEqualTo(3);
  }

  @Test
  void ap_34_who_owns_a_thing_is_asked_again_right_before_it_is_deleted() {
    ground.steady("securityGroups: {api: {ingress: []}, old: {}, rest: {}}");
    String old = ground.theGroup("dev-old").groupId();
    ground
        .lab
        .sandbox()
        .conditions()
        .hook(
            after(
                "ec2:AuthorizeSecurityGroupIngress",
                () ->
                    ground.ec2.createTags(r ->
                        r.resources(old)
                            .tags(t -> t.key("steadystate:environment").value("prod")))));

    ground.lab.apply(OPEN + "  rest: {}\n");

    assertThat(Ground.owner(ground.theGroup("dev-old"))).isEqualTo("prod");
    assertThat(ground.writes(() -> ground.lab.apply(OPEN + "  rest: {}\n"))).isEmpty();
  }

  @Test
  void ap_37_a_pass_right_after_a_write_does_not_decide_from_the_time_before_it() {
    ground.steady(shop());
    String after = shop("desiredCount: 2", "desiredCount: 3");
    assertThat(ground.writes(() -> ground.lab.pass(after))).contains("ecs:UpdateService");
    ground.lab.sandbox().conditions().stale(call -> call.matches("ecs:DescribeServices") ? 2 : 0);

    List<String> writes = ground.writes(() -> ground.lab.pass(after));

    ground.lab.sandbox().conditions().clear();
    assertThat(writes).isEmpty();
    assertThat(ground.lab.apply(after).outcome()).isEqualTo(STEADY);
    assertThat(ground.lab.finding(after, "service/api").status()).isEqualTo(Status.IN_SYNC);
    assertThat(edited(after, "desiredCount: 3", "desiredCount: 2")).isEqualTo(shop());
  }

  private static List<String> tokens(Ground ground) {
    return requests(ground.lab.sandbox().recording().attempts(), CreateServiceRequest.class)
        .stream()
        .map(CreateServiceRequest::clientToken)
        .toList();
  }

  private static long actions(List<Call> calls, String action) {
    return calls.stream().filter(call -> call.matches(action)).count();
  }

  private static Hook before(String action, Runnable work) {
    return new Hook() {
      @Override
      public void before(Call call) {
        if (call.matches(action)) {
          work.run();
        }
      }
    };
  }

  private static Hook after(String action, Runnable work) {
    return new Hook() {
      @Override
      public void afterEffect(Call call) {
        if (call.matches(action)) {
          work.run();
        }
      }
    };
  }
}
