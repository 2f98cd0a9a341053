package steadystate.kinds.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import steadystate.lab.Lab;

/** Cloud Map over HTTP, where a namespace is there at once and lists know no filter. */
class DiscoveryOverHttpTest {
  private static final String KEPT =
      """
      namespaces: {inner: {name: shop.local}}
      roles: {a: {trust: [ecs-tasks.amazonaws.com]}}
      securityGroups:
        tasks: {description: tasks}
      services:
        other:
          image: "nginx:1.27.0"
          securityGroups: [securityGroup/tasks]
          serviceDiscovery: {namespace: shop.local}
      """;

  private static final String FOUND =
      KEPT
          + """
            api:
              image: "nginx:1.27.0"
              securityGroups: [securityGroup/tasks]
              serviceDiscovery: {namespace: shop.local, ttl: 30}
          """;

  private final Lab lab = Lab.moto();

  @Test
  void all_is_made_seen_changed_and_taken_away() {
    lab.apply(FOUND);
    lab.apply(FOUND);
    assertThat(lab.differences(FOUND)).isEmpty();

    String newer = FOUND.replace("ttl: 30", "ttl: 60");
    assertThat(lab.differences(newer)).hasSize(1);
    lab.apply(newer);
    assertThat(lab.differences(newer)).isEmpty();

    lab.apply(KEPT);
    lab.apply(KEPT);
    ServiceDiscoveryClient map = lab.byHand(ServiceDiscoveryClient.class);
    assertThat(map.listServices(r -> {}).services()).hasSize(1);
    assertThat(map.listNamespaces(r -> {}).namespaces()).hasSize(1);
  }
}
