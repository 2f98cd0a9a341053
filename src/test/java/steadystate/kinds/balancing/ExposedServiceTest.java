package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

class ExposedServiceTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String BALANCER =
      """
      loadBalancers:
        public:
          listeners:
            http: {port: 80, protocol: HTTP}
      """;

  private static final String EXPOSED =
      BALANCER
          + """
          services:
            api:
              image: app:1
              port: 8000
              healthCheckGracePeriodSeconds: 30
              autoscaling: {min: 1, max: 3, targetRequestCountPerTarget: 100}
              expose:
                - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10}
          """;

  private static final String HIDDEN =
      BALANCER
          + """
          services:
            api:
              image: app:1
              port: 8000
              autoscaling: {min: 1, max: 3, targetCPUUtilization: 50}
          """;

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  private Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
  }

  private List<UpdateServiceRequest> updates() {
    return lab.sandbox().recording().writes().stream()
        .map(call -> call.request())
        .filter(UpdateServiceRequest.class::isInstance)
        .map(UpdateServiceRequest.class::cast)
        .toList();
  }

  private void applied(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
  }

  @Test
  void an_exposed_service_is_attached_and_scaled_by_its_requests() {
    applied(EXPOSED);

    assertThat(service().loadBalancers())
        .singleElement()
        .satisfies(b -> assertThat(b.containerName()).isEqualTo("api"))
        .satisfies(b -> assertThat(b.containerPort()).isEqualTo(8000));
    assertThat(lab.finding(EXPOSED, "scalableTarget/api").live().orElseThrow().model().toString())
        .containsPattern("resourceLabel=app/[^/]+/[0-9a-f]+/targetgroup/[^/]+/[0-9a-f]+");
  }

  @Test
  void a_service_that_was_hidden_is_attached_later() {
    applied(HIDDEN);

    applied(EXPOSED);

    assertThat(service().loadBalancers()).hasSize(1);
  }

  @Test
  void what_is_no_longer_exposed_is_detached_before_its_group_goes() {
    applied(EXPOSED);
    lab.sandbox().recording().clear();

    applied(HIDDEN);

    assertThat(updates().getFirst().hasLoadBalancers()).isTrue();
    assertThat(service().loadBalancers()).isEmpty();
    assertThat(lab.byHand(ElasticLoadBalancingV2Client.class).describeTargetGroups().targetGroups())
        .isEmpty();
  }

  @Test
  void a_service_detached_by_hand_is_attached_again() {
    applied(EXPOSED);
    ecs.updateService(r ->
        r.cluster("dev").service("api").loadBalancers(List.of()).healthCheckGracePeriodSeconds(0));

    assertThat(lab.differences(EXPOSED))
        .hasSize(2)
        .anyMatch(path -> path.startsWith("service/api loadBalancers[arn:aws:"));
    applied(EXPOSED);

    assertThat(service().loadBalancers()).hasSize(1);
  }

  @Test
  void a_container_and_its_attachment_are_renamed_in_one_update() {
    applied(EXPOSED);
    lab.sandbox().recording().clear();
    String renamed =
        BALANCER
            + """
            services:
              api:
                containers: {web: {image: "app:1", portMappings: [{containerPort: 8000}]}}
                healthCheckGracePeriodSeconds: 30
                autoscaling: {min: 1, max: 3, targetCPUUtilization: 50}
                loadBalancers:
                  - {targetGroupArn: "%s", containerName: web, containerPort: 8000}
            """
                .formatted(service().loadBalancers().getFirst().targetGroupArn());

    lab.options(lab.options().noWait());
    lab.pass(renamed);

    assertThat(updates())
        .singleElement()
        .satisfies(u -> assertThat(u.taskDefinition()).endsWith(":2"))
        .satisfies(u -> assertThat(u.loadBalancers().getFirst().containerName()).isEqualTo("web"));
  }
}
