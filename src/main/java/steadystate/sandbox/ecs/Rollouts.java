package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Rollback;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceConnectConfiguration;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;
import software.amazon.awssdk.services.ecs.model.ServiceRevisionSummary;
import software.amazon.awssdk.services.ecs.model.ServiceVolumeConfiguration;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import software.amazon.awssdk.services.ecs.model.VpcLatticeConfiguration;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** The life of a deployment: begun, completed, failed, rolled back. */
final class Rollouts {
  private Rollouts() {}

  /** The settings that AWS keeps on deployments and revisions, and never on the service itself. */
  record Extras(
      @Nullable ServiceConnectConfiguration connect,
      List<ServiceVolumeConfiguration> volumes,
      List<VpcLatticeConfiguration> lattice) {

    static Extras of(CreateServiceRequest request) {
      return new Extras(
          request.serviceConnectConfiguration(),
          request.volumeConfigurations(),
          request.vpcLatticeConfigurations());
    }

    static Extras of(EcsService service) {
      return service
          .primary()
          .map(d ->
              new Extras(
                  d.serviceConnectConfiguration(),
                  d.volumeConfigurations(),
                  d.vpcLatticeConfigurations()))
          .orElse(new Extras(null, List.of(), List.of()));
    }

    Extras changed(UpdateServiceRequest request) {
      return new Extras(
          request.serviceConnectConfiguration() == null
              ? connect
              : request.serviceConnectConfiguration(),
          request.hasVolumeConfigurations() ? request.volumeConfigurations() : volumes,
          request.hasVpcLatticeConfigurations() ? request.vpcLatticeConfigurations() : lattice);
    }
  }

  /** A new PRIMARY deployment of what the service says now; the one before it is drained. */
  static EcsService begin(Scene scene, EcsService service, Extras extras) {
    ServiceRevision revision = revision(scene, service.shown(), extras);
    scene.table(Tables.SERVICE_REVISIONS).put(revision.serviceRevisionArn(), revision);
    supersede(scene, service);
    String id = "ecs-svc/" + digits(scene);
    ServiceDeployment record = record(scene, service, revision.serviceRevisionArn());
    scene.table(Tables.SERVICE_DEPLOYMENTS).put(record.serviceDeploymentArn(), record);
    return primary(scene, service, revision, id, "ECS deployment " + id + " in progress.")
        .withRollout(
            EcsService.Rollout.begun(
                scene, id, revision.serviceRevisionArn(), record.serviceDeploymentArn()));
  }

  /** All its tasks are up and all older ones are gone. */
  static EcsService complete(Scene scene, EcsService service, Deployment deployment) {
    EcsService.Rollout notes = service.rollout(deployment.id());
    finish(scene, notes, ServiceDeploymentStatus.SUCCESSFUL, null);
    return ServiceEvents.add(
        scene,
        state(
                scene,
                service,
                deployment,
                DeploymentRolloutState.COMPLETED,
                "ECS deployment " + deployment.id() + " completed.")
            .steadyAt(notes.revision()),
        "(deployment " + deployment.id() + ") deployment completed.");
  }

  /**
   * The circuit breaker opens: no more tasks of this deployment, and back if that was asked for.
   */
  static EcsService fail(Scene scene, EcsService service, Deployment deployment) {
    EcsService.Rollout notes = service.rollout(deployment.id());
    EcsService failed =
        ServiceEvents.add(
            scene,
            state(
                scene,
                service,
                deployment,
                DeploymentRolloutState.FAILED,
                "ECS deployment circuit breaker: tasks failed to start."),
            "(deployment " + deployment.id() + ") deployment failed: tasks failed to start.");
    boolean back =
        Boolean.TRUE.equals(
            service.shown().deploymentConfiguration().deploymentCircuitBreaker().rollback());
    boolean somewhere =
        service.steadyRevision().filter(r -> !r.equals(notes.revision())).isPresent();
    if (back && somewhere) {
      return rollBack(scene, failed, "ECS deployment circuit breaker");
    }
    finish(
        scene,
        notes,
        ServiceDeploymentStatus.STOPPED,
        "Service deployment stopped because the circuit breaker threshold was exceeded.");
    return failed;
  }

  /** Returns to the last revision that came up whole; its deployment is used again if it lives. */
  static EcsService rollBack(Scene scene, EcsService service, String reason) {
    String steady = service.steadyRevision().orElseThrow();
    ServiceRevision revision = scene.find(Tables.SERVICE_REVISIONS, steady).orElseThrow();
    EcsService.Rollout failing = service.rollout(service.primary().orElseThrow().id());
    noteRollback(scene, failing, revision, reason);
    Optional<Deployment> living =
        service.shown().deployments().stream()
            .filter(d -> service.rollout(d.id()).revision().equals(steady))
            .findFirst();
    String id = living.map(Deployment::id).orElseGet(() -> "ecs-svc/" + digits(scene));
    EcsService told = ServiceEvents.add(scene, service, "rolling back to deployment " + id + ".");
    Service cleared =
        told.shown().toBuilder()
            .launchType((String) null)
            .capacityProviderStrategy(List.of())
            .build();
    EcsService back =
        told.showing(
            Pojos.copy(revision, cleared.toBuilder())
                .createdAt(service.shown().createdAt())
                .platformVersion(service.shown().platformVersion())
                .build());
    // The deployment that is rolled back and the rollback are one service deployment to AWS.
    return primary(scene, back, revision, id, reason + ": rolling back to deploymentId " + id + ".")
        .withRollout(EcsService.Rollout.begun(scene, id, steady, failing.deployment()));
  }

  /** Ends the record of a service deployment, as rolled back if it was. */
  static void finish(
      Scene scene,
      EcsService.Rollout notes,
      ServiceDeploymentStatus status,
      @Nullable String reason) {
    ServiceDeployment record =
        scene.find(Tables.SERVICE_DEPLOYMENTS, notes.deployment()).orElseThrow();
    ServiceDeployment.Builder ended =
        record.toBuilder()
            .status(
                record.rollback() == null ? status : ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL)
            .finishedAt(scene.now())
            .updatedAt(scene.now());
    if (reason != null) {
      ended.statusReason(reason);
    }
    if (status == ServiceDeploymentStatus.STOPPED) {
      ended.stoppedAt(scene.now());
    }
    scene.table(Tables.SERVICE_DEPLOYMENTS).put(notes.deployment(), ended.build());
  }

  static EcsService state(
      Scene scene,
      EcsService service,
      Deployment deployment,
      DeploymentRolloutState state,
      String reason) {
    return service.withDeployment(
        deployment.id(),
        d ->
            d.toBuilder()
                .rolloutState(state)
                .rolloutStateReason(reason)
                .updatedAt(scene.now())
                .build());
  }

  private static void noteRollback(
      Scene scene, EcsService.Rollout failing, ServiceRevision target, String reason) {
    ServiceDeployment record =
        scene.find(Tables.SERVICE_DEPLOYMENTS, failing.deployment()).orElseThrow();
    scene
        .table(Tables.SERVICE_DEPLOYMENTS)
        .put(
            failing.deployment(),
            record.toBuilder()
                .status(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS)
                .statusReason("Service deployment rolled back: " + reason + ".")
                .rollback(
                    Rollback.builder()
                        .reason(reason)
                        .startedAt(scene.now())
                        .serviceRevisionArn(target.serviceRevisionArn())
                        .build())
                .updatedAt(scene.now())
                .build());
  }

  /** Puts a deployment of the revision first; all others become ACTIVE, which means leaving. */
  private static EcsService primary(
      Scene scene, EcsService service, ServiceRevision revision, String id, String reason) {
    Deployment fresh =
        Pojos.copy(revision, Deployment.builder())
            .id(id)
            .status(EcsService.PRIMARY)
            .desiredCount(service.shown().desiredCount())
            .failedTasks(0)
            .createdAt(scene.now())
            .updatedAt(scene.now())
            .rolloutState(DeploymentRolloutState.IN_PROGRESS)
            .rolloutStateReason(reason)
            .build();
    List<Deployment> all = new ArrayList<>(List.of(fresh));
    service.shown().deployments().stream()
        .filter(d -> !d.id().equals(id))
        .map(d -> d.toBuilder().status(EcsService.ACTIVE).updatedAt(scene.now()).build())
        .forEach(all::add);
    return service.withDeployments(all);
  }

  private static void supersede(Scene scene, EcsService service) {
    service
        .primary()
        .filter(d -> d.rolloutState() == DeploymentRolloutState.IN_PROGRESS)
        .ifPresent(d ->
            finish(
                scene,
                service.rollout(d.id()),
                ServiceDeploymentStatus.STOPPED,
                "Service deployment stopped because a newer one was started."));
  }

  private static ServiceRevision revision(Scene scene, Service service, Extras extras) {
    ServiceRevision.Builder revision =
        Pojos.copy(service, ServiceRevision.builder())
            .serviceRevisionArn(child(scene, service, "service-revision", digits(scene)))
            .containerImages(images(scene, service))
            .guardDutyEnabled(false)
            .createdAt(scene.now())
            .serviceConnectConfiguration(extras.connect());
    if (service.platformVersion() != null) {
      revision.platformVersion(
          service.platformVersion().equals("LATEST") ? "1.4.0" : service.platformVersion());
    }
    if (!extras.volumes().isEmpty()) {
      revision.volumeConfigurations(extras.volumes());
    }
    if (!extras.lattice().isEmpty()) {
      revision.vpcLatticeConfigurations(extras.lattice());
    }
    return revision.build();
  }

  private static List<ContainerImage> images(Scene scene, Service service) {
    return EcsTaskDefinitions.find(scene, service.taskDefinition())
        .map(TaskDefinition::containerDefinitions)
        .orElse(List.of())
        .stream()
        .map(c -> ContainerImage.builder().containerName(c.name()).image(c.image()).build())
        .toList();
  }

  private static ServiceDeployment record(Scene scene, EcsService service, String revision) {
    Service shown = service.shown();
    return ServiceDeployment.builder()
        .serviceDeploymentArn(child(scene, shown, "service-deployment", scene.hex(21)))
        .serviceArn(shown.serviceArn())
        .clusterArn(shown.clusterArn())
        .createdAt(scene.now())
        .startedAt(scene.now())
        .updatedAt(scene.now())
        .sourceServiceRevisions(
            shown.deployments().stream()
                .map(d -> summary(service.rollout(d.id()).revision()))
                .toList())
        .targetServiceRevision(summary(revision))
        .status(ServiceDeploymentStatus.IN_PROGRESS)
        .deploymentConfiguration(shown.deploymentConfiguration())
        .build();
  }

  private static ServiceRevisionSummary summary(String revision) {
    return ServiceRevisionSummary.builder().arn(revision).build();
  }

  private static String child(Scene scene, Service service, String kind, String id) {
    String path = Ecs.name(service.clusterArn()) + "/" + service.serviceName();
    return scene.arn(Ecs.PREFIX, kind + "/" + path + "/" + id);
  }

  private static String digits(Scene scene) {
    return "%019d".formatted(Long.parseUnsignedLong(scene.hex(15), 16));
  }
}
