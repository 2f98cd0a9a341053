package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import steadystate.lab.Lab;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Receipt;

/** A balancer that other hands made is taken over with its listeners. */
class AdoptedBalancerTest {
  private static final String BALANCER =
      """
      loadBalancers:
        edge:
          ADOPT
          type: network
          scheme: internal
          attributes: {load_balancing.cross_zone.enabled: "true"}
          listeners:
            dns: {port: 53, protocol: UDP, defaultActions: [{type: forward, targetGroupArn: "GROUP"}]}
            web: {port: 443, protocol: TCP, defaultActions: [{type: forward, targetGroupArn: "GROUP"}]}
      """;

  private final Lab lab = Lab.inMemory();
  private final ElasticLoadBalancingV2Client elb = lab.byHand(ElasticLoadBalancingV2Client.class);

  @Test
  void its_listeners_are_adopted_and_none_is_made() {
    String spec = spec("adopt: matching");

    List<Change> changes = lab.look(spec).plan().changes();

    assertThat(changes)
        .extracting(change -> change.action() + " " + change.resource())
        .containsExactlyInAnyOrder(
            "ADOPT loadBalancer/edge", "ADOPT listener/edge/dns", "ADOPT listener/edge/web");
    assertThat(changes)
        .flatExtracting(Change::fields)
        .allMatch(field -> field.path().head().equals("tags"));
    assertThat(lab.apply(spec).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.look(spec).plan().changes()).isEmpty();
    assertThat(lab.calls()).doesNotContainKey("elasticloadbalancing:CreateListener");
  }

  @Test
  void the_environment_may_say_it_for_all() {
    String spec = Lab.HEAD + "  reconcile: {adopt: matching}\n" + spec("").indent(2);

    assertThat(lab.look(spec).plan().changes())
        .hasSize(3)
        .allMatch(change -> change.action() == Action.ADOPT);
  }

  private String spec(String adopt) {
    Ec2Client ec2 = lab.byHand(Ec2Client.class);
    List<String> subnets = ec2.describeSubnets().subnets().stream().map(s -> s.subnetId()).toList();
    String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
    String balancer =
        elb.createLoadBalancer(
                r -> r.name("dev-edge").type("network").scheme("internal").subnets(subnets))
            .loadBalancers()
            .getFirst()
            .loadBalancerArn();
    elb.modifyLoadBalancerAttributes(r ->
        r.loadBalancerArn(balancer)
            .attributes(a -> a.key("load_balancing.cross_zone.enabled").value("true")));
    String group =
        elb.createTargetGroup(
                r -> r.name("both").protocol("TCP_UDP").port(53).targetType("ip").vpcId(vpc))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    listen(balancer, "UDP", 53, group);
    listen(balancer, "TCP", 443, group);
    return BALANCER
        .replace("    ADOPT\n", adopt.isEmpty() ? "" : "    " + adopt + "\n")
        .replace("GROUP", group);
  }

  private void listen(String balancer, String protocol, int port, String group) {
    elb.createListener(r ->
        r.loadBalancerArn(balancer)
            .protocol(protocol)
            .port(port)
            .defaultActions(a -> a.type("forward").targetGroupArn(group)));
  }
}
