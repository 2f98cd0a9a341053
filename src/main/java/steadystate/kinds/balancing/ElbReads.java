package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.failure.FailureException;
import steadystate.resource.Declared;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/**
 * What the four kinds read together, once in a pass. The number of calls follows from balancers,
 * listeners and pages, and for tags from twenty ARNs a call; never from the number of services
 * alone.
 */
public final class ElbReads {
  private ElbReads() {}

  /**
   * Something found in AWS.
   *
   * @param parent the ARN of the balancer of a listener, or of the listener of a rule
   */
  record Found<T>(T body, String arn, String parent, Map<String, String> tags) {}

  /** Every balancer of the account and region, whoever owns it. */
  static List<Found<LoadBalancer>> balancers(Scope scope) {
    return scope.once("elb/balancers", () -> readBalancers(scope));
  }

  private static List<Found<LoadBalancer>> readBalancers(Scope scope) {
    List<LoadBalancer> all =
        Elb.pages(
            marker ->
                Elb.client(scope).describeLoadBalancers(r -> r.pageSize(Elb.PAGE).marker(marker)),
            DescribeLoadBalancersResponse::nextMarker,
            DescribeLoadBalancersResponse::loadBalancers);
    Map<String, Map<String, String>> tags =
        Elb.tags(scope, all.stream().map(LoadBalancer::loadBalancerArn).toList());
    return all.stream()
        .filter(b -> tags.containsKey(b.loadBalancerArn()))
        .map(b -> new Found<>(b, b.loadBalancerArn(), "", tagsOf(tags, b.loadBalancerArn())))
        .toList();
  }

  /** Every target group of the account and region; those known as strangers come without tags. */
  static List<Found<TargetGroup>> groups(Scope scope) {
    return scope.once("elb/groups", () -> readGroups(scope));
  }

  private static List<Found<TargetGroup>> readGroups(Scope scope) {
    List<TargetGroup> all =
        Elb.pages(
            marker ->
                Elb.client(scope).describeTargetGroups(r -> r.pageSize(Elb.PAGE).marker(marker)),
            DescribeTargetGroupsResponse::nextMarker,
            DescribeTargetGroupsResponse::targetGroups);
    Set<String> strangers = strangers(scope);
    List<String> asked =
        all.stream().map(TargetGroup::targetGroupArn).filter(a -> !strangers.contains(a)).toList();
    Map<String, Map<String, String>> tags = Elb.tags(scope, asked);
    tags.forEach((arn, told) -> {
      if (!isMine(scope, told)) {
        strangers.add(arn);
      }
    });
    return all.stream()
        .filter(g -> tags.containsKey(g.targetGroupArn()) || strangers.contains(g.targetGroupArn()))
        .map(g -> new Found<>(g, g.targetGroupArn(), "", tagsOf(tags, g.targetGroupArn())))
        .toList();
  }

  /**
   * The groups of these, read again where a stranger has a name that is wished for: it may have
   * become ours since.
   */
  static List<Found<TargetGroup>> groups(Scope scope, Predicate<TargetGroup> named) {
    Set<String> strangers = strangers(scope);
    List<Found<TargetGroup>> all = groups(scope);
    List<String> asked =
        all.stream()
            .filter(g -> strangers.contains(g.arn()) && named.test(g.body()))
            .map(Found::arn)
            .toList();
    Map<String, Map<String, String>> tags = Elb.tags(scope, asked);
    List<Found<TargetGroup>> told = new ArrayList<>();
    for (Found<TargetGroup> group : all) {
      Map<String, String> now = tags.getOrDefault(group.arn(), group.tags());
      if (isMine(scope, now)) {
        strangers.remove(group.arn());
      }
      told.add(new Found<>(group.body(), group.arn(), group.parent(), now));
    }
    return told;
  }

  /**
   * Groups that are not ours, by ARN. An account holds many that belong to other environments;
   * their tags are not asked for at every pass.
   */
  private static Set<String> strangers(Scope scope) {
    return scope.forever(
        "elb/strangers/" + scope.installation() + "/" + scope.environment(),
        ConcurrentHashMap::newKeySet);
  }

  /** Every listener of our balancers, and of those to which our groups belong. */
  static List<Found<Listener>> listeners(Scope scope) {
    return scope.once("elb/listeners", () -> readListeners(scope));
  }

  /**
   * The same, and those of balancers that may be taken over.
   *
   * @param names of balancers that nobody looks after yet
   */
  static List<Found<Listener>> listeners(Scope scope, Set<String> names) {
    List<Found<Listener>> all = new ArrayList<>(listeners(scope));
    Set<String> known = new LinkedHashSet<>();
    all.forEach(listener -> known.add(listener.parent()));
    strangers(scope, names).stream()
        .filter(arn -> !known.contains(arn))
        .forEach(arn ->
            all.addAll(scope.once("elb/listeners of " + arn, () -> tagged(scope, Set.of(arn)))));
    return all;
  }

  /** ARNs of the balancers of these names that carry nobody's tags. */
  static Set<String> strangers(Scope scope, Set<String> names) {
    Set<String> arns = new LinkedHashSet<>();
    if (!names.isEmpty()) {
      balancers(scope).stream()
          .filter(b -> names.contains(b.body().loadBalancerName()))
          .filter(b -> b.tags().keySet().stream().noneMatch(Owner::isOurKey))
          .forEach(b -> arns.add(b.arn()));
    }
    return arns;
  }

  private static List<Found<Listener>> readListeners(Scope scope) {
    Set<String> balancers = new LinkedHashSet<>();
    balancers(scope).stream()
        .filter(b -> isMine(scope, b.tags()))
        .forEach(b -> balancers.add(b.arn()));
    groups(scope).stream()
        .filter(g -> isMine(scope, g.tags()))
        .forEach(g -> balancers.addAll(g.body().loadBalancerArns()));
    return tagged(scope, balancers);
  }

  private static List<Found<Listener>> tagged(Scope scope, Set<String> balancers) {
    List<Listener> all = new ArrayList<>();
    balancers.forEach(arn -> all.addAll(listenersOf(scope, arn)));
    Map<String, Map<String, String>> tags =
        Elb.tags(scope, all.stream().map(Listener::listenerArn).toList());
    return all.stream()
        .filter(l -> tags.containsKey(l.listenerArn()))
        .map(l ->
            new Found<>(l, l.listenerArn(), l.loadBalancerArn(), tagsOf(tags, l.listenerArn())))
        .toList();
  }

  /** A group may still name a balancer that has gone. */
  static List<Listener> listenersOf(Scope scope, String balancer) {
    return unlessGone(() ->
        Elb.pages(
            marker ->
                Elb.client(scope)
                    .describeListeners(
                        r -> r.loadBalancerArn(balancer).pageSize(Elb.PAGE).marker(marker)),
            DescribeListenersResponse::nextMarker,
            DescribeListenersResponse::listeners));
  }

  /**
   * Every rule but the default ones of the listeners we know.
   *
   * @param named listeners of others that our rules shall stand on
   * @param balancers names of balancers that may be taken over
   */
  static List<Found<Rule>> rules(Scope scope, Set<String> named, Set<String> balancers) {
    Set<String> listeners = new LinkedHashSet<>();
    listeners(scope, balancers).forEach(l -> listeners.add(l.arn()));
    listeners.addAll(named);
    Map<String, String> parents = new LinkedHashMap<>();
    List<Rule> all = new ArrayList<>();
    for (String listener : listeners) {
      for (Rule rule : rulesOf(scope, listener)) {
        parents.put(rule.ruleArn(), listener);
        all.add(rule);
      }
    }
    Map<String, Map<String, String>> tags =
        Elb.tags(scope, all.stream().map(Rule::ruleArn).toList());
    return all.stream()
        .filter(r -> tags.containsKey(r.ruleArn()))
        .map(r ->
            new Found<>(
                r, r.ruleArn(), parents.getOrDefault(r.ruleArn(), ""), tagsOf(tags, r.ruleArn())))
        .toList();
  }

  /** The rules of one listener, without the default one, which belongs to the listener. */
  static List<Rule> rulesOf(Scope scope, String listener) {
    return unlessGone(() ->
        Elb.pages(
                marker ->
                    Elb.client(scope)
                        .describeRules(
                            r -> r.listenerArn(listener).pageSize(Elb.PAGE).marker(marker)),
                DescribeRulesResponse::nextMarker,
                DescribeRulesResponse::rules)
            .stream()
            .filter(rule -> !Boolean.TRUE.equals(rule.isDefault()))
            .toList());
  }

  private static <T> List<T> unlessGone(java.util.function.Supplier<List<T>> read) {
    try {
      return read.get();
    } catch (FailureException e) {
      if (e.is(Elb.NOT_FOUND)) {
        return List.of();
      }
      throw e;
    }
  }

  private static Map<String, String> tagsOf(Map<String, Map<String, String>> all, String arn) {
    return all.getOrDefault(arn, Map.of());
  }

  /** Whether tags say our environment; one that has lost that tag and kept another counts too. */
  static boolean isMine(Scope scope, Map<String, String> tags) {
    String environment = tags.get(Owner.ENVIRONMENT);
    return environment == null
        ? scope.installation().equals(tags.get(Owner.INSTALLATION))
            || tags.containsKey(Owner.RESOURCE)
        : environment.equals(scope.environment());
  }

  /** Whether this installation may move it: it says our environment, and nobody else's hand. */
  public static boolean isOurs(Scope scope, Map<String, String> tags) {
    String installation = tags.getOrDefault(Owner.INSTALLATION, scope.installation());
    return isMine(scope, tags) && installation.equals(scope.installation());
  }

  /**
   * Whether what a create answered is the wish itself: AWS answers an equal create with what stands
   * already. What was made this moment may not show its tags yet.
   */
  public static boolean isOf(Scope scope, Wish wish, Map<String, String> tags) {
    return tags.isEmpty()
        || Owner.isOurs(tags, scope.environment(), wish.id(), scope.installation());
  }

  /**
   * The id that something has: what its tags say, when they do not say another environment; else
   * the wished resource whose place it holds.
   */
  static Optional<ResourceId> id(
      Scope scope,
      String kind,
      Map<String, String> tags,
      List<Declared> wanted,
      Predicate<Declared> inItsPlace) {
    Optional<ResourceId> told =
        Optional.ofNullable(tags.get(Owner.RESOURCE))
            .filter(text -> text.matches("\\Q" + kind + "\\E/.+"))
            .map(ResourceId::parse);
    String environment = tags.get(Owner.ENVIRONMENT);
    boolean ours = scope.environment().equals(environment);
    boolean known = told.map(id -> wanted.stream().anyMatch(d -> d.id().equals(id))).orElse(false);
    return told.filter(id -> ours || (environment == null && known))
        .or(() -> wanted.stream().filter(inItsPlace).map(Declared::id).findFirst());
  }

  /** The ARNs that a wished member stands for: written, or those of the resource it names. */
  static Set<String> arns(Value value, String kind, List<? extends Found<?>> found, Scope scope) {
    Set<String> arns = new LinkedHashSet<>();
    Optional<ResourceId> named = Expose.named(value);
    if (named.isEmpty()) {
      arns.add(value.toString());
    }
    named
        .filter(id -> id.kind().equals(kind))
        .ifPresent(id ->
            found.stream()
                .filter(f -> id.toString().equals(f.tags().get(Owner.RESOURCE)))
                .filter(f -> isMine(scope, f.tags()))
                .forEach(f -> arns.add(f.arn())));
    return arns;
  }
}
