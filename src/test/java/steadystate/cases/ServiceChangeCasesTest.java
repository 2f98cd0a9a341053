package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.drift.Status;
import steadystate.resource.Health;

/** Services: changes, and who may make them. */
class ServiceChangeCasesTest {
  private static final String CONNECTED =
      Case.edited(Case.WEB, "containerPort: 8080", "containerPort: 8080, name: http")
          + """
              serviceConnectConfiguration:
                enabled: true
                namespace: shop
                services:
                  - {portName: http, clientAliases: [{port: 8080, dnsName: web}]}
          """;

  private static final String BREAKER =
      Case.web("rollout: {circuitBreaker: true, rollback: true, timeout: 15m}");

  private final Case web = new Case();

  private static String off() {
    return Case.edited(
        CONNECTED,
        CONNECTED.substring(CONNECTED.indexOf("    serviceConnectConfiguration:")),
        "    serviceConnectConfiguration: {enabled: false}\n");
  }

  @Test
  void sv_25_service_connect_is_switched_off_by_the_word_alone() {
    web.given(CONNECTED);

    web.changes(off(), "serviceConnectConfiguration.enabled: true -> false");

    assertThat(web.update().serviceConnectConfiguration().enabled()).isFalse();
    assertThat(web.update().serviceConnectConfiguration().hasServices()).isFalse();
  }

  @Test
  void sv_26_service_connect_switched_off_by_hand_is_drift() {
    web.given(CONNECTED);
    web.nothing(CONNECTED);
    web.given(CONNECTED);
    web.ecs.updateService(
        r -> r.cluster("dev").service("web").serviceConnectConfiguration(c -> c.enabled(false)));
    web.pause();

    assertThat(web.lab.finding(CONNECTED, "service/web").status()).isNotEqualTo(Status.IN_SYNC);
    assertThat(web.differences(CONNECTED))
        .contains("serviceConnectConfiguration.enabled: false -> true");
    web.lab.apply(CONNECTED);
    web.nothing(CONNECTED);
  }

  @Test
  void sv_31_another_task_definition_reaches_the_service_in_the_same_pass() {
    web.given(Case.WEB);

    web.lab.pass(Case.edited(Case.WEB, "LOG: info", "LOG: debug"));

    assertThat(web.writes()).startsWith("RegisterTaskDefinition", "UpdateService");
    assertThat(web.update().taskDefinition()).endsWith("dev-web:2");
  }

  @Test
  void sv_40_what_codedeploy_deploys_is_refused_with_the_reason() {
    String theirs = Case.web("deploymentController: {type: CODE_DEPLOY}");
    web.withoutWaiting().given(theirs);
    String newer = Case.edited(theirs, "1.4.2", "1.5.0");

    web.lab.sandbox().recording().clear();
    web.lab.apply(newer);

    assertThat(web.writes()).isEmpty();
    assertThat(web.lab.look(newer).plan().refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.resource()).hasToString("service/web");
          assertThat(refusal.message()).contains("is deployed by CodeDeploy");
        });
    String moved = theirs + "    assignPublicIp: false\n";
    assertThat(web.lab.look(moved).plan().refusals()).hasSize(1);
  }

  @Test
  void sv_40_a_count_is_still_ours_under_codedeploy() {
    String theirs = Case.web("deploymentController: {type: CODE_DEPLOY}");
    web.withoutWaiting().given(theirs);

    web.lab.apply(Case.edited(theirs, "desiredCount: 2", "desiredCount: 3"));

    assertThat(web.update().desiredCount()).isEqualTo(3);
  }

  @Test
  void sv_41_a_service_without_a_task_definition_is_compared_by_what_it_has() {
    String external =
        """
        services:
          web:
            deploymentController: {type: EXTERNAL}
            schedulingStrategy: REPLICA
            desiredCount: 0
            enableExecuteCommand: false
        """;
    web.withoutWaiting();
    web.lab.apply(external);
    assertThat(web.requests(CreateServiceRequest.class)).hasSize(1);
    assertThat(web.service().taskDefinition()).isNull();

    web.nothing(external);
  }

  @Test
  void sv_43_what_ecs_rolled_back_is_tried_once_and_told_until_the_spec_changes() {
    web.given(BREAKER);
    web.lab.sandbox().breaks("repo/app:1.5.0");
    String broken = Case.edited(BREAKER, "1.4.2", "1.5.0");

    assertThat(web.lab.apply(broken).outcome()).isNotEqualTo(Case.STEADY);
    for (int i = 0; i < 20; i++) {
      web.lab.clock().advance(Duration.ofMinutes(5));
      web.lab.pass(broken);
    }
    web.lab.restarted();
    web.lab.pass(broken);

    assertThat(web.requests(UpdateServiceRequest.class)).hasSize(1);
    assertThat(web.count("RegisterTaskDefinition")).isEqualTo(1);
    assertThat(health(broken))
        .isInstanceOfSatisfying(
            Health.Broken.class,
            health -> assertThat(health.reason()).contains("rolled back by ECS"));
    String mended = Case.edited(BREAKER, "1.4.2", "1.5.1");
    assertThat(web.lab.apply(mended).outcome()).isEqualTo(Case.STEADY);
    web.nothing(mended);
  }

  @Test
  void sv_43_going_back_to_the_image_that_runs_is_enough() {
    web.given(BREAKER);
    web.lab.sandbox().breaks("repo/app:1.5.0");
    web.lab.apply(Case.edited(BREAKER, "1.4.2", "1.5.0"));

    assertThat(web.lab.apply(BREAKER).outcome()).isEqualTo(Case.STEADY);
    web.nothing(BREAKER);
  }

  private Health health(String yaml) {
    return web.lab.finding(yaml, "service/web").live().orElseThrow().health();
  }

  @Test
  void sv_44_a_rollout_without_an_end_is_told_and_not_repeated() {
    web.given(BREAKER);
    web.lab.sandbox().nature().sickens("repo/app:1.5.0");
    String sick = Case.edited(BREAKER, "1.4.2", "1.5.0");

    for (int i = 0; i < 12; i++) {
      web.lab.pass(sick);
      web.lab.clock().advance(Duration.ofMinutes(5));
    }

    assertThat(health(sick))
        .isInstanceOfSatisfying(
            Health.Broken.class, health -> assertThat(health.reason()).contains("after 15 min"));
    assertThat(web.requests(UpdateServiceRequest.class)).hasSize(1);
    assertThat(web.looked(sick).plan().notes()).anyMatch(note -> note.about().equals("broken"));
  }

  @Test
  void sv_46_while_a_rollout_runs_only_the_newest_spec_counts() {
    web.given(BREAKER);
    web.lab.sandbox().nature().pulling(Duration.ofMinutes(10));
    web.lab.pass(Case.edited(BREAKER, "1.4.2", "1.5.0"));
    web.lab.clock().advance(Duration.ofSeconds(30));
    String newest = Case.edited(BREAKER, "1.4.2", "1.7.0");

    web.lab.pass(newest);
    web.lab.clock().advance(Duration.ofHours(1));

    assertThat(web.requests(UpdateServiceRequest.class))
        .extracting(u -> u.taskDefinition().replaceFirst(".*/", ""))
        .containsExactly("dev-web:2", "dev-web:3");
    assertThat(web.definition().containerDefinitions().getFirst().image())
        .isEqualTo("repo/app:1.7.0");
    web.nothing(newest);
  }

  @Test
  void sv_47_a_redeploy_token_is_one_deployment_for_each_of_its_values() {
    web.given(Case.WEB);
    String first = Case.web("redeploy: \"2024-06-01\"");
    for (int i = 0; i < 10; i++) {
      web.lab.pass(first);
      web.lab.clock().advance(Duration.ofMinutes(5));
    }
    web.lab.restarted();
    web.lab.pass(first);
    assertThat(web.requests(UpdateServiceRequest.class))
        .singleElement()
        .matches(UpdateServiceRequest::forceNewDeployment);

    String second = Case.web("redeploy: \"2024-06-02\"");
    for (int i = 0; i < 5; i++) {
      web.lab.pass(second);
      web.lab.clock().advance(Duration.ofMinutes(5));
    }

    assertThat(web.requests(UpdateServiceRequest.class)).hasSize(2);
    web.nothing(second);
  }

  @Test
  void a_service_scaled_by_hand_is_one_path_and_no_deployment() {
    web.given(Case.WEB);
    web.ecs.updateService(r -> r.cluster("dev").service("web").desiredCount(5));

    web.changes(Case.WEB, "desiredCount: 5 -> 2");

    assertThat(web.writes()).containsExactly("UpdateService");
    assertThat(List.of(web.service())).extracting(Service::desiredCount).containsExactly(2);
  }
}
