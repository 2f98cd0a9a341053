package steadystate.sandbox.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Connectivity;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** From PROVISIONING to STOPPED, each step after its time. */
final class TaskLife {
  /** A stopped task can still be described for about this long. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private TaskLife() {}

  /** Starts a task of a service's deployment. */
  static EcsTask start(Scene scene, EcsService service, Deployment deployment) {
    TaskDefinition definition =
        scene.find(Tables.TASK_DEFINITIONS, deployment.taskDefinition()).orElseThrow();
    Task.Builder task =
        Pojos.copy(deployment, Task.builder())
            .clusterArn(service.shown().clusterArn())
            .startedBy(deployment.id())
            .group("service:" + service.shown().serviceName())
            .enableExecuteCommand(service.shown().enableExecuteCommand())
            .platformFamily(deployment.platformFamily());
    if (deployment.capacityProviderStrategy().size() == 1) {
      task.capacityProviderName(
          deployment.capacityProviderStrategy().getFirst().capacityProvider());
    }
    return start(
        scene,
        task,
        definition,
        tags(scene, service, definition),
        Optional.ofNullable(deployment.networkConfiguration()));
  }

  /** Starts a task; the builder says who wants it. */
  static EcsTask start(
      Scene scene,
      Task.Builder asked,
      TaskDefinition definition,
      Map<String, String> tags,
      Optional<NetworkConfiguration> network) {
    String cluster = Ecs.name(asked.build().clusterArn());
    String arn = scene.arn(Ecs.PREFIX, "task/" + cluster + "/" + scene.hex(32));
    asked
        .taskArn(arn)
        .taskDefinitionArn(definition.taskDefinitionArn())
        .cpu(definition.cpu())
        .memory(definition.memory())
        .createdAt(scene.now())
        .lastStatus(EcsTask.PROVISIONING)
        .desiredStatus(EcsTask.RUNNING)
        .healthStatus(HealthStatus.UNKNOWN)
        .version(1L)
        .tags(List.of())
        .containers(
            definition.containerDefinitions().stream()
                .map(c -> TaskNetwork.container(scene, c, arn, cluster))
                .toList());
    network.ifPresent(where -> TaskNetwork.attach(scene, asked, arn, where));
    EcsTask.Trouble trouble =
        definition.containerDefinitions().stream()
            .map(c -> scene.nature().trouble(c.image()))
            .max(Enum::compareTo)
            .orElse(EcsTask.Trouble.NONE);
    Task shown = asked.build();
    Instant due = scene.now().plus(scene.nature().provisioning());
    EcsTask task = new EcsTask(EcsTask.service(shown), shown, due, trouble);
    Tags.put(scene, arn, tags);
    return put(scene, task);
  }

  /** Takes every step that is due and says when the next one is. */
  static Instant advance(Scene scene) {
    for (EcsTask task : List.copyOf(scene.table(Tables.TASKS).values())) {
      if (!task.due().isAfter(scene.now())) {
        step(scene, task);
      }
    }
    return scene.table(Tables.TASKS).values().stream()
        .map(EcsTask::due)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** Tells a task to stop; behind a load balancer it first finishes what it is answering. */
  static EcsTask stop(Scene scene, EcsTask task, TaskStopCode code, String reason) {
    if (!task.wanted()) {
      return task;
    }
    boolean serving = task.is(EcsTask.RUNNING) && TaskNetwork.drain(scene, task);
    Duration time = serving ? scene.nature().deregistering() : scene.nature().stopping();
    return put(
        scene,
        task.with(
            scene.now().plus(time),
            t ->
                t.desiredStatus(EcsTask.STOPPED)
                    .lastStatus(serving ? EcsTask.DEACTIVATING : EcsTask.STOPPING)
                    .stoppingAt(scene.now())
                    .stopCode(code)
                    .stoppedReason(reason)));
  }

  private static void step(Scene scene, EcsTask task) {
    switch (task.shown().lastStatus()) {
      case EcsTask.PROVISIONING ->
          put(
              scene,
              task.with(
                  scene.now().plus(scene.nature().pulling()),
                  t ->
                      t.lastStatus(EcsTask.PENDING)
                          .pullStartedAt(scene.now())
                          .connectivity(Connectivity.CONNECTED)
                          .connectivityAt(scene.now())));
      case EcsTask.PENDING -> comeUp(scene, task);
      case EcsTask.RUNNING ->
          stop(
              scene,
              task,
              TaskStopCode.SERVICE_SCHEDULER_INITIATED,
              "Task failed container health checks");
      case EcsTask.DEACTIVATING ->
          put(
              scene,
              task.with(
                  scene.now().plus(scene.nature().stopping()),
                  t -> t.lastStatus(EcsTask.STOPPING)));
      case EcsTask.STOPPING -> end(scene, task, 0);
      default -> {
        scene.table(Tables.TASKS).remove(task.arn());
        Tags.forget(scene, task.arn());
      }
    }
  }

  private static void comeUp(Scene scene, EcsTask task) {
    if (task.trouble() == EcsTask.Trouble.NEVER_STARTS) {
      String image = task.shown().containers().getFirst().image();
      String why =
          "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to"
              + " resolve ref %s: %s: not found";
      EcsTask stopped =
          end(
              scene,
              task.with(
                  Instant.MAX,
                  t ->
                      t.desiredStatus(EcsTask.STOPPED)
                          .stoppingAt(scene.now())
                          .stopCode(TaskStopCode.TASK_FAILED_TO_START)
                          .stoppedReason(why.formatted(image, image))),
              1);
      ServiceScheduler.failed(scene, stopped);
      return;
    }
    boolean well = task.trouble() == EcsTask.Trouble.NONE;
    EcsTask running =
        put(
            scene,
            task.with(
                well ? Instant.MAX : scene.now().plus(scene.nature().failing()),
                t ->
                    t.lastStatus(EcsTask.RUNNING)
                        .pullStoppedAt(scene.now())
                        .startedAt(scene.now())
                        .healthStatus(well ? health(scene, task) : HealthStatus.UNHEALTHY)
                        .containers(containers(task, EcsTask.RUNNING, Optional.empty()))));
    TaskNetwork.serve(scene, running);
    if (well) {
      ServiceScheduler.healthy(scene, running);
    }
  }

  /** Without a health check of its own a task's health stays UNKNOWN. */
  private static HealthStatus health(Scene scene, EcsTask task) {
    return scene.find(Tables.TASK_DEFINITIONS, task.shown().taskDefinitionArn()).stream()
            .flatMap(definition -> definition.containerDefinitions().stream())
            .anyMatch(container -> container.healthCheck() != null)
        ? HealthStatus.HEALTHY
        : HealthStatus.UNKNOWN;
  }

  private static EcsTask end(Scene scene, EcsTask task, int exitCode) {
    TaskNetwork.detach(scene, task);
    return put(
        scene,
        task.with(
            scene.now().plus(REMEMBERED),
            t ->
                t.lastStatus(EcsTask.STOPPED)
                    .executionStoppedAt(scene.now())
                    .stoppedAt(scene.now())
                    .containers(containers(task, EcsTask.STOPPED, Optional.of(exitCode)))));
  }

  private static List<Container> containers(
      EcsTask task, String status, Optional<Integer> exitCode) {
    return task.shown().containers().stream()
        .map(c -> c.toBuilder().lastStatus(status).exitCode(exitCode.orElse(null)).build())
        .toList();
  }

  private static Map<String, String> tags(
      Scene scene, EcsService service, TaskDefinition definition) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (service.shown().propagateTags() == PropagateTags.SERVICE) {
      tags.putAll(Tags.of(scene, service.arn()));
    } else if (service.shown().propagateTags() == PropagateTags.TASK_DEFINITION) {
      tags.putAll(Tags.of(scene, definition.taskDefinitionArn()));
    }
    if (Boolean.TRUE.equals(service.shown().enableECSManagedTags())) {
      Tag cluster = Ecs.tag("aws:ecs:clusterName", Ecs.name(service.shown().clusterArn()));
      Tag name = Ecs.tag("aws:ecs:serviceName", service.shown().serviceName());
      List.of(cluster, name).forEach(tag -> tags.put(tag.key(), tag.value()));
    }
    return tags;
  }

  private static EcsTask put(Scene scene, EcsTask task) {
    scene.table(Tables.TASKS).put(task.arn(), task);
    return task;
  }
}
