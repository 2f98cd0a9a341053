package steadystate.importing;

import java.util.List;
import java.util.Random;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import steadystate.lab.Lab;

/** Network load balancers of many shapes: addresses, zones, and what they listen to. */
final class NetworkBalancersByHand {
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:123456789012:certificate/7d1a2b3c-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

  private final Random chance;
  private final boolean complete;
  private final ElasticLoadBalancingV2Client elb;
  private final Ec2Client ec2;
  private final String vpc;
  private final List<String> subnets;

  /**
   * @param complete whether this AWS keeps everything that it is told
   */
  NetworkBalancersByHand(
      Lab lab, Random chance, boolean complete, String vpc, List<String> subnets) {
    this.chance = chance;
    this.complete = complete;
    this.elb = lab.byHand(ElasticLoadBalancingV2Client.class);
    this.ec2 = lab.byHand(Ec2Client.class);
    this.vpc = vpc;
    this.subnets = subnets;
  }

  /** Makes one, and returns a group that it sends to. */
  String make(int number, List<String> groups) {
    String name = one(List.of("dev-", "edge-")) + "nlb" + number;
    boolean internal = now();
    CreateLoadBalancerRequest.Builder balancer =
        CreateLoadBalancerRequest.builder()
            .name(name)
            .type("network")
            .scheme(internal ? "internal" : "internet-facing");
    if (complete && now()) {
      balancer.subnetMappings(
          subnets.stream().limit(2).map(subnet -> mapping(subnet, internal)).toList());
    } else {
      balancer.subnets(subnets.subList(0, 2));
    }
    if (complete && now()) {
      balancer.securityGroups(one(groups));
    }
    String arn =
        elb.createLoadBalancer(balancer.build()).loadBalancers().getFirst().loadBalancerArn();
    if (now()) {
      elb.modifyLoadBalancerAttributes(r ->
          r.loadBalancerArn(arn)
              .attributes(
                  a -> a.key("load_balancing.cross_zone.enabled").value("true"),
                  a -> a.key("deletion_protection.enabled").value(now() ? "true" : "false")));
    }
    // The emulator wants a certificate that it knows.
    List<String> protocols =
        complete ? List.of("TCP", "UDP", "TCP_UDP", "TLS") : List.of("TCP", "UDP", "TCP_UDP");
    String group = "";
    for (int i = 0; i <= chance.nextInt(3); i++) {
      String protocol = protocols.get((number + i) % protocols.size());
      group = listener(arn, name + "-" + i, protocol, 5_000 + i);
    }
    return group;
  }

  /** With an address that was chosen, or in a subnet with whatever AWS gives. */
  private SubnetMapping mapping(String subnet, boolean internal) {
    SubnetMapping.Builder mapping = SubnetMapping.builder().subnetId(subnet);
    if (internal && now()) {
      String block = ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets().getFirst().cidrBlock();
      mapping.privateIPv4Address(block.replaceFirst("\\.\\d+/.*$", ".20"));
    } else if (!internal && now()) {
      mapping.allocationId(ec2.allocateAddress(r -> r.domain("vpc")).allocationId());
    }
    return mapping.build();
  }

  private String listener(String balancer, String name, String protocol, int port) {
    boolean secure = protocol.equals("TLS");
    String group =
        elb.createTargetGroup(r ->
                r.name(name)
                    .protocol(secure ? "TCP" : protocol)
                    .port(port)
                    .targetType("ip")
                    .vpcId(vpc)
                    .healthCheckProtocol("TCP")
                    .healthCheckIntervalSeconds(one(List.of(10, 30))))
            .targetGroups()
            .getFirst()
            .targetGroupArn();
    CreateListenerRequest.Builder listener =
        CreateListenerRequest.builder()
            .loadBalancerArn(balancer)
            .protocol(protocol)
            .port(port)
            .defaultActions(a -> a.type("forward").targetGroupArn(group));
    if (secure) {
      listener
          .certificates(c -> c.certificateArn(CERTIFICATE))
          .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06");
      if (complete) {
        listener.alpnPolicy(one(List.of("HTTP2Preferred", "None")));
      }
    }
    elb.createListener(listener.build());
    return group;
  }

  private boolean now() {
    return chance.nextBoolean();
  }

  private <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }
}
