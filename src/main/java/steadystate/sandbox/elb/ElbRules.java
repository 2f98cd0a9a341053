package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** The rules of listeners, the default rule among them. */
final class ElbRules {
  private static final int MOST = 100;

  private ElbRules() {}

  static void register(Operations operations) {
    operations
        .on(CreateRuleRequest.class, ElbRules::create)
        .on(DescribeRulesRequest.class, ElbRules::describe)
        .on(ModifyRuleRequest.class, ElbRules::modify)
        .on(SetRulePrioritiesRequest.class, ElbRules::setPriorities)
        .on(DeleteRuleRequest.class, ElbRules::delete);
  }

  /** The rule that a listener begins with; it does what the listener says. */
  static void putDefault(Scene scene, Listener listener) {
    String arn =
        of(scene, listener.listenerArn()).stream()
            .filter(Rule::isDefault)
            .map(Rule::ruleArn)
            .findFirst()
            .orElseGet(() -> newArn(scene, listener));
    Rule rule =
        Rule.builder()
            .ruleArn(arn)
            .priority("default")
            .isDefault(true)
            .conditions(List.of())
            .actions(listener.defaultActions())
            .transforms(List.of())
            .build();
    scene.table(Tables.RULES).put(arn, rule);
  }

  static void removeAllOf(Scene scene, String listenerArn) {
    of(scene, listenerArn).forEach(rule -> remove(scene, rule));
  }

  private static List<Rule> of(Scene scene, String listenerArn) {
    return scene.table(Tables.RULES).values().stream()
        .filter(rule -> Elb.listenerOf(rule.ruleArn()).equals(listenerArn))
        .sorted(Comparator.comparing(ElbRules::place))
        .toList();
  }

  /** The default rule is the last. */
  private static int place(Rule rule) {
    return rule.isDefault() ? Integer.MAX_VALUE : Integer.parseInt(rule.priority());
  }

  private static String newArn(Scene scene, Listener listener) {
    return listener.listenerArn().replace(":listener/", ":listener-rule/") + "/" + scene.hex(16);
  }

  private static CreateRuleResponse create(Scene scene, CreateRuleRequest request) {
    Listener listener = ElbListeners.get(scene, request.listenerArn());
    LoadBalancer balancer = Elb.loadBalancer(scene, listener.loadBalancerArn());
    if (!Elb.isApplication(balancer)) {
      throw Elb.invalid("Rules are unsupported for Network Load Balancer listeners");
    }
    int priority = checked(request.priority());
    Rule rule =
        Rule.builder()
            .ruleArn(newArn(scene, listener))
            .priority(Integer.toString(priority))
            .isDefault(false)
            .conditions(ElbConditions.normal(request.conditions()))
            .actions(ElbActions.normal(scene, balancer, request.actions()))
            .transforms(request.transforms())
            .build();
    List<Rule> there = of(scene, listener.listenerArn());
    if (there.stream().anyMatch(one -> one.priority().equals(rule.priority()))) {
      throw inUse(priority);
    }
    if (number(scene, balancer) >= MOST) {
      throw Elb.error("TooManyRules", "The maximum number of rules has been reached");
    }
    Map<String, String> tags = Elb.tags(request.tags());
    scene.table(Tables.RULES).put(rule.ruleArn(), rule);
    Tags.put(scene, rule.ruleArn(), tags);
    return CreateRuleResponse.builder().rules(rule).build();
  }

  private static int checked(@Nullable Integer priority) {
    if (priority == null) {
      throw Elb.invalid("A rule priority must be specified");
    }
    Elb.within(priority, 1, 50_000, "Priority");
    return priority;
  }

  private static RuntimeException inUse(int priority) {
    return Elb.error("PriorityInUse", "Priority '" + priority + "' is currently in use");
  }

  private static long number(Scene scene, LoadBalancer balancer) {
    return scene.table(Tables.RULES).values().stream()
        .filter(rule -> !rule.isDefault())
        .filter(rule -> Elb.loadBalancerOf(rule.ruleArn()).equals(balancer.loadBalancerArn()))
        .count();
  }

  private static DescribeRulesResponse describe(Scene scene, DescribeRulesRequest request) {
    if ((request.listenerArn() == null) == request.ruleArns().isEmpty()) {
      throw Elb.invalid("You must specify either a listener ARN or rule ARNs");
    }
    List<Rule> found =
        request.listenerArn() != null
            ? of(scene, ElbListeners.get(scene, request.listenerArn()).listenerArn())
            : Elb.chosen(scene, ElbKind.RULE, Tables.RULES, request.ruleArns(), any -> true);
    Page<Rule> page = Elb.page(request, found);
    return DescribeRulesResponse.builder().rules(page.items()).nextMarker(page.nextToken()).build();
  }

  private static ModifyRuleResponse modify(Scene scene, ModifyRuleRequest request) {
    Rule old = changeable(scene, request.ruleArn(), "modified");
    LoadBalancer balancer = Elb.loadBalancer(scene, Elb.loadBalancerOf(old.ruleArn()));
    Rule.Builder changed = old.toBuilder();
    if (request.hasConditions()) {
      changed.conditions(ElbConditions.normal(request.conditions()));
    }
    if (request.hasActions()) {
      changed.actions(ElbActions.normal(scene, balancer, request.actions()));
    }
    if (Boolean.TRUE.equals(request.resetTransforms())) {
      changed.transforms(List.of());
    } else if (request.hasTransforms()) {
      changed.transforms(request.transforms());
    }
    Rule rule = changed.build();
    scene.table(Tables.RULES).put(rule.ruleArn(), rule);
    return ModifyRuleResponse.builder().rules(rule).build();
  }

  /** All priorities change at once, so two rules can change places. */
  private static SetRulePrioritiesResponse setPriorities(
      Scene scene, SetRulePrioritiesRequest request) {
    Map<String, Integer> wanted = new HashMap<>();
    Set<String> listeners = new HashSet<>();
    for (RulePriorityPair pair : request.rulePriorities()) {
      Rule rule = changeable(scene, pair.ruleArn(), "given a priority");
      wanted.put(rule.ruleArn(), checked(pair.priority()));
      listeners.add(Elb.listenerOf(rule.ruleArn()));
    }
    List<Rule> changed = new ArrayList<>();
    for (String listener : listeners) {
      Set<Integer> taken = new HashSet<>();
      for (Rule rule : of(scene, listener)) {
        int priority = wanted.getOrDefault(rule.ruleArn(), place(rule));
        if (!taken.add(priority)) {
          throw inUse(priority);
        }
        if (wanted.containsKey(rule.ruleArn())) {
          changed.add(rule.toBuilder().priority(Integer.toString(priority)).build());
        }
      }
    }
    changed.forEach(rule -> scene.table(Tables.RULES).put(rule.ruleArn(), rule));
    return SetRulePrioritiesResponse.builder().rules(changed).build();
  }

  private static DeleteRuleResponse delete(Scene scene, DeleteRuleRequest request) {
    remove(scene, changeable(scene, request.ruleArn(), "deleted"));
    return DeleteRuleResponse.builder().build();
  }

  private static Rule changeable(Scene scene, @Nullable String arn, String what) {
    Rule rule = Elb.get(scene, ElbKind.RULE, Tables.RULES, arn);
    if (rule.isDefault()) {
      throw Elb.error("OperationNotPermitted", "Default rule '" + arn + "' cannot be " + what);
    }
    return rule;
  }

  private static void remove(Scene scene, Rule rule) {
    scene.table(Tables.RULES).remove(rule.ruleArn());
    Tags.forget(scene, rule.ruleArn());
  }
}
