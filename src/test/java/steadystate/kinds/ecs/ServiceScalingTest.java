package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

class ServiceScalingTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String SCALED =
      """
      services:
        api:
          image: app:1.4.2
          desiredCount: 3
          autoscaling: {min: 2, max: 10, targetCPUUtilization: 60}
      """;

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);
  private final ApplicationAutoScalingClient scaling =
      lab.byHand(ApplicationAutoScalingClient.class);

  private Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
  }

  private ScalableTarget target() {
    return scaling
        .describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalableTargets()
        .getFirst();
  }

  private List<ScalingPolicy> policies() {
    return scaling
        .describeScalingPolicies(r -> r.serviceNamespace(ServiceNamespace.ECS))
        .scalingPolicies();
  }

  private void count(int tasks) {
    ecs.updateService(r -> r.cluster("dev").service("api").desiredCount(tasks));
    lab.sandbox().recording().clear();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private void applied(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
  }

  @Test
  void autoscaling_becomes_a_target_with_a_policy() {
    applied(SCALED);

    assertThat(service().desiredCount()).isEqualTo(3);
    assertThat(target().minCapacity()).isEqualTo(2);
    assertThat(target().maxCapacity()).isEqualTo(10);
    assertThat(policies())
        .singleElement()
        .satisfies(p -> assertThat(p.policyName()).isEqualTo("api-cpu"))
        .satisfies(p ->
            assertThat(p.targetTrackingScalingPolicyConfiguration().targetValue()).isEqualTo(60.0));
  }

  @Test
  void a_count_inside_the_range_is_never_a_difference() {
    applied(SCALED);
    count(7);

    assertThat(lab.differences(SCALED)).isEmpty();
    applied(SCALED);
    assertThat(writes()).isEmpty();
  }

  @Test
  void another_image_leaves_the_count_alone() {
    applied(SCALED);
    count(10);

    applied(SCALED.replace("1.4.2", "1.5.0"));

    assertThat(service().desiredCount()).isEqualTo(10);
    assertThat(
            lab.sandbox().recording().writes().stream()
                .map(c -> c.request())
                .filter(UpdateServiceRequest.class::isInstance)
                .map(UpdateServiceRequest.class::cast))
        .singleElement()
        .satisfies(update -> assertThat(update.desiredCount()).isNull());
  }

  @Test
  void without_a_written_count_the_service_begins_with_the_minimum() {
    applied(SCALED.replace("    desiredCount: 3\n", ""));

    assertThat(service().desiredCount()).isEqualTo(2);
  }

  @Test
  void a_minimum_of_zero_is_zero() {
    applied(SCALED.replace("min: 2", "min: 0").replace("desiredCount: 3", "desiredCount: 0"));

    assertThat(target().minCapacity()).isZero();
    assertThat(service().desiredCount()).isZero();
  }

  @Test
  void changes_of_the_range_and_the_policy_are_made_in_place() {
    applied(SCALED);
    lab.sandbox().recording().clear();
    String other =
        SCALED.replace("max: 10", "max: 6").replace("Utilization: 60", "Utilization: 50");

    assertThat(lab.finding(other, "scalableTarget/api").status()).isEqualTo(Status.PENDING);
    applied(other);

    assertThat(writes()).contains("RegisterScalableTarget", "PutScalingPolicy");
    assertThat(target().maxCapacity()).isEqualTo(6);
  }

  @Test
  void a_policy_by_hand_is_drift_and_goes() {
    applied(SCALED);
    scaling.putScalingPolicy(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId("service/dev/api")
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .policyName("by-hand")
            .policyType("TargetTrackingScaling")
            .targetTrackingScalingPolicyConfiguration(t ->
                t.targetValue(10.0)
                    .predefinedMetricSpecification(
                        m -> m.predefinedMetricType("ECSServiceAverageMemoryUtilization"))));

    assertThat(lab.differences(SCALED)).containsExactly("scalableTarget/api policies[by-hand]");
    applied(SCALED);

    assertThat(policies()).extracting(ScalingPolicy::policyName).containsExactly("api-cpu");
  }

  @Test
  void without_autoscaling_the_target_goes_and_the_count_is_the_specs() {
    applied(SCALED);
    count(7);
    String plain = SCALED.replaceAll("    autoscaling: .*\n", "");

    applied(plain);

    assertThat(service().desiredCount()).isEqualTo(3);
    assertThat(
            scaling
                .describeScalableTargets(r -> r.serviceNamespace(ServiceNamespace.ECS))
                .scalableTargets())
        .isEmpty();
  }

  @Test
  void a_target_of_somebody_else_keeps_its_hand_on_the_count() {
    String plain = SCALED.replaceAll("    autoscaling: .*\n", "");
    applied(plain);
    scaling.registerScalableTarget(r ->
        r.serviceNamespace(ServiceNamespace.ECS)
            .resourceId("service/dev/api")
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .minCapacity(1)
            .maxCapacity(9));
    count(5);

    assertThat(lab.differences(plain)).isEmpty();
    assertThat(lab.finding(plain, "service/api").live().orElseThrow().notOurs())
        .containsEntry("desiredCount", "autoscaling 1..9 of somebody else");
  }

  @Test
  void a_service_below_its_minimum_is_brought_back() {
    applied(SCALED);
    count(0);

    assertThat(lab.differences(SCALED)).containsExactly("service/api desiredCount");
    applied(SCALED);

    assertThat(service().desiredCount()).isEqualTo(3);
  }
}
