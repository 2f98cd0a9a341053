package steadystate.sandbox.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceCurrentRevisionSummary;
import software.amazon.awssdk.services.ecs.model.TaskSet;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** A service as describe shows it: with counts taken from its tasks, and tags if asked for. */
final class ServiceView {
  private ServiceView() {}

  static Service of(Scene scene, EcsService service, boolean withTags) {
    List<EcsTask> tasks = ServiceScheduler.tasks(scene, service);
    List<Deployment> deployments =
        service.shown().deployments().stream().map(d -> counted(d, tasks)).toList();
    Service.Builder shown =
        service.shown().toBuilder()
            .runningCount(running(tasks))
            .pendingCount(pending(tasks))
            .deployments(deployments)
            .currentServiceRevisions(deployments.stream().map(d -> summary(service, d)).toList());
    service
        .primary()
        .ifPresent(p -> shown.currentServiceDeployment(service.rollout(p.id()).deployment()));
    if (withTags) {
      shown.tags(Tags.of(scene, service.arn(), Ecs::tag));
    }
    if (service.shown().deploymentController().type() != DeploymentControllerType.ECS) {
      // Other controllers work with task sets; ECS shows no deployments for them.
      shown
          .deployments(List.of())
          .taskSets(deployments.stream().map(d -> taskSet(service, d)).toList());
    }
    return shown.build();
  }

  static int running(List<EcsTask> tasks) {
    return (int) tasks.stream().filter(t -> t.wanted() && t.is(EcsTask.RUNNING)).count();
  }

  static int pending(List<EcsTask> tasks) {
    return (int) tasks.stream().filter(t -> t.wanted() && !t.is(EcsTask.RUNNING)).count();
  }

  private static Deployment counted(Deployment deployment, List<EcsTask> tasks) {
    List<EcsTask> own = tasks.stream().filter(t -> t.belongsTo(deployment.id())).toList();
    // A deployment that is on its way out wants no more than it still has.
    boolean leaving = deployment.status().equals(EcsService.ACTIVE);
    return deployment.toBuilder()
        .runningCount(running(own))
        .pendingCount(pending(own))
        .desiredCount(leaving ? running(own) + pending(own) : deployment.desiredCount())
        .build();
  }

  private static ServiceCurrentRevisionSummary summary(EcsService service, Deployment deployment) {
    return ServiceCurrentRevisionSummary.builder()
        .arn(service.rollout(deployment.id()).revision())
        .requestedTaskCount(deployment.desiredCount())
        .runningTaskCount(deployment.runningCount())
        .pendingTaskCount(deployment.pendingCount())
        .build();
  }

  private static TaskSet taskSet(EcsService service, Deployment deployment) {
    return Pojos.copy(deployment, TaskSet.builder())
        .serviceArn(service.arn())
        .clusterArn(service.shown().clusterArn())
        .computedDesiredCount(deployment.desiredCount())
        .loadBalancers(service.shown().loadBalancers())
        .build();
  }
}
