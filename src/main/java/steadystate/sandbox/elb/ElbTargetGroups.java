package steadystate.sandbox.elb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;
import steadystate.sandbox.ec2.Ec2Kind;

/** Target groups. Which load balancers use one follows from the listeners and rules. */
final class ElbTargetGroups {
  private static final Set<String> PROTOCOLS =
      Set.of("HTTP", "HTTPS", "TCP", "TLS", "UDP", "TCP_UDP", "GENEVE");

  private ElbTargetGroups() {}

  static void register(Operations operations) {
    operations
        .on(CreateTargetGroupRequest.class, ElbTargetGroups::create)
        .on(DescribeTargetGroupsRequest.class, ElbTargetGroups::describe)
        .on(ModifyTargetGroupRequest.class, ElbTargetGroups::modify)
        .on(DeleteTargetGroupRequest.class, ElbTargetGroups::delete);
  }

  static TargetGroup get(Scene scene, @Nullable String arn) {
    return Elb.get(scene, ElbKind.TARGET_GROUP, Tables.TARGET_GROUPS, arn);
  }

  static boolean isHttp(TargetGroup group) {
    return group.protocol() == null || group.protocolAsString().startsWith("HTTP");
  }

  static boolean isLambda(TargetGroup group) {
    return "lambda".equals(group.targetTypeAsString());
  }

  /** The ARNs of the listeners and rules that send requests to a group. */
  static Stream<String> users(Scene scene, String arn) {
    Stream<String> listeners =
        scene.table(Tables.LISTENERS).values().stream()
            .filter(one -> ElbActions.targetGroups(one.defaultActions()).anyMatch(arn::equals))
            .map(one -> one.listenerArn());
    Stream<String> rules =
        scene.table(Tables.RULES).values().stream()
            .filter(one -> ElbActions.targetGroups(one.actions()).anyMatch(arn::equals))
            .map(one -> one.ruleArn());
    return Stream.concat(listeners, rules);
  }

  static boolean isUsed(Scene scene, String arn) {
    return users(scene, arn).findAny().isPresent();
  }

  /** The same settings again are answered with what is there; others are refused. */
  private static CreateTargetGroupResponse create(Scene scene, CreateTargetGroupRequest request) {
    TargetGroup wanted = wanted(scene, request);
    Map<String, String> tags = Elb.tags(request.tags());
    Optional<TargetGroup> existing =
        scene.table(Tables.TARGET_GROUPS).values().stream()
            .filter(one -> one.targetGroupName().equals(wanted.targetGroupName()))
            .findFirst();
    if (existing.isPresent()) {
      TargetGroup there = existing.get();
      TargetGroup compared = wanted.toBuilder().targetGroupArn(there.targetGroupArn()).build();
      if (compared.equals(there) && Tags.of(scene, there.targetGroupArn()).equals(tags)) {
        return CreateTargetGroupResponse.builder().targetGroups(shown(scene, there)).build();
      }
      throw Elb.error(
          "DuplicateTargetGroupName",
          "A target group with the same name '"
              + wanted.targetGroupName()
              + "' exists, but with different settings");
    }
    scene.table(Tables.TARGET_GROUPS).put(wanted.targetGroupArn(), wanted);
    Tags.put(scene, wanted.targetGroupArn(), tags);
    return CreateTargetGroupResponse.builder().targetGroups(shown(scene, wanted)).build();
  }

  private static TargetGroup wanted(Scene scene, CreateTargetGroupRequest request) {
    String name = Elb.name(request.name(), "target group");
    String type = Elb.or(request.targetTypeAsString(), "instance");
    TargetGroup.Builder group =
        TargetGroup.builder()
            .targetGroupName(name)
            .targetType(type)
            .ipAddressType(Elb.or(request.ipAddressTypeAsString(), "ipv4"));
    if (!type.equals("lambda")) {
      place(scene, request, group);
    }
    ElbHealthChecks.fill(request, group);
    TargetGroup done = group.build();
    ElbHealthChecks.check(done);
    String id = "targetgroup/" + name + "/" + scene.hex(16);
    return done.toBuilder().targetGroupArn(scene.arn(Elb.PREFIX, id)).build();
  }

  private static void place(
      Scene scene, CreateTargetGroupRequest request, TargetGroup.Builder group) {
    String protocol = Elb.required(request.protocolAsString(), "protocol");
    if (!PROTOCOLS.contains(protocol)) {
      throw Elb.invalid("Protocol '" + protocol + "' is not supported");
    }
    if (request.port() == null) {
      throw Elb.invalid("A port must be specified");
    }
    Elb.within(request.port(), 1, 65_535, "Port");
    String vpcId = Elb.required(request.vpcId(), "VPC ID");
    if (!Ec2Kind.VPC.exists(scene, vpcId)) {
      throw Elb.invalid("The VPC ID '" + vpcId + "' is not found");
    }
    group.protocol(protocol).port(request.port()).vpcId(vpcId);
    if (protocol.startsWith("HTTP")) {
      group.protocolVersion(Elb.or(request.protocolVersion(), "HTTP1"));
    }
  }

  private static DescribeTargetGroupsResponse describe(
      Scene scene, DescribeTargetGroupsRequest request) {
    List<String> names = request.names();
    String balancer = request.loadBalancerArn();
    if (balancer != null) {
      Elb.loadBalancer(scene, balancer);
    }
    List<TargetGroup> found =
        Elb.chosen(
                scene,
                ElbKind.TARGET_GROUP,
                Tables.TARGET_GROUPS,
                request.targetGroupArns(),
                one -> names.isEmpty() || names.contains(one.targetGroupName()))
            .stream()
            .map(one -> shown(scene, one))
            .filter(one -> balancer == null || one.loadBalancerArns().contains(balancer))
            .toList();
    if (found.size() < names.stream().distinct().count()) {
      throw Elb.error("TargetGroupNotFound", "One or more target groups not found");
    }
    Page<TargetGroup> page = Elb.page(request, found);
    return DescribeTargetGroupsResponse.builder()
        .targetGroups(page.items())
        .nextMarker(page.nextToken())
        .build();
  }

  private static TargetGroup shown(Scene scene, TargetGroup group) {
    List<String> balancers =
        users(scene, group.targetGroupArn()).map(Elb::loadBalancerOf).distinct().toList();
    return group.toBuilder().loadBalancerArns(balancers).build();
  }

  /** Only the health check can change; everything else of a target group is for ever. */
  private static ModifyTargetGroupResponse modify(Scene scene, ModifyTargetGroupRequest request) {
    TargetGroup old = get(scene, request.targetGroupArn());
    Matcher matcher = request.matcher();
    TargetGroup changed =
        Pojos.copy(request, old.toBuilder())
            .matcher(matcher == null ? old.matcher() : matcher)
            .build();
    ElbHealthChecks.check(changed);
    scene.table(Tables.TARGET_GROUPS).put(changed.targetGroupArn(), changed);
    return ModifyTargetGroupResponse.builder().targetGroups(shown(scene, changed)).build();
  }

  private static DeleteTargetGroupResponse delete(Scene scene, DeleteTargetGroupRequest request) {
    String arn = Elb.required(request.targetGroupArn(), "target group ARN");
    if (ElbKind.of(arn) != ElbKind.TARGET_GROUP) {
      throw Elb.invalid("'" + arn + "' is not a valid target group ARN");
    }
    if (isUsed(scene, arn)) {
      throw Elb.error(
          "ResourceInUse",
          "Target group '" + arn + "' is currently in use by a listener or a rule");
    }
    if (scene.table(Tables.TARGET_GROUPS).remove(arn) != null) {
      scene.table(Tables.TARGETS).values().removeIf(one -> one.targetGroupArn().equals(arn));
      ElbAttributes.forget(scene, arn);
      Tags.forget(scene, arn);
    }
    return DeleteTargetGroupResponse.builder().build();
  }
}
