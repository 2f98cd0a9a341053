package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.UpdateServiceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** UpdateService: only what is sent changes, and only some changes make a deployment. */
final class ServiceUpdate {
  private ServiceUpdate() {}

  static UpdateServiceResponse update(Scene scene, UpdateServiceRequest request) {
    EcsService old = EcsServices.existing(scene, request.cluster(), request.service());
    if (!old.is(EcsService.ACTIVE)) {
      throw Errors.of(ServiceNotActiveException.builder(), "Service was not ACTIVE.");
    }
    checkController(old.shown(), request);
    Optional<TaskDefinition> task = taskDefinition(scene, old.shown(), request);
    Service changed = changed(old.shown(), request, task);
    checkStrategy(old.shown(), changed, request);
    task.ifPresent(definition -> ServiceChecks.check(scene, changed, definition));
    EcsService updated = scale(scene, old.showing(changed), changed.desiredCount());
    Rollouts.Extras before = Rollouts.Extras.of(old);
    Rollouts.Extras after = before.changed(request);
    if (task.isPresent() && deploys(old.shown(), changed, request, !before.equals(after))) {
      updated = Rollouts.begin(scene, updated, after);
    }
    scene.table(Tables.SERVICES).put(updated.arn(), updated);
    return UpdateServiceResponse.builder().service(ServiceView.of(scene, updated, false)).build();
  }

  /** Another count, without a deployment: the one that is there grows or shrinks. */
  static EcsService scale(Scene scene, EcsService service, int count) {
    EcsService scaled = service.with(s -> s.desiredCount(count));
    Optional<Deployment> primary = scaled.primary();
    if (primary.isEmpty() || primary.get().desiredCount() == count) {
      return scaled;
    }
    return scaled.withDeployment(
        primary.get().id(), d -> d.toBuilder().desiredCount(count).updatedAt(scene.now()).build());
  }

  private static Service changed(
      Service old, UpdateServiceRequest request, Optional<TaskDefinition> task) {
    boolean daemon = old.schedulingStrategy() == SchedulingStrategy.DAEMON;
    Service.Builder changed =
        Pojos.copy(request, old.toBuilder())
            .taskDefinition(task.map(TaskDefinition::taskDefinitionArn).orElse(null));
    if (request.desiredCount() != null && request.desiredCount() < 0) {
      throw Ecs.invalid("Desired count can not be negative.");
    }
    if (request.networkConfiguration() != null) {
      changed.networkConfiguration(ServiceDefaults.network(request.networkConfiguration()));
    }
    if (request.deploymentConfiguration() != null) {
      changed.deploymentConfiguration(
          ServiceDefaults.configuration(
              Pojos.copy(
                      request.deploymentConfiguration(), old.deploymentConfiguration().toBuilder())
                  .build(),
              daemon));
    }
    if (request.hasCapacityProviderStrategy()) {
      changed
          .capacityProviderStrategy(ServiceDefaults.strategy(request.capacityProviderStrategy()))
          .launchType((String) null);
    }
    if (request.hasLoadBalancers()) {
      boolean none = request.loadBalancers().isEmpty();
      Integer grace = changed.build().healthCheckGracePeriodSeconds();
      changed.healthCheckGracePeriodSeconds(none ? null : Optional.ofNullable(grace).orElse(0));
    }
    return changed.build();
  }

  private static Optional<TaskDefinition> taskDefinition(
      Scene scene, Service old, UpdateServiceRequest request) {
    if (request.taskDefinition() != null) {
      return Optional.of(ServiceChecks.taskDefinition(scene, request.taskDefinition()));
    }
    return EcsTaskDefinitions.find(scene, old.taskDefinition());
  }

  /** A service that is not deployed by ECS itself can be scaled and little else. */
  private static void checkController(Service old, UpdateServiceRequest request) {
    DeploymentControllerType type = old.deploymentController().type();
    if (type == DeploymentControllerType.ECS) {
      return;
    }
    String what = null;
    if (request.taskDefinition() != null) {
      what = "task definition";
    } else if (request.networkConfiguration() != null) {
      what = "network configuration";
    } else if (request.platformVersion() != null) {
      what = "platform version";
    } else if (Boolean.TRUE.equals(request.forceNewDeployment())) {
      throw Ecs.invalid(
          "Cannot force a new deployment on services with a %s deployment controller."
              .formatted(type));
    }
    if (what != null) {
      throw Ecs.invalid(
          "Unable to update %s on services with a %s deployment controller.".formatted(what, type)
              + (type == DeploymentControllerType.CODE_DEPLOY
                  ? " Use AWS CodeDeploy to trigger a new deployment."
                  : ""));
    }
  }

  private static void checkStrategy(Service old, Service changed, UpdateServiceRequest request) {
    boolean other =
        !Objects.equals(old.capacityProviderStrategy(), changed.capacityProviderStrategy());
    if (other && !Boolean.TRUE.equals(request.forceNewDeployment())) {
      throw Ecs.invalid(
          "When switching from launch type to capacity provider strategy on an existing service, or"
              + " making a change to a capacity provider strategy on a service that is already"
              + " using one, you must force a new deployment.");
    }
  }

  /** Counts, percentages, grace periods and switches take hold without a deployment. */
  private static boolean deploys(
      Service old, Service changed, UpdateServiceRequest request, boolean otherExtras) {
    return Boolean.TRUE.equals(request.forceNewDeployment())
        || otherExtras
        || !deployed(old).equals(deployed(changed));
  }

  private static List<Optional<Object>> deployed(Service service) {
    return List.of(
        Optional.ofNullable(service.taskDefinition()),
        Optional.ofNullable(service.networkConfiguration()),
        Optional.ofNullable(service.platformVersion()),
        Optional.of(service.capacityProviderStrategy()),
        Optional.of(service.loadBalancers()),
        Optional.of(service.serviceRegistries()));
  }
}
