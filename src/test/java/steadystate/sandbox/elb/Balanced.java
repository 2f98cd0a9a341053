package steadystate.sandbox.elb;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

/** A sandbox with short ways to make load balancers and what belongs to them. */
final class Balanced {
  static final String REGION = "eu-west-1";
  static final String CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/one";

  final ManualClock clock = new ManualClock();
  final Sandbox aws = new Sandbox(clock);
  final Ec2Client ec2 = aws.client(Ec2Client.class, REGION);
  final ElasticLoadBalancingV2Client elb = aws.client(ElasticLoadBalancingV2Client.class, REGION);
  final String vpc = ec2.describeVpcs().vpcs().getFirst().vpcId();
  final List<String> subnets =
      ec2.describeSubnets().subnets().stream().map(subnet -> subnet.subnetId()).toList();

  String balancer(String name) {
    return balancer(name, any -> {});
  }

  String balancer(String name, Consumer<CreateLoadBalancerRequest.Builder> more) {
    CreateLoadBalancerRequest.Builder request =
        CreateLoadBalancerRequest.builder().name(name).subnets(subnets.subList(0, 2));
    return elb.createLoadBalancer(request.applyMutation(more).build())
        .loadBalancers()
        .getFirst()
        .loadBalancerArn();
  }

  String targets(String name) {
    return targets(name, any -> {});
  }

  String targets(String name, Consumer<CreateTargetGroupRequest.Builder> more) {
    CreateTargetGroupRequest.Builder request =
        CreateTargetGroupRequest.builder()
            .name(name)
            .protocol("HTTP")
            .port(8080)
            .vpcId(vpc)
            .targetType("ip");
    return elb.createTargetGroup(request.applyMutation(more).build())
        .targetGroups()
        .getFirst()
        .targetGroupArn();
  }

  String listener(String balancer, int port, Action action) {
    return elb.createListener(
            r -> r.loadBalancerArn(balancer).protocol("HTTP").port(port).defaultActions(action))
        .listeners()
        .getFirst()
        .listenerArn();
  }

  String rule(String listener, int priority, String path, String targets) {
    return elb.createRule(r ->
            r.listenerArn(listener)
                .priority(priority)
                .conditions(c -> c.field("path-pattern").values(path))
                .actions(forward(targets)))
        .rules()
        .getFirst()
        .ruleArn();
  }

  static Action forward(String targets) {
    return Action.builder().type("forward").targetGroupArn(targets).build();
  }

  static Action notFound() {
    return Action.builder()
        .type("fixed-response")
        .fixedResponseConfig(f -> f.statusCode("404"))
        .build();
  }
}
