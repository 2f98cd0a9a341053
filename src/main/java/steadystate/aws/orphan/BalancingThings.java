package steadystate.aws.orphan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/** Load balancers and target groups. */
final class BalancingThings {
  /** How many things DescribeTags takes at once. */
  private static final int BATCH = 20;

  private final Reads reads;
  private final ElasticLoadBalancingV2Client elb;

  BalancingThings(Reads reads) {
    this.reads = reads;
    this.elb = reads.client(ElasticLoadBalancingV2Client.class);
  }

  List<LoadBalancer> balancers() {
    return reads.once(
        "balancers",
        () -> Reads.all(elb.describeLoadBalancersPaginator(request -> {}).loadBalancers()));
  }

  private List<TargetGroup> groups() {
    return reads.once(
        "targetGroups",
        () -> Reads.all(elb.describeTargetGroupsPaginator(request -> {}).targetGroups()));
  }

  /**
   * @param served ARNs of target groups in which services register their tasks
   */
  List<Thing> targetGroups(Set<String> served) {
    Map<String, Map<String, String>> tags =
        tags(groups().stream().map(TargetGroup::targetGroupArn).toList());
    return groups().stream()
        .map(one -> {
          List<String> uses = new ArrayList<>();
          one.loadBalancerArns().forEach(arn -> uses.add("behind " + arn));
          if (served.contains(one.targetGroupArn())) {
            uses.add("a service registers there");
          }
          return new Thing(
              Sort.TARGET_GROUP,
              one.targetGroupArn(),
              one.targetGroupName(),
              Optional.empty(),
              tags.getOrDefault(one.targetGroupArn(), Map.of()),
              uses,
              Map.of());
        })
        .toList();
  }

  /**
   * @param served as above: a service that stands at 0 uses its balancer all the same
   */
  List<Thing> idleBalancers(Set<String> served) {
    Map<String, Map<String, String>> tags =
        tags(balancers().stream().map(LoadBalancer::loadBalancerArn).toList());
    return balancers().stream()
        .map(one ->
            new Thing(
                Sort.LOAD_BALANCER,
                one.loadBalancerArn(),
                one.loadBalancerName(),
                Optional.ofNullable(one.createdTime()),
                tags.getOrDefault(one.loadBalancerArn(), Map.of()),
                uses(one, served),
                Map.of("type", one.typeAsString(), "addresses", addresses(one))))
        .toList();
  }

  private static String addresses(LoadBalancer one) {
    boolean outside = one.scheme() == LoadBalancerSchemeEnum.INTERNET_FACING;
    return Integer.toString(outside ? one.availabilityZones().size() : 0);
  }

  private List<String> uses(LoadBalancer balancer, Set<String> served) {
    String arn = balancer.loadBalancerArn();
    List<String> uses = new ArrayList<>();
    for (TargetGroup group : groups()) {
      String name = group.targetGroupArn();
      if (group.loadBalancerArns().contains(arn) && (served.contains(name) || hasTargets(name))) {
        uses.add(group.targetGroupName() + " has targets");
      }
    }
    if (uses.isEmpty() && answersItself(arn)) {
      uses.add("a rule redirects or answers");
    }
    return uses;
  }

  private boolean hasTargets(String group) {
    return !elb.describeTargetHealth(request -> request.targetGroupArn(group))
        .targetHealthDescriptions()
        .isEmpty();
  }

  private boolean answersItself(String balancer) {
    List<Listener> listeners =
        Reads.all(
            elb.describeListenersPaginator(request -> request.loadBalancerArn(balancer))
                .listeners());
    Stream<Action> first = listeners.stream().flatMap(one -> one.defaultActions().stream());
    Stream<Action> byRule =
        listeners.stream()
            .flatMap(one ->
                Reads.all(
                    elb.describeRulesPaginator(request -> request.listenerArn(one.listenerArn()))
                        .rules())
                    .stream())
            .flatMap(rule -> rule.actions().stream());
    return Stream.concat(first, byRule).anyMatch(action -> action.type() != ActionTypeEnum.FORWARD);
  }

  private Map<String, Map<String, String>> tags(List<String> arns) {
    Map<String, Map<String, String>> tags = new HashMap<>();
    for (List<String> part : Reads.parts(arns, BATCH)) {
      elb.describeTags(request -> request.resourceArns(part))
          .tagDescriptions()
          .forEach(one ->
              tags.put(
                  Objects.requireNonNull(one.resourceArn()),
                  Reads.tags(one.tags(), Tag::key, Tag::value)));
    }
    return tags;
  }
}
