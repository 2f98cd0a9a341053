package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.Written.map;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSettingName;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import steadystate.drift.Status;
import steadystate.kinds.Stage;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.sandbox.Hook;

class ClusterKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private final Stage stage = new Stage();
  private final EcsClient ecs = stage.aws.client(EcsClient.class, Stage.REGION);

  @Test
  void services_need_a_cluster_that_is_named_after_the_environment() {
    stage.write("services", "api");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(cluster("dev").status()).isEqualTo("ACTIVE");
    assertThat(stage.finding("cluster/main").live().orElseThrow().attributes().byName())
        .containsEntry("name", "dev")
        .containsEntry("arn", cluster("dev").clusterArn());
  }

  @Test
  void every_field_is_set_at_creation_and_nothing_differs_afterwards() {
    everything();

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).containsExactly("CreateCluster");
    assertThat(stage.differences("cluster/main")).isEmpty();
    stage.aws.conditions().shuffle(3);
    assertThat(stage.differences("cluster/main")).isEmpty();
  }

  @Test
  void each_field_that_changes_is_sent_alone() {
    everything();
    stage.apply();
    stage.listen();

    stage.write("cluster", "main", "settings", map("containerInsights", "disabled"));
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(stage.writes()).startsWith("UpdateCluster").doesNotContain("CreateCluster");
    stage.listen().write("cluster", "main", "capacityProviders", List.of("FARGATE"));
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).startsWith("PutClusterCapacityProviders");
    assertThat(cluster("dev").capacityProviders()).containsExactly("FARGATE");
    assertThat(cluster("dev").defaultCapacityProviderStrategy()).hasSize(2);
    assertThat(cluster("dev").configuration().executeCommandConfiguration().kmsKeyId())
        .isEqualTo("key");
  }

  @Test
  void a_setting_changed_by_hand_comes_back() {
    everything();
    stage.apply();
    ecs.updateClusterSettings(r ->
        r.cluster("dev")
            .settings(s -> s.name(ClusterSettingName.CONTAINER_INSIGHTS).value("disabled")));
    assertThat(stage.differences("cluster/main"))
        .containsExactly("settings[containerInsights]: disabled -> enabled");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(cluster("dev").settings().getFirst().value()).isEqualTo("enabled");
  }

  @Test
  void an_inactive_cluster_counts_as_missing() {
    stage.write("cluster", "main");
    stage.apply();
    ecs.deleteCluster(r -> r.cluster("dev"));
    assertThat(cluster("dev").status()).isEqualTo("INACTIVE");

    assertThat(stage.finding("cluster/main").status()).isEqualTo(Status.MISSING);
    stage.pause(java.time.Duration.ofMinutes(2));
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(cluster("dev").status()).isEqualTo("ACTIVE");
  }

  @Test
  void a_cluster_that_somebody_made_meanwhile_is_not_taken_for_ours() {
    stage.write("cluster", "main");
    stage
        .aws
        .conditions()
        .hook(
            new Hook() {
              private boolean done;

              @Override
              public void before(steadystate.sandbox.Call call) {
                if (!done && call.matches("ecs:CreateCluster")) {
                  done = true;
                  ecs.createCluster(r -> r.clusterName("dev"));
                }
              }
            });

    Receipt receipt = stage.apply();

    assertThat(receipt.steps().getFirst().failure().orElseThrow().code())
        .isEqualTo("ClusterExists");
    assertThat(stage.finding("cluster/main").status()).isEqualTo(Status.CONFLICT);
    assertThat(cluster("dev").tags()).isEmpty();
  }

  @Test
  void a_lost_answer_makes_no_twin() {
    stage.write("cluster", "main");
    stage.aws.conditions().loseAnswers("ecs:CreateCluster", 1);
    stage.apply();
    stage.aws.conditions().clear();

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(ecs.listClusters().clusterArns()).hasSize(1);
  }

  @Test
  void a_cluster_with_a_service_in_it_waits() {
    stage.write("cluster", "main");
    stage.write("logGroups", "a").write("logGroups", "b").write("logGroups", "c");
    stage.apply();
    service();
    stage.erase("cluster", "main");

    Receipt receipt = stage.apply();

    assertThat(receipt.steps())
        .filteredOn(step -> step.resource().toString().equals("cluster/main"))
        .isNotEmpty()
        .allSatisfy(step ->
            assertThat(step.failure().orElseThrow())
                .isInstanceOf(steadystate.failure.Failure.Busy.class));
    assertThat(cluster("dev").status()).isEqualTo("ACTIVE");
  }

  @Test
  void a_new_name_is_a_new_cluster_and_the_old_one_goes() {
    stage.write("cluster", "main");
    stage.apply();
    stage.named("cluster", "main", Optional.of("blue"));

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(cluster("blue").status()).isEqualTo("ACTIVE");
    assertThat(cluster("dev").status()).isEqualTo("INACTIVE");
  }

  @Test
  void tags_changed_by_hand_come_back() {
    stage.write("cluster", "main");
    stage.apply();
    String arn = cluster("dev").clusterArn();
    ecs.untagResource(r -> r.resourceArn(arn).tagKeys(Owner.RESOURCE));
    assertThat(stage.differences("cluster/main"))
        .containsExactly("tags[steadystate:resource]: (absent) -> cluster/main");

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(cluster("dev").tags()).anyMatch(t -> t.key().equals(Owner.RESOURCE));
  }

  @Test
  void one_look_costs_two_calls() {
    everything();
    stage.apply();
    stage.listen();

    stage.finding("cluster/main");

    assertThat(stage.aws.recording().byAction())
        .containsEntry("ecs:DescribeClusters", 1L)
        .containsEntry("tag:GetResources", 1L)
        .doesNotContainKey("ecs:ListTagsForResource");
  }

  @Test
  void a_failed_read_of_one_cluster_is_not_absence() {
    stage.write("cluster", "main");
    stage.apply();
    stage.aws.conditions().fail("ecs:DescribeClusters", 1, steadystate.sandbox.Fault.UNAVAILABLE);

    assertThat(stage.finding("cluster/main").status()).isEqualTo(Status.UNKNOWN);
  }

  private void everything() {
    stage.write(
        "cluster",
        "main",
        "settings",
        map("containerInsights", "enabled"),
        "capacityProviders",
        List.of("FARGATE_SPOT", "FARGATE"),
        "defaultCapacityProviderStrategy",
        List.of(
            map("capacityProvider", "FARGATE_SPOT", "weight", 4),
            map("capacityProvider", "FARGATE", "base", 1, "weight", 1)),
        "configuration",
        map("executeCommandConfiguration", map("kmsKeyId", "key", "logging", "DEFAULT")),
        "serviceConnectDefaults",
        map("namespace", "arn:aws:servicediscovery:eu-west-1:123456789012:namespace/ns-1"));
  }

  private void service() {
    String definition =
        ecs.registerTaskDefinition(r ->
                r.family("theirs").containerDefinitions(c -> c.name("app").image("app").memory(64)))
            .taskDefinition()
            .taskDefinitionArn();
    ecs.createService(r ->
        r.cluster("dev")
            .serviceName("theirs")
            .taskDefinition(definition)
            .launchType(LaunchType.EC2)
            .desiredCount(0));
  }

  private Cluster cluster(String name) {
    return ecs.describeClusters(r ->
            r.clusters(name)
                .include(ClusterField.TAGS, ClusterField.SETTINGS, ClusterField.CONFIGURATIONS))
        .clusters()
        .getFirst();
  }
}
