package steadystate.kinds.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.balancing.Balanced.expose;
import static steadystate.kinds.balancing.Balanced.map;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.reconcile.pass.Receipt;

/** What balancers, groups, listeners and rules keep on any AWS. */
abstract class LoadBalancing {

  abstract BalancerStage stage();

  /** A certificate that this AWS knows, told apart by a number. */
  abstract String certificate(int number);

  @Test
  void what_was_made_is_what_was_wished() {
    Balanced written = shop(map(), expose("public", "https", "host", "a.example.com"));

    apply(written);

    assertThat(stage().differences(written)).isEmpty();
  }

  @Test
  void each_field_that_changes_is_changed_in_place() {
    apply(shop(map(), api(10, "a.example.com", map("path", "/"))));
    Balanced after =
        shop(
            map("attributes", map("idle_timeout.timeout_seconds", "77")),
            api(
                20,
                "b.example.com",
                map("path", "/health", "interval", 20, "timeout", 7, "healthyThreshold", 3)));
    String group = group("shop-api-public").targetGroupArn();
    String rule = rules(443).getFirst().ruleArn();

    assertThat(stage().differences(after)).isNotEmpty();
    apply(after);

    assertThat(stage().differences(after)).isEmpty();
    assertThat(group("shop-api-public").targetGroupArn()).isEqualTo(group);
    assertThat(group("shop-api-public").healthCheckPath()).isEqualTo("/health");
    assertThat(rules(443).getFirst().ruleArn()).isEqualTo(rule);
    assertThat(rules(443).getFirst().priority()).isEqualTo("20");
  }

  @Test
  void a_group_on_another_port_stands_beside_the_old_one_until_that_goes() {
    apply(shop(map(), expose("public", "https", "path", "/*", "containerPort", 8000)));
    Map<String, Object> moved =
        expose(
            "public",
            "https",
            "path",
            "/*",
            "containerPort",
            8000,
            "targetGroup",
            map("port", 9090));
    Balanced after = shop(map(), moved);

    apply(after);

    assertThat(stage().differences(after)).isEmpty();
    assertThat(groups()).hasSize(1);
    assertThat(groups().getFirst().port()).isEqualTo(9090);
  }

  @Test
  void a_rule_changed_by_hand_is_drift_and_is_put_back() {
    Balanced written = shop(map(), expose("public", "https", "path", "/api", "priority", 10));
    apply(written);
    stage()
        .elb
        .modifyRule(r ->
            r.ruleArn(rules(443).getFirst().ruleArn())
                .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/x"))));

    assertThat(stage().differences(written))
        .allMatch(d -> d.startsWith("listenerRule/public/https/api conditions[path-pattern]"))
        .isNotEmpty();
    apply(written);

    assertThat(stage().differences(written)).isEmpty();
  }

  @Test
  void a_default_action_changed_by_hand_is_drift_and_is_put_back() {
    Balanced written = shop(map());
    apply(written);
    stage()
        .elb
        .modifyListener(r ->
            r.listenerArn(listener(80))
                .defaultActions(
                    Action.builder()
                        .type("fixed-response")
                        .fixedResponseConfig(f -> f.statusCode("503"))
                        .build()));

    assertThat(stage().differences(written))
        .anyMatch(d -> d.startsWith("listener/public/http defaultActions[0].type"));
    apply(written);

    assertThat(stage().differences(written)).isEmpty();
  }

  @Test
  void certificates_are_added_and_taken_off() {
    apply(shop(map(), List.of(certificate(1), certificate(2))));
    Balanced after = shop(map(), List.of(certificate(2), certificate(3)));

    apply(after);

    assertThat(stage().differences(after)).isEmpty();
  }

  @Test
  void two_rules_change_places() {
    apply(two(10, 20));

    apply(two(20, 10));

    assertThat(stage().differences(two(20, 10))).isEmpty();
  }

  @Test
  void a_second_rule_of_a_service_takes_nothing_from_the_first() {
    apply(shop(map(), expose("public", "https", "path", "/a", "priority", 10)));
    Balanced after =
        shop(
            map(),
            expose("public", "https", "path", "/a", "priority", 10),
            expose("public", "https", "path", "/b", "priority", 20));

    apply(after);

    assertThat(stage().differences(after)).isEmpty();
    assertThat(rules(443)).extracting(Rule::priority).containsExactlyInAnyOrder("10", "20");
  }

  @Test
  void a_foreign_rule_with_the_wished_priority_is_a_conflict_and_stays() {
    apply(shop(map()));
    stage()
        .elb
        .createRule(r ->
            r.listenerArn(listener(443))
                .priority(10)
                .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/f")))
                .actions(notFound()));
    String foreign = rules(443).getFirst().ruleArn();
    Balanced written = shop(map(), expose("public", "https", "path", "/api", "priority", 10));

    stage().apply(written);

    assertThat(stage().finding(written, "listenerRule/public/https/api").message())
        .contains(foreign);
    assertThat(rules(443)).extracting(Rule::ruleArn).containsExactly(foreign);
  }

  @Test
  void what_leaves_the_spec_goes_in_the_right_order() {
    apply(shop(map(), expose("public", "https", "path", "/*"), expose("public", "https")));

    apply(new Balanced());

    assertThat(stage().elb.describeLoadBalancers().loadBalancers()).isEmpty();
    assertThat(groups()).isEmpty();
  }

  final void apply(Balanced written) {
    Receipt receipt = stage().apply(written);
    assertThat(receipt.steps()).as("every step").allMatch(r -> r.failure().isEmpty());
    assertThat(receipt.outcome()).isInstanceOf(Receipt.Outcome.Steady.class);
  }

  @SafeVarargs
  final Balanced shop(Map<String, Object> more, Map<String, ?>... exposes) {
    Balanced written = shop(more, List.of(certificate(1)));
    return exposes.length == 0 ? written : written.service("api", exposes);
  }

  final Balanced shop(Map<String, Object> more, List<String> certificates) {
    Map<String, Object> balancer =
        map(
            "listeners",
            map(
                "http",
                map("port", 80, "protocol", "HTTP", "redirectTo", "https"),
                "https",
                map("port", 443, "protocol", "HTTPS", "certificates", certificates)));
    balancer.putAll(more);
    return new Balanced().with("loadBalancers", "public", balancer);
  }

  private Map<String, Object> api(int priority, String host, Map<String, Object> check) {
    return expose("public", "https", "host", host, "priority", priority, "healthCheck", check);
  }

  private Balanced two(int api, int web) {
    return shop(map())
        .service("api", expose("public", "https", "path", "/api", "priority", api))
        .service("web", expose("public", "https", "path", "/web", "priority", web));
  }

  static Action notFound() {
    return Action.builder()
        .type("fixed-response")
        .fixedResponseConfig(f -> f.statusCode("404"))
        .build();
  }

  final List<TargetGroup> groups() {
    return stage().elb.describeTargetGroups().targetGroups();
  }

  final TargetGroup group(String name) {
    return groups().stream()
        .filter(g -> g.targetGroupName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  final String listener(int port) {
    String balancer =
        stage().elb.describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();
    return stage().elb.describeListeners(r -> r.loadBalancerArn(balancer)).listeners().stream()
        .filter(l -> l.port() == port)
        .findFirst()
        .orElseThrow()
        .listenerArn();
  }

  final List<Rule> rules(int port) {
    String arn = listener(port);
    return stage().elb.describeRules(r -> r.listenerArn(arn)).rules().stream()
        .filter(rule -> !rule.isDefault())
        .toList();
  }
}
