package steadystate.kinds.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

class ServiceKindTest {
  static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  static final String API =
      """
      services:
        api:
          image: app:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info, MODE: api}
          desiredCount: 2
      """;

  private final Lab lab = Lab.inMemory();
  private final EcsClient ecs = lab.byHand(EcsClient.class);

  /** The entry with more fields, or with some replaced. */
  private static String api(String more) {
    return API + more.indent(4);
  }

  private Service service() {
    return ecs.describeServices(r -> r.cluster("dev").services("api").include(ServiceField.TAGS))
        .services()
        .getFirst();
  }

  private TaskDefinition definition() {
    return ecs.describeTaskDefinition(r -> r.taskDefinition(service().taskDefinition()))
        .taskDefinition();
  }

  private ContainerDefinition container() {
    return definition().containerDefinitions().getFirst();
  }

  private List<UpdateServiceRequest> updates() {
    return lab.sandbox().recording().writes().stream()
        .map(call -> call.request())
        .filter(UpdateServiceRequest.class::isInstance)
        .map(UpdateServiceRequest.class::cast)
        .toList();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private void started(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    lab.sandbox().recording().clear();
  }

  private void applied(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
  }

  private List<String> changes(String yaml) {
    return lab.finding(yaml, "service/api").fields().stream()
        .map(field -> field.path() + ": " + field.live() + " -> " + field.desired())
        .toList();
  }

  @Test
  void a_plain_entry_becomes_a_fargate_service_that_is_steady() {
    applied(API);

    assertThat(service().launchTypeAsString()).isEqualTo("FARGATE");
    assertThat(service().runningCount()).isEqualTo(2);
    assertThat(definition().family()).isEqualTo("dev-api");
    assertThat(definition().networkModeAsString()).isEqualTo("awsvpc");
    assertThat(service().tags()).anyMatch(t -> t.value().equals("service/api"));
    assertThat(ecs.listTagsForResource(r -> r.resourceArn(service().taskDefinition())).tags())
        .anyMatch(t -> t.value().equals("service/api"));
  }

  @Test
  void nothing_differs_however_aws_orders_its_answers() {
    String rich =
        api(
            """
            secrets: {DB_PW: "arn:aws:ssm:x", API_KEY: "arn:aws:ssm:y"}
            healthCheck: {command: [CMD-SHELL, "true"]}
            logRetentionDays: 14
            containers:
              side:
                image: side:1
                essential: false
                dependsOn: [{containerName: api, condition: START}]
                mountPoints: [{sourceVolume: a, containerPath: /a}, {sourceVolume: b, containerPath: /b}]
                ulimits: [{name: nofile, softLimit: 1, hardLimit: 2}, {name: core, softLimit: 1, hardLimit: 2}]
                extraHosts: [{hostname: a, ipAddress: 1.1.1.1}, {hostname: b, ipAddress: 1.1.1.2}]
                portMappings: [{containerPort: 81}, {containerPort: 81, protocol: udp}]
                logConfiguration:
                  logDriver: awslogs
                  options: {mode: non-blocking, max-buffer-size: 25m, awslogs-group: x, n: 10}
            taskDefinition:
              volumes: [{name: a}, {name: b, efsVolumeConfiguration: {fileSystemId: fs-1, rootDirectory: /}}]
              runtimePlatform: {operatingSystemFamily: LINUX, cpuArchitecture: X86_64}
            rollout:
              {strategy: rolling, minimumHealthyPercent: 100, maximumPercent: 200, circuitBreaker: true, rollback: true, timeout: 15m, alarms: []}
            propagateTags: NONE
            schedulingStrategy: REPLICA
            deploymentController: {type: ECS}
            placementConstraints: []
            enableExecuteCommand: false
            serviceConnectConfiguration: {enabled: false}
            assignPublicIp: true
            """);
    started(rich);

    for (int seed = 1; seed <= 5; seed++) {
      lab.sandbox().conditions().shuffle(seed);
      assertThat(lab.differences(rich)).isEmpty();
    }
    lab.apply(rich);
    assertThat(writes()).isEmpty();
  }

  @Test
  void another_image_is_one_revision_and_one_update_that_carries_nothing_else() {
    started(API);
    String newer = API.replace("1.4.2", "1.5.0");

    assertThat(changes(newer))
        .containsExactly("containerDefinitions[api].image: app:1.4.2 -> app:1.5.0");
    assertThat(lab.finding(newer, "service/api").status()).isEqualTo(Status.PENDING);
    applied(newer);

    assertThat(writes()).containsExactly("RegisterTaskDefinition", "UpdateService", "TagResource");
    assertThat(updates())
        .singleElement()
        .satisfies(update -> assertThat(update.desiredCount()).isNull())
        .satisfies(update -> assertThat(update.hasLoadBalancers()).isFalse())
        .satisfies(update -> assertThat(update.networkConfiguration()).isNull())
        .satisfies(update -> assertThat(update.taskDefinition()).endsWith("dev-api:2"));
  }

  @Test
  void an_earlier_revision_with_the_content_is_used_again() {
    started(API);
    started(API.replace("1.4.2", "1.5.0"));

    applied(API);

    assertThat(writes()).containsExactly("UpdateService", "TagResource");
    assertThat(service().taskDefinition()).endsWith(":1");
  }

  @Test
  void a_service_moved_by_hand_goes_back_to_the_revision_that_is_wished() {
    started(API);
    byHand(c -> c.environment(e -> e.name("LOG").value("debug"), e -> e.name("MODE").value("api")));

    assertThat(lab.finding(API, "service/api").status()).isEqualTo(Status.DRIFTED);
    assertThat(changes(API))
        .containsExactly("containerDefinitions[api].environment[LOG]: debug -> info");
    applied(API);

    assertThat(writes()).containsExactly("UpdateService");
    assertThat(service().taskDefinition()).endsWith(":1");
  }

  @Test
  void a_newer_revision_that_nobody_runs_is_no_difference() {
    started(API);
    ecs.registerTaskDefinition(like(definition()).cpu("1024").memory("2048").build());

    assertThat(changes(API)).isEmpty();
  }

  @Test
  void what_nobody_wrote_survives_a_new_revision() {
    started(API);
    byHand(c -> c.stopTimeout(60));
    String newer = API.replace("1.4.2", "1.5.0");

    assertThat(changes(newer))
        .containsExactly("containerDefinitions[api].image: app:1.4.2 -> app:1.5.0");
    applied(newer);

    assertThat(container().stopTimeout()).isEqualTo(60);
    assertThat(container().image()).isEqualTo("app:1.5.0");
  }

  @Test
  void a_deregistered_revision_is_registered_again_once() {
    started(API);
    ecs.deregisterTaskDefinition(r -> r.taskDefinition("dev-api:1"));
    lab.restarted();

    assertThat(changes(API)).containsExactly("taskDefinition.status: INACTIVE -> ACTIVE");
    applied(API);

    assertThat(writes()).containsOnlyOnce("RegisterTaskDefinition");
    assertThat(service().taskDefinition()).endsWith(":2");
  }

  @Test
  void a_health_check_changes_in_the_written_field_alone() {
    String checked = api("healthCheck: {command: [CMD-SHELL, \"true\"]}");
    started(checked);
    String often = api("healthCheck: {command: [CMD-SHELL, \"true\"], interval: 10}");

    assertThat(changes(often))
        .containsExactly("containerDefinitions[api].healthCheck.interval: 30 -> 10");
    applied(often);

    assertThat(container().healthCheck().retries()).isEqualTo(3);
  }

  @Test
  void a_container_renamed_together_with_its_port_is_one_update() {
    started(API);
    String renamed =
        """
        services:
          api:
            cpu: 256
            memory: 512
            desiredCount: 2
            containers:
              web: {image: "app:1.4.2", portMappings: [{containerPort: 8000}]}
        """;
    applied(renamed);

    assertThat(writes())
        .containsOnlyOnce("UpdateService")
        .containsOnlyOnce("RegisterTaskDefinition");
    assertThat(container().name()).isEqualTo("web");
  }

  @Test
  void a_count_changed_by_hand_is_set_back_without_a_deployment() {
    started(API);
    ecs.updateService(r -> r.cluster("dev").service("api").desiredCount(5));
    lab.sandbox().recording().clear();

    assertThat(changes(API)).containsExactly("desiredCount: 5 -> 2");
    applied(API);

    assertThat(writes()).containsExactly("UpdateService");
    assertThat(updates().getFirst().taskDefinition()).isNull();
  }

  @Test
  void other_service_fields_change_in_one_update_each_as_a_whole() {
    started(api("rollout: {circuitBreaker: true, rollback: false}"));
    String other =
        api(
            """
            rollout: {circuitBreaker: true, rollback: false, minimumHealthyPercent: 50}
            enableExecuteCommand: true
            propagateTags: SERVICE
            """);

    assertThat(changes(other))
        .containsExactlyInAnyOrder(
            "deploymentConfiguration.minimumHealthyPercent: 100 -> 50",
            "enableExecuteCommand: false -> true",
            "propagateTags: NONE -> SERVICE");
    applied(other);

    assertThat(updates()).hasSize(1);
    assertThat(service().deploymentConfiguration().deploymentCircuitBreaker().rollback()).isFalse();
    assertThat(service().deploymentConfiguration().minimumHealthyPercent()).isEqualTo(50);
  }

  @Test
  void a_variable_that_looks_secret_is_never_shown() {
    started(API.replace("LOG: info", "DB_PASSWORD: canary-1"));
    String other = API.replace("LOG: info", "DB_PASSWORD: canary-2");

    assertThat(changes(other))
        .containsExactly(
            "containerDefinitions[api].environment[DB_PASSWORD]: (sensitive) -> (sensitive)");
    assertThat(changes(API).toString()).doesNotContain("canary");
  }

  @Test
  void an_emptied_list_is_sent_as_an_empty_list() {
    String placed =
        api(
            """
            launchType: EC2
            networkConfiguration: {awsvpcConfiguration: {subnets: ["${network.main.publicSubnetIds}"]}}
            taskDefinition: {networkMode: awsvpc}
            placementConstraints: [{type: distinctInstance}]
            """);
    lab.options(lab.options().noWait());
    lab.apply(placed);
    assertThat(lab.differences(placed)).isEmpty();
    lab.sandbox().recording().clear();

    lab.apply(placed.replace("[{type: distinctInstance}]", "[]"));

    assertThat(updates().getFirst().hasPlacementConstraints()).isTrue();
    assertThat(service().placementConstraints()).isEmpty();
  }

  @Test
  void from_fargate_to_spot_and_back_nothing_is_deleted() {
    started(API);
    String spot =
        api("capacityProviderStrategy: [{capacityProvider: FARGATE_SPOT, weight: 1}]")
            + "cluster: {capacityProviders: [FARGATE, FARGATE_SPOT]}\n";
    applied(spot);
    assertThat(updates().getFirst().forceNewDeployment()).isTrue();

    applied(API + "cluster: {capacityProviders: [FARGATE, FARGATE_SPOT]}\n");

    assertThat(writes()).doesNotContain("DeleteService", "CreateService");
    assertThat(service().capacityProviderStrategy())
        .singleElement()
        .extracting(c -> c.capacityProvider())
        .isEqualTo("FARGATE");
  }

  @Test
  void a_redeploy_token_starts_all_tasks_anew_once() {
    started(API);
    String token = api("redeploy: \"2024-06-01\"");
    applied(token);
    for (int i = 0; i < 5; i++) {
      lab.apply(token);
    }

    assertThat(updates()).singleElement().matches(UpdateServiceRequest::forceNewDeployment);
  }

  @Test
  void tags_of_the_task_definition_alone_need_no_deployment() {
    started(api("taskDefinition: {tags: {team: a}}"));

    applied(api("taskDefinition: {tags: {team: b}}"));

    assertThat(writes()).containsOnly("TagResource");
  }

  @Test
  void a_service_that_leaves_the_spec_is_drained() {
    String others = API + "  third: {image: app:1}\n  fourth: {image: app:1}\n";
    started(others + "  other: {image: app:1}\n");

    applied(others);

    assertThat(writes()).containsExactly("DeleteService");
    assertThat(ecs.describeServices(r -> r.cluster("dev").services("other")).services().getFirst())
        .extracting(Service::status)
        .isEqualTo("INACTIVE");
  }

  @Test
  void a_service_deleted_by_hand_is_made_again_when_it_has_drained() {
    started(API);
    String first = service().createdAt().toString();
    ecs.deleteService(r -> r.cluster("dev").service("api").force(true));

    applied(API);

    assertThat(service().status()).isEqualTo("ACTIVE");
    assertThat(service().createdAt().toString()).isNotEqualTo(first);
    assertThat(
            lab.sandbox().recording().writes().stream()
                .map(c -> c.request())
                .filter(CreateServiceRequest.class::isInstance))
        .hasSize(1);
  }

  @Test
  void fifty_services_are_looked_at_in_few_calls() {
    StringBuilder many = new StringBuilder("services:\n");
    for (int i = 0; i < 50; i++) {
      many.append("  s%02d: {image: app:%d, desiredCount: 0}\n".formatted(i, i));
    }
    lab.apply(many.toString());
    lab.sandbox().recording().clear();

    lab.restarted();
    assertThat(lab.differences(many.toString())).isEmpty();

    assertThat(lab.sandbox().recording().count("ecs:*")).isLessThanOrEqualTo(5 + 5 + 50);
    lab.sandbox().recording().clear();
    assertThat(lab.differences(many.toString())).isEmpty();
    assertThat(lab.sandbox().recording().count("ecs:*")).isLessThanOrEqualTo(5 + 5);
  }

  private void byHand(Consumer<ContainerDefinition.Builder> change) {
    TaskDefinition now = definition();
    ContainerDefinition container =
        now.containerDefinitions().getFirst().toBuilder().applyMutation(change).build();
    String arn =
        ecs.registerTaskDefinition(like(now).containerDefinitions(container).build())
            .taskDefinition()
            .taskDefinitionArn();
    ecs.updateService(r -> r.cluster("dev").service("api").taskDefinition(arn));
    lab.clock().advance(Duration.ofMinutes(2));
    lab.sandbox().recording().clear();
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
