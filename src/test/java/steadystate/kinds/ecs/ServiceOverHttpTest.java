package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.lab.Lab;

/** Services over HTTP, on an emulator that forgets some fields at creation and runs no task. */
class ServiceOverHttpTest {
  private static final String API =
      """
      securityGroups:
        api: {description: tasks}
      services:
        api:
          image: app:1
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info}
          securityGroups: [securityGroup/api]
          logRetentionDays: 14
          enableExecuteCommand: true
          rollout: {circuitBreaker: true, rollback: true, minimumHealthyPercent: 50}
          autoscaling: {min: 1, max: 4, targetCPUUtilization: 60}
      """;

  private static final String OTHERS =
      """
        b: {image: "app:1", securityGroups: [securityGroup/api]}
        c: {image: "app:1", securityGroups: [securityGroup/api]}
      """;

  private final Lab lab = Lab.moto();

  @Test
  void all_is_made_seen_changed_and_taken_away() {
    lab.apply(API);
    assertThat(lab.differences(API)).isEmpty();

    String newer =
        API.replace("app:1", "app:2")
            .replace("LOG: info", "LOG: debug")
            .replace("max: 4", "max: 3");
    lab.apply(newer);
    assertThat(lab.differences(newer)).isEmpty();
    assertThat(service().taskDefinition()).endsWith("dev-api:2");

    lab.apply(API);
    assertThat(lab.differences(API)).isEmpty();
    assertThat(service().taskDefinition()).endsWith("dev-api:1");

    String without = API.substring(0, API.indexOf("  api:\n    image")) + OTHERS;
    lab.apply(API + OTHERS);
    lab.apply(without);
    assertThat(service().status()).isEqualTo("INACTIVE");
    assertThat(lab.differences(without)).isEmpty();
  }

  private Service service() {
    return lab.byHand(EcsClient.class)
        .describeServices(r -> r.cluster("dev").services("api"))
        .services()
        .getFirst();
  }
}
