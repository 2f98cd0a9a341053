package steadystate.kinds;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.Written.map;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.drift.Status;
import steadystate.reconcile.Receipt;

class ServiceKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private final Stage stage = new Stage();
  private final EcsClient ecs = stage.aws.client(EcsClient.class, Stage.REGION);

  private void api(Object... more) {
    Object[] members = {
      "image", "app:1.4.2", "cpu", "256", "memory", "512", "port", 8000, "desiredCount", 2
    };
    Object[] all = new Object[members.length + more.length];
    System.arraycopy(members, 0, all, 0, members.length);
    System.arraycopy(more, 0, all, members.length, more.length);
    stage.write("services", "api", all);
  }

  private Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("api")).services().getFirst();
  }

  private TaskDefinition definition() {
    return ecs.describeTaskDefinition(r -> r.taskDefinition(service().taskDefinition()))
        .taskDefinition();
  }

  private List<UpdateServiceRequest> updates() {
    return stage.aws.recording().writes().stream()
        .map(call -> call.request())
        .filter(UpdateServiceRequest.class::isInstance)
        .map(UpdateServiceRequest.class::cast)
        .toList();
  }

  private void started(Object... more) {
    api(more);
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);
    assertThat(stage.problems).isEmpty();
    stage.listen();
  }

  @Test
  void a_plain_entry_becomes_a_fargate_service_that_is_steady() {
    started("environment", map("LOG", "info"));

    assertThat(service().launchTypeAsString()).isEqualTo("FARGATE");
    assertThat(service().runningCount()).isEqualTo(2);
    assertThat(definition().family()).isEqualTo("dev-api");
    assertThat(definition().networkModeAsString()).isEqualTo("awsvpc");
    assertThat(stage.differences("service/api")).isEmpty();
  }

  @Test
  void nothing_differs_however_aws_orders_its_answers() {
    started(
        "environment", map("LOG", "info", "MODE", "api", "A", "1"),
        "secrets", map("DB_PW", "arn:aws:ssm:x", "API_KEY", "arn:aws:ssm:y"),
        "healthCheck", map("command", List.of("CMD-SHELL", "true")),
        "logRetentionDays", 14,
        "containers",
            map(
                "side",
                map(
                    "image",
                    "side:1",
                    "essential",
                    false,
                    "dependsOn",
                    List.of(map("containerName", "api", "condition", "START")),
                    "ulimits",
                    List.of(map("name", "nofile", "softLimit", 1, "hardLimit", 2)))),
        "taskDefinition",
            map(
                "volumes", List.of(map("name", "a"), map("name", "b")),
                "runtimePlatform",
                    map("operatingSystemFamily", "LINUX", "cpuArchitecture", "X86_64")),
        "rollout",
            map(
                "strategy",
                "rolling",
                "minimumHealthyPercent",
                100,
                "maximumPercent",
                200,
                "circuitBreaker",
                true,
                "rollback",
                true,
                "timeout",
                "15m",
                "alarms",
                List.of()));

    for (int seed = 1; seed <= 5; seed++) {
      stage.aws.conditions().shuffle(seed);
      assertThat(stage.differences("service/api")).isEmpty();
    }
    assertThat(stage.apply().passes()).isZero();
    assertThat(stage.writes()).isEmpty();
  }

  @Test
  void another_image_is_one_revision_and_one_update_that_carries_nothing_else() {
    started("environment", map("LOG", "info"));
    api("environment", map("LOG", "info"), "image", "app:1.5.0");

    assertThat(stage.differences("service/api"))
        .containsExactly("containerDefinitions[api].image: app:1.4.2 -> app:1.5.0");
    assertThat(stage.finding("service/api").status()).isEqualTo(Status.PENDING);
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes())
        .containsExactly("RegisterTaskDefinition", "UpdateService", "TagResource");
    assertThat(updates())
        .singleElement()
        .satisfies(update -> {
          assertThat(update.desiredCount()).isNull();
          assertThat(update.hasLoadBalancers()).isFalse();
          assertThat(update.networkConfiguration()).isNull();
          assertThat(update.taskDefinition()).endsWith("dev-api:2");
        });
  }

  @Test
  void an_earlier_revision_with_the_content_is_used_again() {
    started();
    api("image", "app:1.5.0");
    stage.apply();
    stage.listen();
    api();

    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).containsExactly("UpdateService", "TagResource");
    assertThat(service().taskDefinition()).endsWith(":1");
  }

  @Test
  void a_service_moved_by_hand_goes_back_to_the_revision_that_is_wished() {
    started("environment", map("LOG", "info"));
    byHand("LOG", "debug", c -> {});

    assertThat(stage.finding("service/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(stage.differences("service/api"))
        .containsExactly("containerDefinitions[api].environment[LOG]: debug -> info");
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).containsExactly("UpdateService");
    assertThat(service().taskDefinition()).endsWith(":1");
  }

  @Test
  void a_newer_revision_that_nobody_runs_is_no_difference() {
    started();
    ecs.registerTaskDefinition(like(definition()).cpu("1024").memory("2048").build());

    assertThat(stage.differences("service/api")).isEmpty();
  }

  @Test
  void what_nobody_wrote_survives_a_new_revision() {
    started();
    byHand("X", "y", c -> c.stopTimeout(60));
    api("image", "app:1.5.0");

    assertThat(stage.differences("service/api"))
        .containsExactly("containerDefinitions[api].image: app:1.4.2 -> app:1.5.0");
    stage.apply();

    assertThat(definition().containerDefinitions().getFirst().stopTimeout()).isEqualTo(60);
    assertThat(definition().containerDefinitions().getFirst().image()).isEqualTo("app:1.5.0");
  }

  @Test
  void a_deregistered_revision_is_registered_again_once() {
    started();
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("dev-api:1"));
    stage.restart();

    assertThat(stage.differences("service/api"))
        .containsExactly("taskDefinition.status: INACTIVE -> ACTIVE");
    assertThat(stage.apply().outcome()).isEqualTo(STEADY);

    assertThat(stage.writes()).containsOnlyOnce("RegisterTaskDefinition");
    assertThat(service().taskDefinition()).endsWith(":2");
    assertThat(stage.differences("service/api")).isEmpty();
  }

  private void byHand(
      String name,
      String value,
      java.util.function.Consumer<
              software.amazon.awssdk.services.ecs.model.ContainerDefinition.Builder>
          more) {
    TaskDefinition now = definition();
    var container =
        now.containerDefinitions().getFirst().toBuilder()
            .environment(e -> e.name(name).value(value))
            .applyMutation(more)
            .build();
    String arn =
        ecs.registerTaskDefinition(like(now).containerDefinitions(container).build())
            .taskDefinition()
            .taskDefinitionArn();
    ecs.updateService(r -> r.cluster("dev").service("api").taskDefinition(arn));
    stage.clock.advance(Duration.ofMinutes(2));
    stage.listen();
  }

  private static RegisterTaskDefinitionRequest.Builder like(TaskDefinition now) {
    return RegisterTaskDefinitionRequest.builder()
        .family(now.family())
        .cpu(now.cpu())
        .memory(now.memory())
        .networkMode(now.networkMode())
        .requiresCompatibilities(now.requiresCompatibilities())
        .executionRoleArn(now.executionRoleArn())
        .containerDefinitions(now.containerDefinitions());
  }
}
