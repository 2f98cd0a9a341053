package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupStickinessConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import steadystate.sandbox.Scene;

/**
 * What a listener or a rule does with a request, in the form AWS gives it: actions numbered, a
 * forward said both in short and in full.
 */
final class ElbActions {
  private static final Set<String> ROUTING = Set.of("forward", "redirect", "fixed-response");

  private ElbActions() {}

  /** The target groups that actions send requests to. */
  static Stream<String> targetGroups(List<Action> actions) {
    return actions.stream()
        .flatMap(action ->
            action.forwardConfig() == null
                ? Stream.ofNullable(action.targetGroupArn())
                : action.forwardConfig().targetGroups().stream()
                    .map(TargetGroupTuple::targetGroupArn));
  }

  /** Checks actions for use behind a load balancer, and brings them into AWS's form. */
  static List<Action> normal(Scene scene, LoadBalancer balancer, List<Action> asked) {
    if (asked.isEmpty()) {
      throw Elb.invalid("Actions must be specified");
    }
    List<Action> sorted = new ArrayList<>(asked);
    sorted.sort(Comparator.comparing(action -> Elb.or(action.order(), Integer.MAX_VALUE)));
    List<Action> actions = new ArrayList<>();
    for (Action action : sorted) {
      Action.Builder numbered = normal(action).toBuilder();
      actions.add(numbered.order(Elb.or(action.order(), actions.size() + 1)).build());
    }
    long routing = actions.stream().filter(a -> ROUTING.contains(a.typeAsString())).count();
    if (routing != 1 || !ROUTING.contains(actions.getLast().typeAsString())) {
      throw Elb.invalid(
          "The actions must include exactly one forward, redirect or fixed-response action, which"
              + " must be the last");
    }
    targetGroups(actions).forEach(arn -> checkTarget(scene, balancer, arn));
    return List.copyOf(actions);
  }

  private static Action normal(Action action) {
    return switch (Elb.required(action.typeAsString(), "action type")) {
      case "forward" -> forward(action);
      case "redirect" -> redirect(action);
      case "fixed-response" -> fixedResponse(action);
      case "authenticate-oidc", "authenticate-cognito", "jwt-validation" -> action;
      default -> throw Elb.invalid("'" + action.typeAsString() + "' is not a valid action type");
    };
  }

  private static Action forward(Action action) {
    ForwardActionConfig config = action.forwardConfig();
    List<TargetGroupTuple> asked =
        config == null || config.targetGroups().isEmpty()
            ? List.of(TargetGroupTuple.builder().targetGroupArn(action.targetGroupArn()).build())
            : config.targetGroups();
    List<TargetGroupTuple> groups = new ArrayList<>();
    for (TargetGroupTuple one : asked) {
      Elb.required(one.targetGroupArn(), "target group ARN");
      Elb.within(one.weight(), 0, 999, "Target group weight");
      groups.add(one.toBuilder().weight(Elb.or(one.weight(), 1)).build());
    }
    String first = groups.getFirst().targetGroupArn();
    String inShort = action.targetGroupArn();
    if (inShort != null && (groups.size() > 1 || !inShort.equals(first))) {
      throw Elb.invalid(
          "You can only specify the target group in one way: 'TargetGroupArn' or 'ForwardConfig'");
    }
    TargetGroupStickinessConfig sticky =
        config == null ? null : config.targetGroupStickinessConfig();
    return action.toBuilder()
        .targetGroupArn(groups.size() == 1 ? first : null)
        .forwardConfig(full ->
            full.targetGroups(groups)
                .targetGroupStickinessConfig(
                    sticky == null || sticky.enabled() == null
                        ? TargetGroupStickinessConfig.builder().enabled(false).build()
                        : sticky))
        .build();
  }

  private static Action redirect(Action action) {
    RedirectActionConfig asked = action.redirectConfig();
    if (asked == null || asked.statusCode() == null) {
      throw Elb.invalid("A redirect action must have a status code");
    }
    RedirectActionConfig full =
        asked.toBuilder()
            .protocol(Elb.or(asked.protocol(), "#{protocol}"))
            .host(Elb.or(asked.host(), "#{host}"))
            .port(Elb.or(asked.port(), "#{port}"))
            .path(Elb.or(asked.path(), "/#{path}"))
            .query(Elb.or(asked.query(), "#{query}"))
            .build();
    if (full.protocol().startsWith("#")
        && full.host().startsWith("#")
        && full.port().startsWith("#")
        && full.path().equals("/#{path}")) {
      throw Elb.error(
          "InvalidLoadBalancerAction",
          "The redirect configuration is not valid because it creates a loop");
    }
    return action.toBuilder().redirectConfig(full).build();
  }

  private static Action fixedResponse(Action action) {
    if (action.fixedResponseConfig() == null) {
      throw Elb.invalid("A fixed-response action must have a status code");
    }
    String code = Elb.required(action.fixedResponseConfig().statusCode(), "status code");
    if (!code.matches("[245]\\d\\d")) {
      throw Elb.invalid("Status code '" + code + "' must be 2XX, 4XX or 5XX");
    }
    return action;
  }

  private static void checkTarget(Scene scene, LoadBalancer balancer, String arn) {
    TargetGroup group = ElbTargetGroups.get(scene, arn);
    boolean fits = ElbTargetGroups.isHttp(group) == Elb.isApplication(balancer);
    if (!fits) {
      throw Elb.error(
          "IncompatibleProtocols",
          "The target group '"
              + arn
              + "' has protocol '"
              + group.protocolAsString()
              + "', which does not fit the load balancer's type");
    }
    if (group.vpcId() != null && !group.vpcId().equals(balancer.vpcId())) {
      throw Elb.invalid(
          "The target group '" + arn + "' and the load balancer must be in the same VPC");
    }
    boolean elsewhere =
        ElbTargetGroups.users(scene, arn)
            .map(Elb::loadBalancerOf)
            .anyMatch(other -> !other.equals(balancer.loadBalancerArn()));
    if (elsewhere) {
      throw Elb.error(
          "TargetGroupAssociationLimit",
          "The following target groups cannot be associated with more than one load balancer: "
              + arn);
    }
  }
}
