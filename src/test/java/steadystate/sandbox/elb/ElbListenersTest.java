package steadystate.sandbox.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.sandbox.Refused.refused;
import static steadystate.sandbox.elb.Balanced.CERTIFICATE;
import static steadystate.sandbox.elb.Balanced.forward;
import static steadystate.sandbox.elb.Balanced.notFound;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

class ElbListenersTest {
  private final Balanced world = new Balanced();
  private final String balancer = world.balancer("web");
  private final String targets = world.targets("web");

  @Test
  void a_forward_comes_back_in_short_and_in_full() {
    String arn = world.listener(balancer, 80, forward(targets));

    Action action = listener(arn).defaultActions().getFirst();
    assertThat(action.targetGroupArn()).isEqualTo(targets);
    assertThat(action.order()).isEqualTo(1);
    assertThat(action.forwardConfig().targetGroups().getFirst().targetGroupArn())
        .isEqualTo(targets);
    assertThat(action.forwardConfig().targetGroups().getFirst().weight()).isEqualTo(1);
    assertThat(action.forwardConfig().targetGroupStickinessConfig().enabled()).isFalse();
    assertThat(listener(arn).sslPolicy()).isNull();
  }

  @Test
  void a_port_has_one_listener() {
    String arn = world.listener(balancer, 80, forward(targets));

    assertThat(world.listener(balancer, 80, forward(targets))).isEqualTo(arn);
    refused("DuplicateListener", () -> world.listener(balancer, 80, notFound()));
    String other = world.listener(balancer, 81, notFound());
    refused(
        "DuplicateListener", () -> world.elb.modifyListener(r -> r.listenerArn(other).port(80)));
  }

  @Test
  void https_needs_a_certificate_and_has_a_policy() {
    refused("ValidationError", () -> https(List.of()));

    String arn = https(List.of(Certificate.builder().certificateArn(CERTIFICATE).build()));

    assertThat(listener(arn).sslPolicy()).isEqualTo("ELBSecurityPolicy-2016-08");
    world.elb.addListenerCertificates(
        r -> r.listenerArn(arn).certificates(c -> c.certificateArn(CERTIFICATE + "2")));
    assertThat(world.elb.describeListenerCertificates(r -> r.listenerArn(arn)).certificates())
        .extracting(Certificate::isDefault)
        .containsExactly(true, false);
    refused(
        "OperationNotPermitted",
        () ->
            world.elb.removeListenerCertificates(
                r -> r.listenerArn(arn).certificates(c -> c.certificateArn(CERTIFICATE))));
  }

  @Test
  void bad_listeners_are_refused() {
    refused("TargetGroupNotFound", () -> world.listener(balancer, 80, forward(targets + "0")));
    refused("LoadBalancerNotFound", () -> world.listener(balancer + "0", 80, notFound()));
    String tcp = world.targets("tcp", r -> r.protocol("TCP"));
    refused("IncompatibleProtocols", () -> world.listener(balancer, 80, forward(tcp)));
    refused(
        "ValidationError",
        () ->
            world.elb.createListener(r ->
                r.loadBalancerArn(balancer).protocol("TCP").port(80).defaultActions(notFound())));
    refused(
        "InvalidLoadBalancerAction",
        () ->
            world.listener(
                balancer,
                80,
                Action.builder()
                    .type("redirect")
                    .redirectConfig(r -> r.statusCode("HTTP_301"))
                    .build()));
  }

  @Test
  void the_default_rule_follows_its_listener_and_cannot_be_touched() {
    String arn = world.listener(balancer, 80, notFound());
    String rule = rules(arn).getFirst().ruleArn();

    world.elb.modifyListener(r -> r.listenerArn(arn).defaultActions(forward(targets)));

    Rule standard = rules(arn).getFirst();
    assertThat(standard.ruleArn()).isEqualTo(rule);
    assertThat(standard.priority()).isEqualTo("default");
    assertThat(standard.isDefault()).isTrue();
    assertThat(standard.actions().getFirst().targetGroupArn()).isEqualTo(targets);
    refused("OperationNotPermitted", () -> world.elb.deleteRule(r -> r.ruleArn(rule)));
    refused(
        "OperationNotPermitted",
        () -> world.elb.modifyRule(r -> r.ruleArn(rule).actions(notFound())));
  }

  @Test
  void rules_come_by_priority_and_in_both_forms() {
    String arn = world.listener(balancer, 80, notFound());
    world.rule(arn, 20, "/b/*", targets);
    world.rule(arn, 3, "/a/*", targets);

    assertThat(rules(arn)).extracting(Rule::priority).containsExactly("3", "20", "default");
    RuleCondition condition = rules(arn).getFirst().conditions().getFirst();
    assertThat(condition.values()).containsExactly("/a/*");
    assertThat(condition.pathPatternConfig().values()).containsExactly("/a/*");
    String host =
        world
            .elb
            .createRule(r ->
                r.listenerArn(arn)
                    .priority(5)
                    .conditions(c -> c.field("host-header").hostHeaderConfig(h -> h.values("a.b")))
                    .actions(forward(targets)))
            .rules()
            .getFirst()
            .ruleArn();
    assertThat(
            world
                .elb
                .describeRules(r -> r.ruleArns(host))
                .rules()
                .getFirst()
                .conditions()
                .getFirst()
                .values())
        .containsExactly("a.b");
  }

  @Test
  void priorities_are_taken_once_and_can_be_exchanged() {
    String arn = world.listener(balancer, 80, notFound());
    String one = world.rule(arn, 1, "/one", targets);
    String two = world.rule(arn, 2, "/two", targets);

    refused("PriorityInUse", () -> world.rule(arn, 2, "/three", targets));
    refused(
        "PriorityInUse",
        () -> world.elb.setRulePriorities(r -> r.rulePriorities(p -> p.ruleArn(one).priority(2))));
    world.elb.setRulePriorities(
        r -> r.rulePriorities(p -> p.ruleArn(one).priority(2), p -> p.ruleArn(two).priority(1)));

    assertThat(rules(arn)).extracting(Rule::ruleArn).startsWith(two, one);
    refused("ValidationError", () -> world.rule(arn, 50_001, "/x", targets));
  }

  @Test
  void a_rule_can_be_modified_and_deleted_once() {
    String arn = world.listener(balancer, 80, notFound());
    String rule = world.rule(arn, 1, "/one", targets);

    world.elb.modifyRule(
        r -> r.ruleArn(rule).conditions(c -> c.field("path-pattern").values("/two")));

    assertThat(rules(arn).getFirst().conditions().getFirst().values()).containsExactly("/two");
    assertThat(rules(arn).getFirst().actions().getFirst().targetGroupArn()).isEqualTo(targets);
    world.elb.deleteRule(r -> r.ruleArn(rule));
    refused("RuleNotFound", () -> world.elb.deleteRule(r -> r.ruleArn(rule)));
  }

  @Test
  void listeners_and_rules_go_with_the_load_balancer() {
    String arn = world.listener(balancer, 80, notFound());
    world.rule(arn, 1, "/one", targets);

    world.elb.deleteLoadBalancer(r -> r.loadBalancerArn(balancer));

    refused("ListenerNotFound", () -> listener(arn));
    refused("ListenerNotFound", () -> rules(arn));
    world.elb.deleteTargetGroup(r -> r.targetGroupArn(targets));
  }

  @Test
  void listener_attributes_have_defaults() {
    String arn = world.listener(balancer, 80, notFound());

    world.elb.modifyListenerAttributes(r ->
        r.listenerArn(arn)
            .attributes(a -> a.key("routing.http.response.server.enabled").value("false")));

    assertThat(world.elb.describeListenerAttributes(r -> r.listenerArn(arn)).attributes())
        .hasSizeGreaterThan(5)
        .anySatisfy(a -> {
          assertThat(a.key()).isEqualTo("routing.http.response.server.enabled");
          assertThat(a.value()).isEqualTo("false");
        });
  }

  private String https(List<Certificate> certificates) {
    return world
        .elb
        .createListener(r ->
            r.loadBalancerArn(balancer)
                .protocol("HTTPS")
                .port(443)
                .certificates(certificates)
                .defaultActions(notFound()))
        .listeners()
        .getFirst()
        .listenerArn();
  }

  private Listener listener(String arn) {
    return world.elb.describeListeners(r -> r.listenerArns(arn)).listeners().getFirst();
  }

  private List<Rule> rules(String listener) {
    return world.elb.describeRules(r -> r.listenerArn(listener)).rules();
  }
}
