package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Answers;

/** Services: how many tasks run, and on what. */
class ServiceCapacityCasesTest {
  private static final String UNCOUNTED = Case.edited(Case.WEB, "    desiredCount: 2\n", "");

  private static final String SPOT =
      "cluster: {capacityProviders: [FARGATE, FARGATE_SPOT]}\n"
          + Case.web(
              """
              capacityProviderStrategy:
                - {capacityProvider: FARGATE, weight: 1, base: 1}
                - {capacityProvider: FARGATE_SPOT, weight: 3}
              """);

  private final Case web = new Case();

  private void answered(Consumer<Service.Builder> change) {
    Answers.service(web.lab.sandbox(), "web", change);
  }

  private void counted(int tasks) {
    web.ecs.updateService(r -> r.cluster("dev").service("web").desiredCount(tasks));
    web.pause();
  }

  private ScalableTarget target() {
    return web.lab
        .byHand(ApplicationAutoScalingClient.class)
        .describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalableTargets()
        .getFirst();
  }

  private static String scaled(String yaml, int min, int max) {
    return yaml
        + "    autoscaling: {min: %d, max: %d, targetCPUUtilization: 60}\n".formatted(min, max);
  }

  @Test
  void sv_01_a_count_that_autoscaling_chose_survives_another_image() {
    String yaml = scaled(UNCOUNTED, 3, 10);
    web.given(yaml);
    counted(10);

    web.changes(
        Case.edited(yaml, "1.4.2", "1.5.0"),
        "containerDefinitions[app].image: repo/app:1.4.2 -> repo/app:1.5.0");

    assertThat(web.update().desiredCount()).isNull();
    assertThat(web.service().desiredCount()).isEqualTo(10);
  }

  @Test
  void sv_02_a_count_beside_autoscaling_counts_at_creation_alone() {
    String yaml = scaled(Case.edited(Case.WEB, "desiredCount: 2", "desiredCount: 3"), 2, 10);
    web.lab.apply(yaml);
    assertThat(web.requests(CreateServiceRequest.class).getFirst().desiredCount()).isEqualTo(3);
    counted(7);

    web.nothing(yaml);
    assertThat(web.service().desiredCount()).isEqualTo(7);
  }

  @Test
  void sv_05_a_minimum_of_zero_is_sent_and_read_back() {
    String yaml = scaled(Case.edited(Case.WEB, "desiredCount: 2", "desiredCount: 0"), 0, 4);
    web.lab.apply(yaml);

    assertThat(web.requests(RegisterScalableTargetRequest.class).getFirst().minCapacity()).isZero();
    assertThat(target().minCapacity()).isZero();
    assertThat(web.service().desiredCount()).isZero();
    web.nothing(yaml);
  }

  @Test
  void sv_05_a_minimum_that_becomes_zero_is_one_path() {
    String yaml = scaled(Case.WEB, 2, 4);
    web.given(yaml);

    web.changes(Case.edited(yaml, "min: 2", "min: 0"), "scalableTarget/web minCapacity: 2 -> 0");

    assertThat(target().minCapacity()).isZero();
  }

  @Test
  void sv_04_a_range_of_zero_puts_a_service_to_sleep_and_another_wakes_it() {
    web.given(scaled(Case.WEB, 2, 4));
    String asleep = scaled(Case.edited(Case.WEB, "desiredCount: 2", "desiredCount: 0"), 0, 0);

    web.lab.apply(asleep);
    web.lab.clock().advance(Duration.ofHours(8));

    assertThat(web.writes().getFirst()).isEqualTo("RegisterScalableTarget");
    assertThat(web.service().desiredCount()).isZero();
    web.nothing(asleep);
    web.lab.apply(scaled(Case.WEB, 2, 4));
    assertThat(web.service().desiredCount()).isEqualTo(2);
    web.nothing(scaled(Case.WEB, 2, 4));
  }

  @Test
  void sv_04_a_service_that_sleeps_without_autoscaling_stays_asleep_and_wakes_with_it() {
    web.given(scaled(Case.WEB, 2, 4));
    String asleep = Case.edited(Case.WEB, "desiredCount: 2", "desiredCount: 0");

    assertThat(web.lab.apply(asleep).outcome()).isEqualTo(Case.STEADY);
    // Lowered first, or autoscaling would raise the count again at once.
    assertThat(web.writes().getFirst()).endsWith("ScalableTarget");
    for (int hour = 0; hour < 10; hour++) {
      web.lab.clock().advance(Duration.ofHours(1));
      assertThat(web.service().desiredCount()).as("hour %d", hour).isZero();
    }
    web.nothing(asleep);
    assertThat(web.lab.apply(scaled(Case.WEB, 2, 4)).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.service().desiredCount()).isEqualTo(2);
    assertThat(target().minCapacity()).isEqualTo(2);
    web.nothing(scaled(Case.WEB, 2, 4));
  }

  @Test
  void sv_07_a_capacity_strategy_has_no_order() {
    web.given(SPOT);
    answered(s ->
        s.capacityProviderStrategy(
            new ArrayList<>(s.build().capacityProviderStrategy().reversed())));

    web.nothing(SPOT);
  }

  @Test
  void sv_08_another_weight_is_one_update_in_place_that_deploys() {
    web.given(SPOT);

    web.changes(
        Case.edited(SPOT, "weight: 3", "weight: 4"),
        "capacityProviderStrategy[FARGATE_SPOT].weight: 3 -> 4");

    assertThat(web.update().forceNewDeployment()).isTrue();
    assertThat(web.update().capacityProviderStrategy())
        .extracting(CapacityProviderStrategyItem::base)
        .contains(1);
    assertThat(web.writes()).doesNotContain("DeleteService", "CreateService");
  }

  @Test
  void sv_10_from_a_capacity_provider_to_another_launch_type_is_refused() {
    web.given(SPOT);
    String onInstances = Case.web("launchType: EC2\ntaskDefinition: {networkMode: awsvpc}\n");

    assertThat(web.looked(onInstances).plan().refusals())
        .singleElement()
        .satisfies(refusal -> assertThat(refusal.message()).contains("launchType"))
        .satisfies(refusal -> assertThat(refusal.source()).isPresent());
    assertThat(web.lab.apply(onInstances).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(web.writes()).isEmpty();
  }

  @Test
  void sv_11_no_base_and_a_base_of_zero_are_the_same() {
    web.given(SPOT);
    web.nothing(SPOT);
    web.nothing(Case.edited(SPOT, "weight: 3}", "weight: 3, base: 0}"));
    answered(s ->
        s.capacityProviderStrategy(
            s.build().capacityProviderStrategy().stream()
                .map(item -> item.base() == 0 ? item.toBuilder().base(null).build() : item)
                .toList()));

    web.nothing(SPOT);
    web.nothing(Case.edited(SPOT, "weight: 3}", "weight: 3, base: 0}"));
  }
}
