package steadystate.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadystate.sandbox.Refused.refused;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DuplicateLoadBalancerNameException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;

class ElbLoadBalancersTest {
  private final Balanced world = new Balanced();

  @Test
  void a_load_balancer_is_provisioned_before_it_is_active() {
    String arn = world.balancer("web");

    assertThat(only().state().codeAsString()).isEqualTo("provisioning");
    world.clock.advance(Duration.ofMinutes(1));

    LoadBalancer web = only();
    assertThat(web.state().codeAsString()).isEqualTo("active");
    assertThat(arn)
        .matches(
            "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/[0-9a-f]{16}");
    assertThat(web.dnsName()).matches("web-\\d+\\.eu-west-1\\.elb\\.amazonaws\\.com");
    assertThat(web.schemeAsString()).isEqualTo("internet-facing");
    assertThat(web.vpcId()).isEqualTo(world.vpc);
    assertThat(web.securityGroups()).hasSize(1);
    assertThat(web.availabilityZones())
        .extracting(zone -> zone.zoneName())
        .containsExactly("eu-west-1a", "eu-west-1b");
  }

  @Test
  void a_network_load_balancer_needs_no_group_and_one_subnet() {
    String arn = world.balancer("tcp", r -> r.type("network").subnets(world.subnets.getFirst()));

    assertThat(arn).contains(":loadbalancer/net/tcp/");
    assertThat(only().securityGroups()).isEmpty();
  }

  @Test
  void equal_settings_give_the_same_load_balancer_and_others_are_refused() {
    String arn = world.balancer("web");

    String again = world.balancer("web");
    String otherOrder =
        world.balancer("web", r -> r.subnets(world.subnets.get(1), world.subnets.get(0)));

    assertThat(again).isEqualTo(arn);
    assertThat(otherOrder).isEqualTo(arn);
    assertThatThrownBy(() -> world.balancer("web", r -> r.scheme("internal")))
        .isInstanceOf(DuplicateLoadBalancerNameException.class);
    assertThat(world.elb.describeLoadBalancers().loadBalancers()).hasSize(1);
  }

  @Test
  void bad_requests_are_refused() {
    refused("ValidationError", () -> world.balancer("a".repeat(33)));
    refused("ValidationError", () -> world.balancer("-web"));
    refused("ValidationError", () -> world.balancer("internal-web"));
    refused("ValidationError", () -> world.balancer("web", r -> r.subnets(List.of())));
    refused(
        "ValidationError", () -> world.balancer("web", r -> r.subnets(world.subnets.getFirst())));
    refused(
        "InvalidConfigurationRequest",
        () ->
            world.balancer(
                "web", r -> r.subnets(Collections.nCopies(2, world.subnets.getFirst()))));
    refused("SubnetNotFound", () -> world.balancer("web", r -> r.subnets("subnet-1", "subnet-2")));
    refused("InvalidSecurityGroup", () -> world.balancer("web", r -> r.securityGroups("sg-1")));
    refused("LoadBalancerNotFound", () -> world.elb.describeLoadBalancers(r -> r.names("nothing")));
    assertThat(world.elb.describeLoadBalancers().loadBalancers()).isEmpty();
  }

  @Test
  void its_interfaces_hold_its_security_group_until_after_its_end() {
    String group =
        world.ec2.createSecurityGroup(g -> g.groupName("lb").description("lb")).groupId();
    String arn = world.balancer("web", r -> r.securityGroups(group));

    assertThat(interfaces())
        .hasSize(2)
        .allSatisfy(eni -> assertThat(eni.description()).startsWith("ELB app/web/"));
    world.elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));

    refused("DependencyViolation", () -> deleteGroup(group));
    world.clock.advance(Duration.ofSeconds(30));
    deleteGroup(group);
    assertThat(interfaces()).isEmpty();
  }

  @Test
  void groups_and_subnets_can_be_changed() {
    String arn = world.balancer("web");
    String group =
        world.ec2.createSecurityGroup(g -> g.groupName("lb").description("lb")).groupId();

    world.elb.setSecurityGroups(r -> r.loadBalancerArn(arn).securityGroups(group));
    world.elb.setSubnets(r -> r.loadBalancerArn(arn).subnets(world.subnets));

    assertThat(only().securityGroups()).containsExactly(group);
    assertThat(only().availabilityZones()).hasSize(3);
    assertThat(interfaces())
        .hasSize(3)
        .allSatisfy(eni -> assertThat(eni.groups().getFirst().groupId()).isEqualTo(group));
    refused("DependencyViolation", () -> deleteGroup(group));
  }

  @Test
  void attributes_have_defaults_and_known_keys() {
    String arn = world.balancer("web");

    Map<String, String> before = attributes(arn);
    set(arn, "idle_timeout.timeout_seconds", "120");

    assertThat(before).hasSizeGreaterThan(15).containsEntry("idle_timeout.timeout_seconds", "60");
    assertThat(attributes(arn))
        .hasSameSizeAs(before)
        .containsEntry("idle_timeout.timeout_seconds", "120");
    refused("ValidationError", () -> set(arn, "no.such.key", "1"));
    refused("InvalidConfigurationRequest", () -> set(arn, "idle_timeout.timeout_seconds", "9000"));
  }

  @Test
  void deletion_protection_protects() {
    String arn = world.balancer("web");
    set(arn, "deletion_protection.enabled", "true");

    refused(
        "OperationNotPermitted", () -> world.elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn)));
    set(arn, "deletion_protection.enabled", "false");
    world.elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));
    world.elb.deleteLoadBalancer(r -> r.loadBalancerArn(arn));

    refused(
        "LoadBalancerNotFound",
        () -> world.elb.describeLoadBalancers(r -> r.loadBalancerArns(arn)));
  }

  @Test
  void load_balancers_come_in_pages() {
    IntStream.range(0, 5).forEach(i -> world.balancer("web-" + i));

    assertThat(world.elb.describeLoadBalancers(r -> r.pageSize(2)).loadBalancers()).hasSize(2);
    assertThat(world.elb.describeLoadBalancersPaginator(r -> r.pageSize(2)).loadBalancers())
        .hasSize(5)
        .doesNotHaveDuplicates();
  }

  @Test
  void tags_are_asked_for_at_most_twenty_things() {
    String arn = world.balancer("web", r -> r.tags(t -> t.key("env").value("dev")));
    world.elb.addTags(r -> r.resourceArns(arn).tags(t -> t.key("team").value("shop")));
    world.elb.removeTags(r -> r.resourceArns(arn).tagKeys("env"));

    assertThat(world.elb.describeTags(r -> r.resourceArns(arn)).tagDescriptions().getFirst().tags())
        .extracting(tag -> tag.key())
        .containsExactly("team");
    refused(
        "ValidationError",
        () -> world.elb.describeTags(r -> r.resourceArns(Collections.nCopies(21, arn))));
    refused("LoadBalancerNotFound", () -> world.elb.describeTags(r -> r.resourceArns(arn + "0")));
  }

  private LoadBalancer only() {
    return world.elb.describeLoadBalancers().loadBalancers().getFirst();
  }

  private List<NetworkInterface> interfaces() {
    return world.ec2.describeNetworkInterfaces().networkInterfaces();
  }

  private void deleteGroup(String id) {
    world.ec2.deleteSecurityGroup(r -> r.groupId(id));
  }

  private Map<String, String> attributes(String arn) {
    return world
        .elb
        .describeLoadBalancerAttributes(r -> r.loadBalancerArn(arn))
        .attributes()
        .stream()
        .collect(Collectors.toMap(LoadBalancerAttribute::key, LoadBalancerAttribute::value));
  }

  private void set(String arn, String key, String value) {
    world.elb.modifyLoadBalancerAttributes(
        r -> r.loadBalancerArn(arn).attributes(a -> a.key(key).value(value)));
  }
}
