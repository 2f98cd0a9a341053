package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.drift.Finding;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Health;
import steadystate.sandbox.Fault;

class ServiceRolloutTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String API =
      """
      services:
        api:
          image: app:1
          desiredCount: 2
          rollout: {circuitBreaker: true, rollback: true, timeout: 15m}
      """;

  private static final String NEWER = API.replace("app:1", "app:2");

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  private Health health(String yaml) {
    return finding(yaml).live().orElseThrow().health();
  }

  private Finding finding(String yaml) {
    return lab.finding(yaml, "service/api");
  }

  private long updates() {
    return lab.sandbox().recording().count("ecs:UpdateService");
  }

  @Test
  void a_service_that_starts_says_how_far_it_is() {
    lab.options(lab.options().noWait());
    lab.apply(API);

    assertThat(health(API))
        .isEqualTo(new Health.Settling("0 of 2 tasks running, deployment in progress"));
    lab.clock().advance(Duration.ofMinutes(2));
    assertThat(health(API)).isEqualTo(Health.READY);
  }

  @Test
  void what_ecs_rolled_back_is_tried_once_and_said() {
    lab.apply(API);
    lab.sandbox().breaks("app:2");
    lab.sandbox().recording().clear();

    Receipt receipt = lab.apply(NEWER);

    assertThat(receipt.outcome()).isNotEqualTo(STEADY);
    for (int i = 0; i < 20; i++) {
      lab.clock().advance(Duration.ofMinutes(1));
      lab.pass(NEWER);
    }
    assertThat(updates()).isEqualTo(1);
    assertThat(health(NEWER))
        .isInstanceOfSatisfying(
            Health.Broken.class,
            broken ->
                assertThat(broken.reason()).contains("rolled back by ECS").contains("failed"));
  }

  @Test
  void after_a_rollback_the_old_wish_is_fine_and_a_newer_one_is_tried() {
    lab.apply(API);
    lab.sandbox().breaks("app:2");
    lab.apply(NEWER);

    assertThat(lab.differences(API)).isEmpty();
    assertThat(health(API)).isEqualTo(Health.READY);
    assertThat(lab.apply(API.replace("app:1", "app:3")).outcome()).isEqualTo(STEADY);
  }

  @Test
  void a_deployment_without_an_end_is_broken_after_its_time_and_not_repeated() {
    lab.apply(API);
    lab.sandbox().nature().sickens("app:2");
    lab.options(lab.options().noWait());
    lab.apply(NEWER);
    lab.sandbox().recording().clear();
    assertThat(health(NEWER)).isInstanceOf(Health.Settling.class);

    lab.clock().advance(Duration.ofHours(1));
    for (int i = 0; i < 5; i++) {
      lab.pass(NEWER);
    }

    assertThat(health(NEWER))
        .isInstanceOfSatisfying(
            Health.Broken.class, b -> assertThat(b.reason()).contains("after 15 min"));
    assertThat(updates()).isZero();
  }

  @Test
  void a_spec_that_changes_while_a_rollout_runs_is_followed_at_once() {
    lab.apply(API);
    lab.options(lab.options().noWait());
    lab.apply(NEWER);

    lab.apply(API.replace("app:1", "app:3"));
    lab.clock().advance(Duration.ofMinutes(5));

    assertThat(health(API.replace("app:1", "app:3"))).isEqualTo(Health.READY);
    assertThat(lab.differences(API.replace("app:1", "app:3"))).isEmpty();
  }

  @Test
  void registers_at_once_are_a_matter_of_pace() {
    lab.apply(API);
    lab.sandbox().conditions().fail("ecs:RegisterTaskDefinition", 2, Fault.REGISTERED_AT_ONCE);

    assertThat(lab.apply(NEWER).outcome()).isEqualTo(STEADY);
  }

  @Test
  void a_create_whose_answer_is_lost_is_found_again() {
    lab.sandbox().conditions().loseAnswers("ecs:CreateService", 1);

    assertThat(lab.apply(API).outcome()).isEqualTo(STEADY);

    assertThat(ecs.listServices(r -> r.cluster("dev")).serviceArns()).hasSize(1);
  }
}
