package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import steadystate.sandbox.Answers;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;

/** Services behind a load balancer. */
class ServiceExposureCasesTest {
  private static final String BALANCER =
      """
      loadBalancers:
        public:
          listeners:
            http: {port: 80, protocol: HTTP}
      """;

  private static final String EXPOSE =
      "    expose: [{loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10,"
          + " containerName: app, containerPort: 8080}]\n";

  private static final String HIDDEN = BALANCER + Case.WEB;
  private static final String EXPOSED = HIDDEN + EXPOSE;

  private static final String SECURE =
      Case.edited(
          Case.edited(
              EXPOSED,
              "http: {port: 80, protocol: HTTP}",
              "http: {port: 80, protocol: HTTP, redirectTo: https}\n"
                  + "      https: {port: 443, protocol: HTTPS, certificates:"
                  + " [\"arn:aws:acm:eu-west-1:123456789012:certificate/1\"]}"),
          "listener: http",
          "listener: https");

  private static final String REFUSED =
      "The target group with targetGroupArn arn:aws:x does not have an associated load balancer.";

  private final Case web = new Case();

  private List<TargetGroup> groups() {
    return web.lab
        .byHand(ElasticLoadBalancingV2Client.class)
        .describeTargetGroups(r -> {})
        .targetGroups();
  }

  @Test
  void sv_19_behind_a_load_balancer_no_grace_period_is_zero() {
    web.given(EXPOSED);
    assertThat(web.service().healthCheckGracePeriodSeconds()).isZero();
    web.nothing(EXPOSED);
    web.nothing(EXPOSED + "    healthCheckGracePeriodSeconds: 0\n");
    Answers.service(web.lab.sandbox(), "web", s -> s.healthCheckGracePeriodSeconds(null));

    web.nothing(EXPOSED);
    web.nothing(EXPOSED + "    healthCheckGracePeriodSeconds: 0\n");
  }

  @Test
  void sv_32_a_service_detached_by_hand_is_told_and_attached_again() {
    web.given(EXPOSED);
    LoadBalancer attached = web.service().loadBalancers().getFirst();
    web.ecs.updateService(r -> r.cluster("dev").service("web").loadBalancers(List.of()));
    web.pause();

    assertThat(web.differences(EXPOSED)).anyMatch(path -> path.startsWith("loadBalancers["));
    web.lab.apply(EXPOSED);

    assertThat(web.service().loadBalancers()).containsExactly(attached);
    assertThat(web.writes()).containsExactly("UpdateService");
    web.nothing(EXPOSED);
  }

  @Test
  void sv_49_a_group_gets_its_rule_before_the_service_gets_the_group() {
    web.given(HIDDEN);

    web.lab.apply(EXPOSED);

    assertThat(web.writes())
        .containsSubsequence("CreateTargetGroup", "CreateRule", "UpdateService");
    assertThat(web.service().loadBalancers()).hasSize(1);
    web.nothing(EXPOSED);
  }

  @Test
  void sv_49_a_group_that_ecs_does_not_see_attached_yet_is_tried_again() {
    web.given(HIDDEN);
    web.lab
        .sandbox()
        .conditions()
        .fail("ecs:UpdateService", 3, Fault.error("InvalidParameterException", 400, REFUSED));

    assertThat(web.lab.apply(EXPOSED).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.count("CreateTargetGroup")).isEqualTo(1);
    assertThat(web.count("CreateRule")).isEqualTo(1);
    web.nothing(EXPOSED);
  }

  @Test
  void sv_49_a_group_that_is_never_attached_is_not_tried_for_ever() {
    web.given(HIDDEN);
    web.lab.options(web.lab.options().patience(Duration.ofMinutes(5)));
    web.lab
        .sandbox()
        .conditions()
        .fail("ecs:UpdateService", Fault.error("InvalidParameterException", 400, REFUSED));

    assertThat(web.lab.apply(EXPOSED).outcome()).isNotEqualTo(Case.STEADY);

    assertThat(
            web.lab.sandbox().recording().attempts().stream()
                .filter(call -> call.matches("ecs:UpdateService")))
        .hasSizeBetween(2, 60);
  }

  /** After each change of the balancer the service's group must still be reached by a listener. */
  @Test
  void sv_50_a_group_has_its_new_listener_before_the_old_one_redirects() {
    web.given(EXPOSED);
    List<String> unreached = new ArrayList<>();
    web.lab.sandbox().conditions().hook(new Reached(unreached));

    assertThat(web.lab.apply(SECURE).outcome()).isEqualTo(Case.STEADY);

    web.lab.sandbox().conditions().clear();
    assertThat(unreached).isEmpty();
    assertThat(groups()).hasSize(1);
    web.nothing(SECURE);
  }

  private final class Reached implements Hook {
    private final List<String> unreached;

    Reached(List<String> unreached) {
      this.unreached = unreached;
    }

    @Override
    public void afterEffect(Call call) {
      if (call.mutating() && groups().stream().anyMatch(g -> g.loadBalancerArns().isEmpty())) {
        unreached.add(call.action());
      }
    }
  }

  @Test
  void sv_52_a_container_renamed_together_with_its_attachment_is_one_update() {
    web.given(EXPOSED);
    String renamed =
        Case.edited(
            Case.edited(EXPOSED, "      app:\n", "      front:\n"),
            "containerName: app",
            "containerName: front");

    assertThat(web.lab.apply(renamed).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.update().loadBalancers())
        .extracting(LoadBalancer::containerName)
        .containsExactly("front");
    assertThat(web.update().taskDefinition()).endsWith("dev-web:2");
    assertThat(web.registered().containerDefinitions().getFirst().name()).isEqualTo("front");
    assertThat(groups()).hasSize(1);
    web.nothing(renamed);
  }
}
