package steadystate.sandbox;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import steadystate.sandbox.ecs.ServiceChecks;

class TargetGroupCheckTest {
  private final Scene scene =
      new Scene(
          World.empty().draft(),
          new ManualClock().instant(),
          Account.of(Sandbox.DEFAULT_ACCOUNT),
          Shop.REGION,
          Set.of("elasticloadbalancing"),
          new Nature());

  @Test
  void a_target_group_must_be_there_and_be_forwarded_to() {
    assertRefused("The specified target group does not exist");

    group(TargetTypeEnum.IP);
    assertRefused("does not have an associated load balancer");

    Listener listener = Listener.builder().defaultActions(a -> a.targetGroupArn("tg")).build();
    scene.table(Tables.LISTENERS).put("listener", listener);
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_rule_that_forwards_is_as_good_as_a_listener() {
    group(TargetTypeEnum.IP);
    TargetGroupTuple share = TargetGroupTuple.builder().targetGroupArn("tg").weight(1).build();

    Rule rule = Rule.builder().actions(a -> a.forwardConfig(f -> f.targetGroups(share))).build();
    scene.table(Tables.RULES).put("rule", rule);

    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void a_target_group_of_instances_does_not_fit_awsvpc() {
    group(TargetTypeEnum.INSTANCE);

    assertRefused("target type instance, which is incompatible with the awsvpc network mode");
  }

  private void group(TargetTypeEnum type) {
    TargetGroup group = TargetGroup.builder().targetGroupArn("tg").targetType(type).build();
    scene.table(Tables.TARGET_GROUPS).put("tg", group);
  }

  private void assertRefused(String message) {
    assertThatThrownBy(this::check).hasMessageContaining(message);
  }

  private void check() {
    LoadBalancer attached =
        LoadBalancer.builder().targetGroupArn("tg").containerName("app").containerPort(80).build();
    PortMapping port = PortMapping.builder().containerPort(80).build();
    TaskDefinition definition =
        TaskDefinition.builder()
            .networkMode(NetworkMode.AWSVPC)
            .containerDefinitions(
                ContainerDefinition.builder().name("app").portMappings(port).build())
            .build();
    ServiceChecks.check(
        scene,
        Service.builder().networkConfiguration(Shop.network()).loadBalancers(attached).build(),
        definition);
  }
}
