package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServiceRevisionsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsRequest;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentRequest;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentResponse;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** The history of a service: its deployments and the revisions that they brought. */
final class EcsDeployments {
  private EcsDeployments() {}

  static void register(Operations operations) {
    operations
        .on(ListServiceDeploymentsRequest.class, EcsDeployments::list)
        .on(DescribeServiceDeploymentsRequest.class, EcsDeployments::describe)
        .on(DescribeServiceRevisionsRequest.class, EcsDeployments::describeRevisions)
        .on(StopServiceDeploymentRequest.class, EcsDeployments::stop);
  }

  /** Newest first. */
  private static ListServiceDeploymentsResponse list(
      Scene scene, ListServiceDeploymentsRequest request) {
    EcsService service = EcsServices.existing(scene, request.cluster(), request.service());
    List<ServiceDeploymentBrief> briefs = new ArrayList<>();
    for (ServiceDeployment one : scene.table(Tables.SERVICE_DEPLOYMENTS).values()) {
      boolean wanted = !request.hasStatus() || request.status().contains(one.status());
      if (one.serviceArn().equals(service.arn()) && wanted) {
        briefs.add(
            Pojos.copy(one, ServiceDeploymentBrief.builder())
                .targetServiceRevisionArn(one.targetServiceRevision().arn())
                .build());
      }
    }
    Collections.reverse(briefs);
    Page<ServiceDeploymentBrief> page =
        Ecs.page(briefs, request.nextToken(), request.maxResults(), 20, 100);
    return ListServiceDeploymentsResponse.builder()
        .serviceDeployments(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DescribeServiceDeploymentsResponse describe(
      Scene scene, DescribeServiceDeploymentsRequest request) {
    List<Failure> missing = new ArrayList<>();
    List<ServiceDeployment> found =
        find(scene.table(Tables.SERVICE_DEPLOYMENTS), request.serviceDeploymentArns(), missing);
    return DescribeServiceDeploymentsResponse.builder()
        .serviceDeployments(found.stream().map(one -> judged(scene, one)).toList())
        .failures(missing)
        .build();
  }

  private static DescribeServiceRevisionsResponse describeRevisions(
      Scene scene, DescribeServiceRevisionsRequest request) {
    List<Failure> missing = new ArrayList<>();
    return DescribeServiceRevisionsResponse.builder()
        .serviceRevisions(
            find(scene.table(Tables.SERVICE_REVISIONS), request.serviceRevisionArns(), missing))
        .failures(missing)
        .build();
  }

  private static <V> List<V> find(Map<String, V> table, List<String> arns, List<Failure> missing) {
    if (arns.isEmpty() || arns.size() > 20) {
      throw Ecs.invalid("Between 1 and 20 ARNs must be given.");
    }
    List<V> found = new ArrayList<>();
    for (String arn : arns) {
      Optional.ofNullable(table.get(arn))
          .ifPresentOrElse(found::add, () -> missing.add(Ecs.missing(arn)));
    }
    return found;
  }

  private static StopServiceDeploymentResponse stop(
      Scene scene, StopServiceDeploymentRequest request) {
    String arn = request.serviceDeploymentArn();
    ServiceDeployment record =
        scene
            .find(Tables.SERVICE_DEPLOYMENTS, arn)
            .orElseThrow(() ->
                Errors.of(
                    ServiceDeploymentNotFoundException.builder(), "Service deployment not found."));
    EcsService service = scene.find(Tables.SERVICES, record.serviceArn()).orElseThrow();
    Optional<Deployment> running =
        service
            .primary()
            .filter(d -> service.rollout(d.id()).deployment().equals(arn))
            .filter(d -> record.status() == ServiceDeploymentStatus.IN_PROGRESS);
    if (running.isEmpty()) {
      throw Errors.of(
          ConflictException.builder(), "The service deployment is not in a state to be stopped.");
    }
    EcsService stopped =
        request.stopType() == StopServiceDeploymentStopType.ABORT
            ? abort(scene, service, running.get())
            : back(scene, service);
    scene.table(Tables.SERVICES).put(stopped.arn(), stopped);
    return StopServiceDeploymentResponse.builder().serviceDeploymentArn(arn).build();
  }

  private static EcsService abort(Scene scene, EcsService service, Deployment deployment) {
    Rollouts.finish(
        scene,
        service.rollout(deployment.id()),
        ServiceDeploymentStatus.STOPPED,
        "Service deployment stopped by user.");
    return Rollouts.state(
        scene,
        service,
        deployment,
        DeploymentRolloutState.FAILED,
        "ECS deployment " + deployment.id() + " stopped.");
  }

  private static EcsService back(Scene scene, EcsService service) {
    if (service.steadyRevision().isEmpty()) {
      throw Ecs.invalid("There is no earlier service revision to roll back to.");
    }
    return Rollouts.rollBack(scene, service, "Service deployment stopped by user");
  }

  /** With the circuit breaker's present count, which only the scheduler knows. */
  private static ServiceDeployment judged(Scene scene, ServiceDeployment record) {
    Optional<EcsService> service = scene.find(Tables.SERVICES, record.serviceArn());
    Function<EcsService, Optional<EcsService.Rollout>> notes =
        s ->
            s.rollouts().values().stream()
                .filter(r -> r.deployment().equals(record.serviceDeploymentArn()))
                .findFirst();
    int failures = service.flatMap(notes).map(EcsService.Rollout::failures).orElse(0);
    int desired = service.map(s -> s.shown().desiredCount()).orElse(0);
    return record.toBuilder()
        .deploymentCircuitBreaker(
            ServiceDeploymentCircuitBreaker.builder()
                .status(monitor(record))
                .failureCount(failures)
                .threshold(ServiceScheduler.threshold(desired))
                .build())
        .build();
  }

  private static ServiceDeploymentRollbackMonitorsStatus monitor(ServiceDeployment record) {
    if (!record.deploymentConfiguration().deploymentCircuitBreaker().enable()) {
      return ServiceDeploymentRollbackMonitorsStatus.DISABLED;
    }
    if (record.rollback() != null || record.status() == ServiceDeploymentStatus.STOPPED) {
      return ServiceDeploymentRollbackMonitorsStatus.TRIGGERED;
    }
    return record.status() == ServiceDeploymentStatus.IN_PROGRESS
        ? ServiceDeploymentRollbackMonitorsStatus.MONITORING
        : ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE;
  }
}
