package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.sandbox.Call;
import steadystate.sandbox.Fault;
import steadystate.sandbox.Hook;

/** Services and clusters that come and go. */
class ServiceLifeCasesTest {
  private static final String OTHERS =
      """
      securityGroups:
        one: {description: first}
        two: {description: second}
        three: {description: third}
        four: {description: fourth}
      """;

  private static final Duration LONG = Duration.ofMinutes(10);

  private final Case web = new Case();

  private long creates() {
    return web.lab.sandbox().recording().attempts().stream()
        .filter(call -> call.matches("ecs:CreateService"))
        .count();
  }

  private void deletedByHand() {
    web.lab.sandbox().nature().stopping(LONG);
    web.ecs.deleteService(r -> r.cluster("dev").service("web").force(true));
  }

  @Test
  void sv_35_short_arns_are_told_with_the_remedy_and_not_tried_again() {
    web.lab
        .sandbox()
        .conditions()
        .fail(
            "ecs:CreateService",
            Fault.error(
                "InvalidParameterException",
                400,
                "The new ARN and resource ID format must be enabled to add tags to the service."
                    + " Opt in to the new format and try again."));

    Receipt receipt = web.lab.apply(Case.WEB);

    assertThat(receipt.outcome())
        .isInstanceOfSatisfying(
            Receipt.Outcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .contains("put-account-setting-default --name serviceLongArnFormat"));
    assertThat(creates()).isEqualTo(1);
  }

  @Test
  void sv_37_nothing_is_created_while_the_old_service_drains() {
    web.given(Case.WEB);
    deletedByHand();
    web.lab.restarted();
    web.lab.sandbox().recording().clear();
    for (int i = 0; i < 8; i++) {
      web.lab.pass(Case.WEB);
      web.lab.clock().advance(Duration.ofMinutes(1));
    }
    assertThat(web.service().status()).isEqualTo("DRAINING");
    assertThat(web.looked(Case.WEB).plan().isWaiting()).isTrue();
    assertThat(creates()).isZero();

    assertThat(web.lab.apply(Case.WEB).outcome()).isEqualTo(Case.STEADY);

    assertThat(creates()).isEqualTo(1);
    assertThat(web.service().status()).isEqualTo("ACTIVE");
    web.nothing(Case.WEB);
  }

  @Test
  void sv_38_one_that_was_made_meanwhile_and_is_ours_is_taken_up() {
    meanwhile(r ->
        r.tags(
            tag(Owner.ENVIRONMENT, "dev"),
            tag(Owner.RESOURCE, "service/web"),
            tag(Owner.INSTALLATION, "default")));

    assertThat(web.lab.apply(Case.WEB).outcome()).isEqualTo(Case.STEADY);

    assertThat(creates()).isEqualTo(2);
    assertThat(web.service().desiredCount()).isEqualTo(2);
    web.nothing(Case.WEB);
  }

  @Test
  void sv_38_one_that_was_made_meanwhile_by_a_stranger_is_a_conflict() {
    meanwhile(r -> {});

    web.lab.apply(Case.WEB);
    for (int i = 0; i < 5; i++) {
      web.lab.clock().advance(Duration.ofMinutes(5));
      web.lab.pass(Case.WEB);
    }

    assertThat(web.lab.finding(Case.WEB, "service/web").status()).isEqualTo(Status.CONFLICT);
    assertThat(creates()).isEqualTo(2);
    assertThat(web.count("UpdateService")).isZero();
  }

  @Test
  void sv_38_one_that_drains_meanwhile_is_waited_for() {
    web.given(Case.WEB);
    deletedByHand();
    // The look was made before the service drained.
    web.lab.sandbox().conditions().stale(call -> call.matches("ecs:DescribeServices") ? 1 : 0);
    web.lab.pass(Case.WEB);
    web.lab.sandbox().conditions().clear();

    assertThat(web.lab.apply(Case.WEB).outcome()).isEqualTo(Case.STEADY);

    assertThat(creates()).isEqualTo(1);
    web.nothing(Case.WEB);
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Just before our create arrives, somebody else's does. */
  private void meanwhile(Consumer<CreateServiceRequest.Builder> also) {
    web.lab.sandbox().conditions().hook(new Meanwhile(also));
  }

  private final class Meanwhile implements Hook {
    private final Consumer<CreateServiceRequest.Builder> also;
    private boolean done;

    Meanwhile(Consumer<CreateServiceRequest.Builder> also) {
      this.also = also;
    }

    @Override
    public void before(Call call) {
      if (!done && call.request() instanceof CreateServiceRequest ours) {
        done = true;
        CreateServiceRequest.Builder theirs =
            ours.toBuilder().desiredCount(1).clientToken("another").tags(List.of());
        also.accept(theirs);
        web.ecs.createService(theirs.build());
      }
    }
  }

  @Test
  void sv_53_a_cluster_comes_before_its_services() {
    web.lab.apply(Case.WEB);

    assertThat(web.writes()).containsSubsequence("CreateCluster", "CreateService");
    web.nothing(Case.WEB);
  }

  @Test
  void sv_53_an_inactive_cluster_is_made_again_with_its_services() {
    web.given(Case.WEB);
    web.ecs.deleteService(r -> r.cluster("dev").service("web").force(true));
    web.lab.clock().advance(Duration.ofMinutes(5));
    web.ecs.deleteCluster(r -> r.cluster("dev"));
    web.pause();
    assertThat(web.ecs.describeClusters(r -> r.clusters("dev")).clusters())
        .singleElement()
        .matches(cluster -> cluster.status().equals("INACTIVE"));

    assertThat(web.lab.finding(Case.WEB, "cluster/main").status()).isEqualTo(Status.MISSING);
    assertThat(web.lab.apply(Case.WEB).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.writes()).containsSubsequence("CreateCluster", "CreateService");
    web.nothing(Case.WEB);
  }

  @Test
  void sv_55_a_cluster_waits_until_its_last_service_has_drained() {
    web.given(OTHERS + Case.WEB);
    web.lab.sandbox().nature().stopping(LONG);

    for (int i = 0; i < 5; i++) {
      web.lab.pass(OTHERS);
      web.lab.clock().advance(Duration.ofMinutes(1));
    }
    assertThat(web.writes()).containsExactly("DeleteService");
    assertThat(web.lab.apply(OTHERS).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.writes()).containsExactly("DeleteService", "DeleteCluster");
    assertThat(web.lab.everything()).noneMatch(live -> live.id().kind().equals("cluster"));
  }

  @Test
  void sv_55_a_cluster_that_still_contains_services_is_tried_again_later() {
    web.given(OTHERS + Case.WEB);
    web.lab
        .sandbox()
        .conditions()
        .fail(
            "ecs:DeleteCluster",
            3,
            Fault.error(
                "ClusterContainsServicesException",
                400,
                "The Cluster cannot be deleted while Services are active."));

    assertThat(web.lab.apply(OTHERS).outcome()).isEqualTo(Case.STEADY);

    assertThat(web.writes()).containsExactly("DeleteService", "DeleteCluster");
  }
}
