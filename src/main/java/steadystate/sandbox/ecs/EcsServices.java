package steadystate.sandbox.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.CreateServiceResponse;
import software.amazon.awssdk.services.ecs.model.DeleteServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeleteServiceResponse;
import software.amazon.awssdk.services.ecs.model.DescribeServicesRequest;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ListServicesRequest;
import software.amazon.awssdk.services.ecs.model.ListServicesResponse;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** ECS services: created, described, listed, deleted. */
final class EcsServices {
  private EcsServices() {}

  static void register(Operations operations) {
    operations
        .on(CreateServiceRequest.class, EcsServices::create)
        .on(DescribeServicesRequest.class, EcsServices::describe)
        .on(ListServicesRequest.class, EcsServices::list)
        .on(UpdateServiceRequest.class, ServiceUpdate::update)
        .on(DeleteServiceRequest.class, EcsServices::delete);
  }

  private static CreateServiceResponse create(Scene scene, CreateServiceRequest request) {
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    ServiceChecks.check(request);
    String arn = Ecs.serviceArn(scene, request.cluster(), request.serviceName());
    Optional<EcsService> known = scene.find(Tables.SERVICES, arn);
    if (known.isPresent() && !known.get().is(EcsService.INACTIVE)) {
      return repeated(scene, request, known.get());
    }
    Optional<TaskDefinition> task =
        Optional.ofNullable(request.taskDefinition())
            .map(asked -> ServiceChecks.taskDefinition(scene, asked));
    Map<String, String> tags = Ecs.tags(request.tags());
    Service service = ServiceDefaults.of(scene, request, cluster, task).build();
    task.ifPresent(definition -> ServiceChecks.check(scene, service, definition));
    EcsService fresh =
        new EcsService(service, Map.of(), Optional.empty(), request, Optional.empty());
    if (task.isPresent()) {
      Rollouts.Extras extras = Rollouts.Extras.of(request);
      fresh = Rollouts.begin(scene, fresh, extras);
    }
    Tags.forget(scene, arn);
    Tags.put(scene, arn, tags);
    scene.table(Tables.SERVICES).put(arn, fresh);
    return CreateServiceResponse.builder().service(ServiceView.of(scene, fresh, true)).build();
  }

  /** Only the token makes a create repeatable; an equal request without it is refused. */
  private static CreateServiceResponse repeated(
      Scene scene, CreateServiceRequest request, EcsService known) {
    if (known.is(EcsService.DRAINING)) {
      throw Ecs.invalid("Unable to Start a service that is still Draining.");
    }
    if (request.clientToken() != null && request.equals(known.request())) {
      return CreateServiceResponse.builder().service(ServiceView.of(scene, known, true)).build();
    }
    throw Ecs.invalid("Creation of service was not idempotent.");
  }

  private static DescribeServicesResponse describe(Scene scene, DescribeServicesRequest request) {
    if (request.services().isEmpty()) {
      throw Ecs.invalid("Services cannot be empty.");
    }
    if (request.services().size() > 10) {
      throw Ecs.invalid("Services cannot be more than 10.");
    }
    Ecs.cluster(scene, request.cluster());
    boolean tags = request.include().contains(ServiceField.TAGS);
    List<Service> found = new ArrayList<>();
    List<Failure> missing = new ArrayList<>();
    for (String one : request.services()) {
      String arn = Ecs.serviceArn(scene, request.cluster(), one);
      scene
          .find(Tables.SERVICES, arn)
          .ifPresentOrElse(
              service -> found.add(ServiceView.of(scene, service, tags)),
              () -> missing.add(Ecs.missing(arn)));
    }
    return DescribeServicesResponse.builder().services(found).failures(missing).build();
  }

  /** Ten a page unless asked for more; what is going or gone is not listed. */
  private static ListServicesResponse list(Scene scene, ListServicesRequest request) {
    Cluster cluster = Ecs.cluster(scene, request.cluster());
    List<String> arns =
        scene.table(Tables.SERVICES).values().stream()
            .filter(service -> service.is(EcsService.ACTIVE))
            .map(EcsService::shown)
            .filter(service -> service.clusterArn().equals(cluster.clusterArn()))
            .filter(s -> Ecs.fits(request.launchTypeAsString(), s.launchTypeAsString()))
            .filter(
                s -> Ecs.fits(request.schedulingStrategyAsString(), s.schedulingStrategyAsString()))
            .map(Service::serviceArn)
            .toList();
    Page<String> page = Ecs.page(arns, request.nextToken(), request.maxResults(), 10, 100);
    return ListServicesResponse.builder()
        .serviceArns(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** The service drains until its tasks have stopped, and only then is its name free again. */
  private static DeleteServiceResponse delete(Scene scene, DeleteServiceRequest request) {
    EcsService service = existing(scene, request.cluster(), request.service());
    if (service.is(EcsService.INACTIVE)) {
      throw Errors.of(ServiceNotFoundException.builder(), "Service not found.");
    }
    boolean daemon = service.shown().schedulingStrategy() == SchedulingStrategy.DAEMON;
    boolean force = Boolean.TRUE.equals(request.force());
    if (!daemon && !force && service.shown().desiredCount() > 0) {
      throw Ecs.invalid("The service cannot be stopped while it is scaled above 0.");
    }
    EcsService draining = service.with(s -> s.status(EcsService.DRAINING).desiredCount(0));
    scene.table(Tables.SERVICES).put(draining.arn(), draining);
    return DeleteServiceResponse.builder().service(ServiceView.of(scene, draining, true)).build();
  }

  /** The service that a request means, whatever its status. */
  static EcsService existing(Scene scene, @Nullable String cluster, String service) {
    Ecs.cluster(scene, cluster);
    return scene
        .find(Tables.SERVICES, Ecs.serviceArn(scene, cluster, service))
        .orElseThrow(() -> Errors.of(ServiceNotFoundException.builder(), "Service not found."));
  }
}
