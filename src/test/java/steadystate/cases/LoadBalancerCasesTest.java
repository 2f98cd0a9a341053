package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.STEADY;
import static steadystate.cases.Ground.edited;
import static steadystate.cases.Ground.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Fault;
import steadystate.yaml.Problem;

/** Load balancers, their listeners and rules, and the target groups behind them. */
class LoadBalancerCasesTest {
  private static final String HEALTH = "healthCheck: {path: /health}";

  private final Ground ground = new Ground();

  @Test
  void lb_01_another_port_is_a_new_group_to_which_all_move_before_the_old_one_goes() {
    ground.steady(shop());
    String old = ground.targetGroups().getFirst().targetGroupArn();
    ground
        .lab
        .sandbox()
        .conditions()
        .fail(
            "elasticloadbalancing:DeleteTargetGroup",
            2,
            Fault.error("ResourceInUse", 400, "Target group is currently in use"));
    String after = shop(HEALTH, HEALTH + ", targetGroup: {port: 9090}");

    List<String> writes = ground.writes(() -> ground.steady(after));

    assertThat(writes).endsWith("elasticloadbalancing:DeleteTargetGroup");
    assertThat(writes)
        .filteredOn(w -> !w.endsWith("Tags"))
        .filteredOn(w -> !w.endsWith("TagResource"))
        .startsWith("elasticloadbalancing:CreateTargetGroup")
        .contains("ecs:UpdateService");
    assertThat(ground.targetGroups()).hasSize(1);
    assertThat(ground.targetGroups().getFirst().targetGroupArn()).isNotEqualTo(old);
    assertThat(ground.targetGroups().getFirst().port()).isEqualTo(9090);
  }

  @Test
  void lb_02_a_group_with_a_written_name_gets_another_one_while_the_old_one_holds_it() {
    String before = shop(HEALTH, HEALTH + ", targetGroup: {name: shop-web-tg, port: 8080}");
    ground.steady(before);

    ground.steady(edited(before, "port: 8080", "port: 9090"));

    assertThat(ground.targetGroups()).hasSize(1);
    TargetGroup group = ground.targetGroups().getFirst();
    assertThat(group.port()).isEqualTo(9090);
    assertThat(group.targetGroupName()).startsWith("shop-web-tg-").hasSizeLessThanOrEqualTo(32);
    ground.steady(before);
    assertThat(ground.targetGroups()).extracting(TargetGroup::port).containsExactly(8080);
  }

  @Test
  void lb_04_long_names_become_names_that_aws_takes_and_the_same_ones_at_every_run() {
    String yaml =
        edited(Lab.HEAD, "name: dev", "name: payments-production-eu")
            + edited(SERVICES, "api:", "notification-dispatcher:").indent(2);
    Ground other = new Ground();

    ground.steady(yaml);
    other.steady(yaml);
    ground.lab.restarted();
    ground.still(yaml);

    assertThat(names(ground))
        .hasSize(2)
        .isEqualTo(names(other))
        .allMatch(n -> n.matches("[A-Za-z0-9](?!.*--)[A-Za-z0-9-]{0,30}[A-Za-z0-9]"))
        .noneMatch(n -> n.startsWith("internal-"));
  }

  @ParameterizedTest
  @CsvSource({
    "a-service-with-a-very-long-name-one, a-service-with-a-very-long-name-two",
    "web--one, web-one"
  })
  void lb_05_names_that_are_nearly_the_same_become_different_names(String first, String second) {
    String yaml =
        edited(SERVICES, "api:", first + ":")
            + edited(
                SERVICES.substring(SERVICES.indexOf("  api:")),
                "api:",
                second + ":",
                "path: /*, priority: 10",
                "path: /two, priority: 20");

    ground.steady(yaml);

    assertThat(ground.targetGroups()).hasSize(2);
    assertThat(ground.targetGroups().stream().map(TargetGroup::targetGroupName).distinct())
        .hasSize(2)
        .allMatch(n -> n.matches("[A-Za-z0-9](?!.*--)[A-Za-z0-9-]{0,30}[A-Za-z0-9]"));
  }

  @Test
  void lb_05_a_key_that_no_name_can_be_made_of_is_a_mistake() {
    assertThat(ground.mistakes(edited(SERVICES, "api:", "web_one:")))
        .extracting(Problem::path)
        .containsExactly("spec.services.web_one");
  }

  @Test
  void lb_07_what_aws_adds_to_a_health_check_is_no_difference() {
    ground.steady(shop(HEALTH, "healthCheck: {path: /}"));

    TargetGroup group = ground.targetGroups().getFirst();
    assertThat(group.healthCheckIntervalSeconds()).isEqualTo(30);
    assertThat(group.healthCheckTimeoutSeconds()).isEqualTo(5);
    ground.still(
        shop(HEALTH, "healthCheck: {path: /, interval: 30, timeout: 5, matcher: \"200\"}"));
    ground.still(
        shop(HEALTH, "healthCheck: {path: /, healthyThreshold: 5, unhealthyThreshold: 2}"));
  }

  @ParameterizedTest
  @CsvSource({
    "'timeout: 30, interval: 30'",
    "'timeout: 40, interval: 30'",
    "'timeout: 30'",
    "'interval: 5'"
  })
  void lb_08_a_timeout_that_is_not_below_its_interval_is_a_mistake(String check) {
    List<Problem> problems = ground.mistakes(shop(HEALTH, "healthCheck: {path: /, " + check + "}"));

    assertThat(problems).extracting(Problem::code).containsExactly("timeout-not-below-interval");
    assertThat(problems.getFirst().path()).startsWith("spec.services.api.expose[0].healthCheck.");
  }

  @Test
  void lb_10_another_priority_is_given_to_the_same_rule() {
    ground.steady(shop("priority: 10", "priority: 100"));
    String rule = ground.rules(80).getFirst().ruleArn();
    String after = shop("priority: 10", "priority: 101");

    assertThat(ground.lab.differences(after))
        .containsExactly("listenerRule/public/http/api priority");
    List<String> writes = ground.writes(() -> ground.steady(after));

    assertThat(writes)
        .contains("elasticloadbalancing:SetRulePriorities")
        .noneMatch(w -> w.contains("CreateRule") || w.contains("DeleteRule"));
    assertThat(ground.rules(80)).extracting(Rule::ruleArn).containsExactly(rule);
    assertThat(ground.rules(80)).extracting(Rule::priority).containsExactly("101");
  }

  @Test
  void lb_11_a_priority_that_a_foreign_rule_has_is_a_conflict_that_names_it() {
    ground.steady(shop("path: /*, priority: 10", "path: /old, priority: 30"));
    String listener = ground.listener(80);
    String foreign =
        ground
            .elb
            .createRule(r ->
                r.listenerArn(listener)
                    .priority(10)
                    .conditions(c -> c.field("path-pattern").pathPatternConfig(p -> p.values("/f")))
                    .actions(notFound()))
            .rules()
            .getFirst()
            .ruleArn();

    assertThat(ground.lab.apply(shop()).outcome()).isNotEqualTo(STEADY);

    Finding finding = ground.lab.finding(shop(), "listenerRule/public/http/api");
    assertThat(finding.status()).isNotEqualTo(Status.IN_SYNC);
    assertThat(Ground.words(ground.lab.apply(shop())) + finding.message()).contains(foreign);
    assertThat(ground.rules(80))
        .filteredOn(rule -> rule.ruleArn().equals(foreign))
        .extracting(Rule::priority)
        .containsExactly("10");
  }

  @Test
  void lb_13_of_twenty_attributes_the_written_one_alone_is_looked_after() {
    String written =
        shop(
            "    listeners:",
            "    attributes: {idle_timeout.timeout_seconds: \"77\"}\n    listeners:");
    ground.steady(written);
    String balancer = balancer();
    attribute(balancer, "routing.http2.enabled", "false");
    ground.still(written);

    attribute(balancer, "idle_timeout.timeout_seconds", "60");

    assertThat(ground.lab.differences(written))
        .containsExactly("loadBalancer/public attributes[idle_timeout.timeout_seconds]");
    assertThat(ground.writes(() -> ground.steady(written)))
        .containsExactly("elasticloadbalancing:ModifyLoadBalancerAttributes");
  }

  @Test
  void lb_14_a_weighted_list_with_one_group_is_a_plain_forward() {
    ground.steady(shop());
    String group = ground.targetGroups().getFirst().targetGroupArn();
    String rule = ground.rules(80).getFirst().ruleArn();

    ground.elb.modifyRule(r ->
        r.ruleArn(rule)
            .actions(a ->
                a.type("forward")
                    .forwardConfig(f -> f.targetGroups(t -> t.targetGroupArn(group).weight(1)))));

    ground.still(shop());
  }

  @Test
  void lb_16_a_teardown_goes_from_the_rules_to_the_groups_and_waits_for_what_lingers() {
    ground.steady(shop());

    List<String> writes = ground.writes(this::tornDown);

    List<String> deletes = writes.stream().filter(w -> w.contains(":Delete")).distinct().toList();
    assertThat(deletes)
        .containsSubsequence(
            "ecs:DeleteService",
            "elasticloadbalancing:DeleteTargetGroup",
            "ec2:DeleteSecurityGroup")
        .containsSubsequence(
            "elasticloadbalancing:DeleteRule",
            "elasticloadbalancing:DeleteListener",
            "elasticloadbalancing:DeleteLoadBalancer",
            "ec2:DeleteSecurityGroup");
    assertThat(ground.lab.everything()).isEmpty();
    assertThat(ground.ec2.describeVpcs().vpcs()).hasSize(1);
  }

  @Test
  void lb_17_addresses_that_outlive_their_balancer_are_waited_for() {
    ground.steady(shop());
    String after =
        edited(
            shop()
                .replaceAll("(?m)^    expose:\\n.*\\n", "")
                .replaceAll("(?s)loadBalancers:.*services:", "services:"),
            "from: securityGroup/alb",
            "from: 10.0.0.0/8");
    String noBalancer = after.replaceAll("(?s)  alb:.*?  api:", "  api:");

    Receipt receipt = ground.lab.apply(noBalancer);

    assertThat(receipt.outcome()).isEqualTo(STEADY);
    assertThat(ground.groups("dev-alb")).isEmpty();
    assertThat(receipt.took()).isGreaterThan(Duration.ofSeconds(20));
    ground.still(noBalancer);
  }

  @Test
  void lb_19_two_subnets_of_one_zone_are_told_before_anything_is_made() {
    String vpc = ground.defaultVpc();
    var first = ground.ec2.describeSubnets().subnets().getFirst();
    String second =
        ground
            .ec2
            .createSubnet(r ->
                r.vpcId(vpc)
                    .cidrBlock("172.31.200.0/24")
                    .availabilityZone(first.availabilityZone()))
            .subnet()
            .subnetId();
    String written =
        """
        loadBalancers:
          public:
            subnets: [%s, %s]
            listeners:
              http: {port: 80, protocol: HTTP}
        """
            .formatted(first.subnetId(), second);

    List<String> writes = ground.writes(() -> ground.lab.apply(written));

    assertThat(writes).isEmpty();
    assertThat(ground.lab.finding(written, "loadBalancer/public").message())
        .contains(first.availabilityZone(), first.subnetId(), second);
  }

  @Test
  void lb_20_a_listener_that_gets_another_key_ends_as_one_listener_with_its_rules() {
    ground.steady(shop());

    ground.steady(shop("http: {port", "web: {port", "listener: http", "listener: web"));

    String balancer = balancer();
    assertThat(ground.elb.describeListeners(r -> r.loadBalancerArn(balancer)).listeners())
        .hasSize(1);
    assertThat(ground.rules(80)).hasSize(1);
    assertThat(ground.targetGroups()).hasSize(1);
  }

  private static final String SERVICES =
      """
      loadBalancers:
        public:
          listeners:
            http: {port: 80, protocol: HTTP}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          desiredCount: 1
          assignPublicIp: true
          expose:
            - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10}
      """;

  private static List<String> names(Ground ground) {
    List<String> names = new ArrayList<>();
    ground
        .elb
        .describeLoadBalancers()
        .loadBalancers()
        .forEach(b -> names.add(b.loadBalancerName()));
    ground.targetGroups().forEach(g -> names.add(g.targetGroupName()));
    return names;
  }

  /** A person approves the plan once. */
  private void tornDown() {
    Lab lab = ground.lab;
    lab.options(lab.options().approved(Set.of(lab.look(Lab.HEAD).plan().fingerprint())));
    assertThat(lab.apply(Lab.HEAD).outcome()).isEqualTo(STEADY);
  }

  private String balancer() {
    return ground.elb.describeLoadBalancers().loadBalancers().getFirst().loadBalancerArn();
  }

  private void attribute(String balancer, String key, String value) {
    ground.elb.modifyLoadBalancerAttributes(
        r -> r.loadBalancerArn(balancer).attributes(a -> a.key(key).value(value)));
  }

  private static Action notFound() {
    return Action.builder()
        .type("fixed-response")
        .fixedResponseConfig(f -> f.statusCode("404"))
        .build();
  }
}
