package steadystate.sandbox.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/**
 * What ECS does behind the API: starts new tasks within the maximum percent, stops old ones above
 * the minimum, replaces what died, and judges deployments.
 */
final class ServiceScheduler {
  /** A deleted service can still be described for about this long. */
  private static final Duration REMEMBERED = Duration.ofHours(1);

  private ServiceScheduler() {}

  /** The tasks of one service that are not forgotten yet. */
  static List<EcsTask> tasks(Scene scene, EcsService service) {
    return scene.table(Tables.TASKS).values().stream()
        .filter(task -> task.service().equals(service.arn()))
        .toList();
  }

  /** Moves every service on and says when one wants to be looked at again by itself. */
  static Instant advance(Scene scene) {
    Map<String, List<EcsTask>> tasks =
        scene.table(Tables.TASKS).values().stream()
            .collect(Collectors.groupingBy(EcsTask::service));
    Instant next = Instant.MAX;
    for (EcsService service : List.copyOf(scene.table(Tables.SERVICES).values())) {
      Instant wanted = advance(scene, service, tasks.getOrDefault(service.arn(), List.of()));
      next = wanted.isBefore(next) ? wanted : next;
    }
    return next;
  }

  /** A task that never ran counts against its deployment; the next one is started later. */
  static void failed(Scene scene, EcsTask task) {
    Optional<EcsService> found = scene.find(Tables.SERVICES, task.service());
    String id = Optional.ofNullable(task.shown().startedBy()).orElse("");
    if (found.isEmpty() || !found.get().rollouts().containsKey(id)) {
      return;
    }
    EcsService service = found.get();
    EcsService.Rollout notes = service.rollout(id);
    Duration pause = Duration.ofSeconds(Math.min(300, 5L * (notes.failures() + 1)));
    EcsService noted =
        service
            .withRollout(notes.failed(scene.now().plus(pause)))
            .withDeployment(id, d -> d.toBuilder().failedTasks(d.failedTasks() + 1).build());
    if (notes.failures() == 2) {
      noted =
          ServiceEvents.add(
              scene,
              noted,
              "is unable to consistently start tasks successfully. For more information, see the"
                  + " Troubleshooting section of the Amazon ECS Developer Guide.");
    }
    scene.table(Tables.SERVICES).put(noted.arn(), noted);
  }

  /** A task came up: failures are counted anew. */
  static void healthy(Scene scene, EcsTask task) {
    String id = Optional.ofNullable(task.shown().startedBy()).orElse("");
    scene
        .find(Tables.SERVICES, task.service())
        .filter(service -> service.rollouts().containsKey(id))
        .map(service -> service.withRollout(service.rollout(id).healthy()))
        .ifPresent(service -> scene.table(Tables.SERVICES).put(service.arn(), service));
  }

  private static Instant advance(Scene scene, EcsService service, List<EcsTask> tasks) {
    if (service.is(EcsService.INACTIVE)) {
      return forget(scene, service);
    }
    if (atRest(service, tasks)) {
      return Instant.MAX;
    }
    EcsService moved = service.is(EcsService.DRAINING) ? drain(scene, service, tasks) : service;
    if (moved.is(EcsService.ACTIVE) && moved.primary().isPresent()) {
      moved = roll(scene, moved, tasks);
    }
    if (moved != service) {
      scene.table(Tables.SERVICES).put(moved.arn(), moved);
      return scene.now(); // One step may make the next one possible.
    }
    return moved.rollouts().values().stream()
        .flatMap(notes -> Stream.of(notes.notBefore(), notes.judgedFrom()))
        .filter(scene.now()::isBefore)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /** The usual case, seen at a glance: every write anywhere makes the scheduler look at all. */
  private static boolean atRest(EcsService service, List<EcsTask> tasks) {
    List<Deployment> deployments = service.shown().deployments();
    if (!service.is(EcsService.ACTIVE)
        || deployments.size() != 1
        || deployments.getFirst().rolloutState() != DeploymentRolloutState.COMPLETED
        || !ServiceEvents.saidSteady(service)) {
      return false;
    }
    int healthy = 0;
    for (EcsTask task : tasks) {
      if (task.healthy()) {
        healthy++;
      } else if (!task.is(EcsTask.STOPPED)) {
        return false;
      }
    }
    return healthy == service.shown().desiredCount();
  }

  private static Instant forget(Scene scene, EcsService service) {
    Instant until = service.goneAt().orElse(scene.now()).plus(REMEMBERED);
    if (until.isAfter(scene.now())) {
      return until;
    }
    scene.table(Tables.SERVICES).remove(service.arn());
    return Instant.MAX;
  }

  private static EcsService drain(Scene scene, EcsService service, List<EcsTask> tasks) {
    List<EcsTask> wanted = tasks.stream().filter(EcsTask::wanted).toList();
    if (!wanted.isEmpty()) {
      return stop(scene, service, wanted);
    }
    if (tasks.stream().anyMatch(task -> !task.is(EcsTask.STOPPED))) {
      return service;
    }
    Tags.forget(scene, service.arn());
    return service
        .with(s -> s.status(EcsService.INACTIVE))
        .withDeployments(List.of())
        .goneAt(scene.now());
  }

  private static EcsService roll(Scene scene, EcsService service, List<EcsTask> tasks) {
    Deployment primary = service.primary().orElseThrow();
    EcsService judged = judge(scene, service, primary);
    if (judged != service) {
      return judged;
    }
    boolean failed = primary.rolloutState() == DeploymentRolloutState.FAILED;
    List<EcsTask> surplus = failed ? List.of() : surplus(service, primary, tasks);
    if (!surplus.isEmpty()) {
      return stop(scene, service, surplus);
    }
    int missing = failed ? 0 : missing(scene, service, primary, tasks);
    if (missing > 0) {
      List<EcsTask> started = new ArrayList<>();
      for (int i = 0; i < missing; i++) {
        started.add(TaskLife.start(scene, service, primary));
      }
      return ServiceEvents.started(scene, service, started);
    }
    return failed ? service : settle(scene, service, primary, tasks);
  }

  /** Trips the circuit breaker: at half of the desired count, but not below 3 or above 200. */
  private static EcsService judge(Scene scene, EcsService service, Deployment primary) {
    DeploymentCircuitBreaker breaker =
        service.shown().deploymentConfiguration().deploymentCircuitBreaker();
    boolean trips =
        Boolean.TRUE.equals(breaker.enable())
            && primary.rolloutState() == DeploymentRolloutState.IN_PROGRESS
            && service.rollout(primary.id()).failures() >= threshold(primary.desiredCount());
    return trips ? Rollouts.fail(scene, service, primary) : service;
  }

  static int threshold(int desiredCount) {
    return Math.clamp((desiredCount + 1) / 2, 3, 200);
  }

  /** Tasks beyond the desired count, and old ones that the minimum healthy percent lets go. */
  private static List<EcsTask> surplus(
      EcsService service, Deployment primary, List<EcsTask> tasks) {
    int desired = service.shown().desiredCount();
    List<EcsTask> current = wanted(tasks, primary).toList();
    List<EcsTask> surplus =
        new ArrayList<>(current.subList(Math.min(current.size(), desired), current.size()));
    int floor = percent(desired, service.shown().deploymentConfiguration().minimumHealthyPercent());
    long healthy =
        tasks.stream().filter(EcsTask::healthy).count()
            - surplus.stream().filter(EcsTask::healthy).count();
    for (EcsTask old : tasks) {
      if (!old.wanted() || old.belongsTo(primary.id())) {
        continue;
      }
      if (!old.healthy()) {
        surplus.add(old);
      } else if (healthy > floor) {
        surplus.add(old);
        healthy--;
      }
    }
    return surplus;
  }

  private static int missing(
      Scene scene, EcsService service, Deployment primary, List<EcsTask> tasks) {
    if (scene.now().isBefore(service.rollout(primary.id()).notBefore())) {
      return 0;
    }
    int desired = service.shown().desiredCount();
    int ceiling = desired * service.shown().deploymentConfiguration().maximumPercent() / 100;
    long all = tasks.stream().filter(EcsTask::wanted).count();
    long current = wanted(tasks, primary).count();
    return (int) Math.min(desired - current, ceiling - all);
  }

  /** Drops deployments that have emptied, completes the new one, and calls the service steady. */
  private static EcsService settle(
      Scene scene, EcsService service, Deployment primary, List<EcsTask> tasks) {
    if (scene.now().isBefore(service.rollout(primary.id()).judgedFrom())) {
      return service;
    }
    List<Deployment> left =
        service.shown().deployments().stream()
            .filter(d -> d == primary || alive(tasks, d).findAny().isPresent())
            .toList();
    if (left.size() < service.shown().deployments().size()) {
      return service.withDeployments(left);
    }
    boolean whole =
        left.size() == 1
            && alive(tasks, primary).count() == service.shown().desiredCount()
            && alive(tasks, primary).allMatch(EcsTask::healthy);
    if (!whole) {
      return service;
    }
    return primary.rolloutState() == DeploymentRolloutState.IN_PROGRESS
        ? Rollouts.complete(scene, service, primary)
        : ServiceEvents.steady(scene, service);
  }

  private static EcsService stop(Scene scene, EcsService service, List<EcsTask> tasks) {
    for (EcsTask task : tasks) {
      TaskLife.stop(
          scene,
          task,
          TaskStopCode.SERVICE_SCHEDULER_INITIATED,
          "Scaling activity initiated by (deployment %s)".formatted(task.shown().startedBy()));
    }
    return ServiceEvents.stopped(scene, service, tasks);
  }

  private static Stream<EcsTask> wanted(List<EcsTask> tasks, Deployment deployment) {
    return tasks.stream().filter(task -> task.wanted() && task.belongsTo(deployment.id()));
  }

  private static Stream<EcsTask> alive(List<EcsTask> tasks, Deployment deployment) {
    return tasks.stream()
        .filter(task -> !task.is(EcsTask.STOPPED) && task.belongsTo(deployment.id()));
  }

  private static int percent(int desired, int percent) {
    return (desired * percent + 99) / 100;
  }
}
