package steadystate.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.sandbox.Refused.refused;
import static steadystate.sandbox.elb.Balanced.forward;
import static steadystate.sandbox.elb.Balanced.notFound;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

class ElbTargetGroupsTest {
  private final Balanced world = new Balanced();

  @Test
  void health_checks_have_the_defaults_of_aws() {
    world.targets("web");

    TargetGroup web = only();
    assertThat(web.healthCheckProtocolAsString()).isEqualTo("HTTP");
    assertThat(web.healthCheckPort()).isEqualTo("traffic-port");
    assertThat(web.healthCheckPath()).isEqualTo("/");
    assertThat(web.healthCheckIntervalSeconds()).isEqualTo(30);
    assertThat(web.healthCheckTimeoutSeconds()).isEqualTo(5);
    assertThat(web.healthyThresholdCount()).isEqualTo(5);
    assertThat(web.unhealthyThresholdCount()).isEqualTo(2);
    assertThat(web.matcher().httpCode()).isEqualTo("200");
    assertThat(web.protocolVersion()).isEqualTo("HTTP1");
    assertThat(web.loadBalancerArns()).isEmpty();
  }

  @Test
  void equal_settings_give_the_same_group_and_others_are_refused() {
    String arn = world.targets("web");

    assertThat(world.targets("web")).isEqualTo(arn);
    assertThat(world.targets("web", r -> r.healthCheckPath("/"))).isEqualTo(arn);
    refused("DuplicateTargetGroupName", () -> world.targets("web", r -> r.port(81)));
  }

  @Test
  void bad_requests_are_refused() {
    refused("ValidationError", () -> world.targets("web", r -> r.port(0)));
    refused("ValidationError", () -> world.targets("web", r -> r.port(null)));
    refused("ValidationError", () -> world.targets("web", r -> r.vpcId("vpc-1")));
    refused("ValidationError", () -> world.targets("web_", r -> r.port(80)));
    refused(
        "ValidationError",
        () ->
            world.targets(
                "web", r -> r.healthCheckIntervalSeconds(5).healthCheckTimeoutSeconds(5)));
    refused("ValidationError", () -> world.targets("web", r -> r.healthCheckPath("health")));
    refused("TargetGroupNotFound", () -> world.elb.describeTargetGroups(r -> r.names("web")));
  }

  @Test
  void only_the_health_check_can_be_modified() {
    String arn = world.targets("web");

    world.elb.modifyTargetGroup(
        r -> r.targetGroupArn(arn).healthCheckPath("/health").matcher(m -> m.httpCode("200-299")));

    assertThat(only().healthCheckPath()).isEqualTo("/health");
    assertThat(only().matcher().httpCode()).isEqualTo("200-299");
    assertThat(only().healthCheckTimeoutSeconds()).isEqualTo(5);
    refused(
        "ValidationError",
        () ->
            world.elb.modifyTargetGroup(r -> r.targetGroupArn(arn).healthCheckTimeoutSeconds(30)));
  }

  @Test
  void attributes_have_defaults_and_known_keys() {
    String arn = world.targets("web");

    set(arn, "deregistration_delay.timeout_seconds", "30");

    assertThat(attributes(arn))
        .hasSizeGreaterThan(10)
        .containsEntry("deregistration_delay.timeout_seconds", "30")
        .containsEntry("stickiness.enabled", "false");
    refused(
        "InvalidConfigurationRequest",
        () -> set(arn, "deregistration_delay.timeout_seconds", "3601"));
    refused("InvalidConfigurationRequest", () -> set(arn, "slow_start.duration_seconds", "10"));
    refused("ValidationError", () -> set(arn, "idle_timeout.timeout_seconds", "10"));
  }

  @Test
  void a_group_knows_its_load_balancer_as_long_as_it_is_used() {
    String balancer = world.balancer("web");
    String arn = world.targets("web");
    String listener = world.listener(balancer, 80, forward(arn));

    assertThat(only().loadBalancerArns()).containsExactly(balancer);
    refused("ResourceInUse", () -> delete(arn));
    world.elb.modifyListener(r -> r.listenerArn(listener).defaultActions(notFound()));
    String rule = world.rule(listener, 1, "/*", arn);
    assertThat(only().loadBalancerArns()).containsExactly(balancer);
    refused("ResourceInUse", () -> delete(arn));

    world.elb.deleteRule(r -> r.ruleArn(rule));
    assertThat(only().loadBalancerArns()).isEmpty();
    delete(arn);
    delete(arn);
    assertThat(world.elb.describeTargetGroups().targetGroups()).isEmpty();
  }

  @Test
  void a_group_serves_one_load_balancer() {
    String arn = world.targets("web");
    world.listener(world.balancer("one"), 80, forward(arn));
    String two = world.balancer("two");

    refused("TargetGroupAssociationLimit", () -> world.listener(two, 80, forward(arn)));
  }

  @Test
  void targets_get_well_and_drain_with_time() {
    String arn = world.targets("web");
    TargetDescription target = TargetDescription.builder().id("172.31.0.9").build();
    world.elb.registerTargets(r -> r.targetGroupArn(arn).targets(target));

    assertThat(health(arn)).containsExactly("unused");
    world.listener(world.balancer("web"), 80, forward(arn));
    assertThat(health(arn)).containsExactly("initial");
    world.clock.advance(Duration.ofSeconds(15));
    assertThat(health(arn)).containsExactly("healthy");
    world.elb.deregisterTargets(r -> r.targetGroupArn(arn).targets(target));
    assertThat(health(arn)).containsExactly("draining");
    world.clock.advance(Duration.ofMinutes(6));
    assertThat(health(arn)).isEmpty();
    assertThat(
            world
                .elb
                .describeTargetHealth(r -> r.targetGroupArn(arn).targets(target))
                .targetHealthDescriptions()
                .getFirst()
                .targetHealth()
                .reasonAsString())
        .isEqualTo("Target.NotRegistered");
  }

  @Test
  void a_target_must_be_of_the_groups_type() {
    String arn = world.targets("web");

    refused(
        "ValidationError",
        () -> world.elb.registerTargets(r -> r.targetGroupArn(arn).targets(t -> t.id("i-123"))));
  }

  private TargetGroup only() {
    return world.elb.describeTargetGroups().targetGroups().getFirst();
  }

  private void delete(String arn) {
    world.elb.deleteTargetGroup(r -> r.targetGroupArn(arn));
  }

  private List<String> health(String arn) {
    return world
        .elb
        .describeTargetHealth(r -> r.targetGroupArn(arn))
        .targetHealthDescriptions()
        .stream()
        .map(one -> one.targetHealth().stateAsString())
        .toList();
  }

  private Map<String, String> attributes(String arn) {
    return world.elb.describeTargetGroupAttributes(r -> r.targetGroupArn(arn)).attributes().stream()
        .collect(Collectors.toMap(TargetGroupAttribute::key, TargetGroupAttribute::value));
  }

  private void set(String arn, String key, String value) {
    world.elb.modifyTargetGroupAttributes(
        r -> r.targetGroupArn(arn).attributes(a -> a.key(key).value(value)));
  }
}
