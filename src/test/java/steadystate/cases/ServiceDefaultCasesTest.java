package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.util.DefaultSdkAutoConstructList;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.lab.Lab;
import steadystate.sandbox.Answers;
import steadystate.yaml.Problem;

/** Services: what AWS adds to an answer, leaves out of it or writes in another way. */
class ServiceDefaultCasesTest {
  private static final String PLACED =
      """
      services:
        web:
          image: repo/app:1.4.2
          launchType: EC2
          memory: 512
          placementStrategy:
            - {type: spread, field: "attribute:ecs.availability-zone"}
            - {type: binpack, field: memory}
          placementConstraints:
            - {type: distinctInstance}
            - {type: memberOf, expression: "attribute:ecs.os-type == linux"}
      """;

  private static final String GROUPS =
      """
      securityGroups:
        one: {description: first}
        two: {description: second}
      """;

  private final Case web = new Case();

  private void answered(Consumer<Service.Builder> change) {
    Answers.service(web.lab.sandbox(), "web", change);
  }

  private Problem mistake(String yaml) {
    List<Problem> all = web.lab.reading(Lab.HEAD + yaml.indent(2)).problems();
    assertThat(all).hasSize(1);
    assertThat(web.lab.sandbox().recording().attempts()).isEmpty();
    return all.getFirst();
  }

  private static <V> List<V> reversed(List<V> list) {
    return new ArrayList<>(list.reversed());
  }

  @Test
  void sv_13_what_aws_adds_beside_a_circuit_breaker_is_no_difference() {
    String breaker = Case.web("rollout: {circuitBreaker: true, rollback: true}");
    web.given(breaker);
    assertThat(web.service().deploymentConfiguration().maximumPercent()).isEqualTo(200);
    assertThat(web.service().deploymentConfiguration().bakeTimeInMinutes()).isZero();

    web.nothing(breaker);
    web.nothing(
        Case.web(
            "deploymentConfiguration: {deploymentCircuitBreaker: {enable: true, rollback: true}}"));
  }

  @Test
  void sv_14_parts_of_a_deployment_configuration_that_nobody_wrote_are_no_difference() {
    String breaker = Case.web("rollout: {circuitBreaker: true, rollback: true}");
    web.given(breaker);
    answered(s ->
        s.deploymentConfiguration(
            s.build().deploymentConfiguration().toBuilder()
                .alarms(a -> a.enable(false).rollback(false).alarmNames(List.of()))
                .bakeTimeInMinutes(7)
                .lifecycleHooks(h ->
                    h.hookTargetArn("arn:aws:lambda:eu-west-1:123456789012:function:hook")
                        .roleArn("arn:aws:iam::123456789012:role/hook")
                        .lifecycleStagesWithStrings("POST_SCALE_UP"))
                .canaryConfiguration(c -> c.canaryPercent(5.0).canaryBakeTimeInMinutes(10))
                .build()));

    web.nothing(breaker);
  }

  @Test
  void sv_16_no_deployment_controller_is_ecs_itself() {
    String written = Case.web("deploymentController: {type: ECS}");
    web.given(Case.WEB);
    web.nothing(written);
    web.toldOfServices(s -> s.deploymentController((DeploymentController) null));

    web.nothing(Case.WEB);
    web.nothing(written);
  }

  @Test
  void sv_17_however_new_services_are_spread_over_zones_is_no_difference() {
    web.given(Case.WEB);
    for (var rebalancing :
        List.of(AvailabilityZoneRebalancing.ENABLED, AvailabilityZoneRebalancing.DISABLED)) {
      answered(s -> s.availabilityZoneRebalancing(rebalancing));
      web.nothing(Case.WEB);
    }
    answered(s -> s.availabilityZoneRebalancing((String) null));

    web.nothing(Case.WEB);
    web.nothing(Case.web("availabilityZoneRebalancing: DISABLED"));
  }

  @Test
  void sv_19_no_grace_period_is_none_or_zero() {
    web.given(Case.WEB);
    assertThat(web.service().healthCheckGracePeriodSeconds()).isNull();

    web.nothing(Case.WEB);
    web.nothing(Case.web("healthCheckGracePeriodSeconds: 0"));
    answered(s -> s.healthCheckGracePeriodSeconds(0));
    web.nothing(Case.WEB);
  }

  @Test
  void sv_20_a_grace_period_without_a_load_balancer_is_a_mistake() {
    Problem problem = mistake(Case.web("healthCheckGracePeriodSeconds: 60"));

    assertThat(problem.code()).isEqualTo("grace-period-without-load-balancer");
    assertThat(problem.path()).isEqualTo("spec.services.web.healthCheckGracePeriodSeconds");
    assertThat(problem.help()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rollout: {minimumHealthyPercent: 100, maximumPercent: 100}",
        "rollout: {maximumPercent: 100}",
        "deploymentConfiguration: {minimumHealthyPercent: 100, maximumPercent: 100}",
      })
  void sv_56_a_rollout_that_can_never_move_is_a_mistake(String rollout) {
    assertThat(mistake(Case.web(rollout)).code()).isEqualTo("rollout-cannot-move");
  }

  @Test
  void sv_22_the_spelling_of_a_placement_field_is_no_difference() {
    web.withoutWaiting().given(PLACED);
    answered(s ->
        s.placementStrategy(
            s.build().placementStrategy().stream()
                .map(p -> p.field().equals("memory") ? p.toBuilder().field("MEMORY").build() : p)
                .toList()));

    web.nothing(PLACED);
    web.nothing(Case.edited(PLACED, "field: memory", "field: MEMORY"));
  }

  @Test
  void sv_22_the_order_of_a_placement_strategy_means_something() {
    web.withoutWaiting().given(PLACED);

    String other =
        Case.edited(
            PLACED,
            """
                  - {type: spread, field: "attribute:ecs.availability-zone"}
                  - {type: binpack, field: memory}
            """
                .indent(0),
            "      - {type: binpack, field: memory}\n"
                + "      - {type: spread, field: \"attribute:ecs.availability-zone\"}\n");
    web.lab.apply(other);

    assertThat(web.update().placementStrategy().getFirst().typeAsString()).isEqualTo("binpack");
  }

  @Test
  void sv_23_a_list_that_is_emptied_is_sent_as_an_empty_list() {
    web.withoutWaiting().given(PLACED);
    String none =
        Case.edited(
                PLACED,
                """
                    - {type: distinctInstance}
                    - {type: memberOf, expression: "attribute:ecs.os-type == linux"}
                """
                    .indent(2),
                "")
            .replace("placementConstraints:", "placementConstraints: []");

    web.lab.apply(none);

    assertThat(web.update().hasPlacementConstraints()).isTrue();
    assertThat(web.update().placementConstraints()).isEmpty();
    assertThat(web.service().placementConstraints()).isEmpty();
    web.nothing(none);
  }

  @Test
  void sv_28_subnets_and_groups_have_no_order() {
    String grouped = GROUPS + Case.web("securityGroups: [securityGroup/one, securityGroup/two]");
    web.given(grouped);
    assertThat(vpc(web.service()).subnets()).hasSizeGreaterThan(1);
    answered(s ->
        s.networkConfiguration(n ->
            n.awsvpcConfiguration(
                vpc(s.build()).toBuilder()
                    .subnets(reversed(vpc(s.build()).subnets()))
                    .securityGroups(reversed(vpc(s.build()).securityGroups()))
                    .build())));

    web.nothing(grouped);
    web.nothing(GROUPS + Case.web("securityGroups: [securityGroup/two, securityGroup/one]"));
  }

  @Test
  void sv_28_no_word_about_a_public_address_is_disabled() {
    String inside =
        Case.web(
            """
            networkConfiguration: {awsvpcConfiguration: {subnets: ["${network.main.publicSubnetIds}"]}}
            """);
    web.given(inside);
    web.nothing(inside + "    assignPublicIp: false\n");
    answered(s ->
        s.networkConfiguration(n ->
            n.awsvpcConfiguration(
                vpc(s.build()).toBuilder().assignPublicIp((String) null).build())));

    web.nothing(inside);
    web.nothing(inside + "    assignPublicIp: false\n");
  }

  private static AwsVpcConfiguration vpc(Service of) {
    return of.networkConfiguration().awsvpcConfiguration();
  }

  @Test
  void sv_29_a_family_written_by_its_name_is_no_update_every_five_minutes() {
    String family = Case.web("taskDefinition: {family: shop-web}");
    for (int i = 4; i >= 0; i--) {
      web.given(Case.edited(family, "1.4.2", "1.4." + i));
    }
    String last = Case.edited(family, "1.4.2", "1.4.0");
    assertThat(web.service().taskDefinition()).endsWith("shop-web:5");
    for (int i = 0; i < 12; i++) {
      web.lab.clock().advance(Duration.ofMinutes(5));
      web.lab.pass(last);
    }

    assertThat(web.writes()).isEmpty();
    web.nothing(last);
  }

  @Test
  void sv_34_no_word_about_propagated_tags_is_none() {
    web.given(Case.WEB);
    answered(s -> s.propagateTags(PropagateTags.NONE));
    web.nothing(Case.WEB);
    answered(s -> s.propagateTags((String) null));

    web.nothing(Case.WEB);
    web.nothing(Case.web("propagateTags: NONE"));
  }

  @Test
  void lists_that_an_answer_leaves_out_are_empty() {
    String written = Case.web("placementConstraints: []\nserviceRegistries: []\n");
    web.given(written);
    answered(s ->
        s.placementConstraints(DefaultSdkAutoConstructList.getInstance())
            .serviceRegistries(DefaultSdkAutoConstructList.getInstance())
            .loadBalancers(DefaultSdkAutoConstructList.getInstance()));

    web.nothing(written);
  }
}
