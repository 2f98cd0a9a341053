package steadystate.sandbox.discovery;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DnsConfig;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetServiceResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListServicesResponse;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.Service;
import software.amazon.awssdk.services.servicediscovery.model.ServiceFilter;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateServiceResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;
import steadystate.sandbox.ecs.EcsService;

/** The services of Cloud Map: names in a namespace, in use while ECS registers tasks under them. */
final class DiscoveryServices {
  private DiscoveryServices() {}

  static void register(Operations operations) {
    operations
        .on(CreateServiceRequest.class, DiscoveryServices::create)
        .on(GetServiceRequest.class, DiscoveryServices::get)
        .on(ListServicesRequest.class, DiscoveryServices::list)
        .on(UpdateServiceRequest.class, DiscoveryServices::update)
        .on(DeleteServiceRequest.class, DiscoveryServices::delete);
  }

  private static CreateServiceResponse create(Scene scene, CreateServiceRequest request) {
    Namespaces.existing(scene, request, request.namespaceId());
    boolean taken =
        scene.table(SandboxDiscovery.SERVICES).values().stream()
            .anyMatch(other ->
                other.namespaceId().equals(request.namespaceId())
                    && other.name().equals(request.name()));
    if (taken) {
      throw SandboxDiscovery.error(
          request, "ServiceAlreadyExists", "Service " + request.name() + " already exists.");
    }
    String id = "srv-" + scene.hex(16);
    Service made =
        Pojos.copy(request, Service.builder())
            .id(id)
            .arn(scene.arn("servicediscovery", "service/" + id))
            .resourceOwner("SELF")
            .instanceCount(0)
            .createDate(scene.now())
            .type(request.dnsConfig() == null ? "HTTP" : "DNS_HTTP")
            .build();
    scene.table(SandboxDiscovery.SERVICES).put(id, made);
    Tags.put(scene, made.arn(), Tags.map(request.tags(), Tag::key, Tag::value));
    return CreateServiceResponse.builder().service(made).build();
  }

  private static Service existing(Scene scene, AwsRequest request, @Nullable String id) {
    return Optional.ofNullable(id)
        .flatMap(known -> scene.find(SandboxDiscovery.SERVICES, known))
        .orElseThrow(() -> SandboxDiscovery.error(request, "ServiceNotFound", "No service " + id));
  }

  private static GetServiceResponse get(Scene scene, GetServiceRequest request) {
    return GetServiceResponse.builder().service(existing(scene, request, request.id())).build();
  }

  private static ListServicesResponse list(Scene scene, ListServicesRequest request) {
    List<ServiceSummary> all =
        scene.table(SandboxDiscovery.SERVICES).values().stream()
            .filter(service -> request.filters().stream().allMatch(f -> fits(f, service)))
            .map(service -> Pojos.copy(service, ServiceSummary.builder()).build())
            .toList();
    Page<ServiceSummary> page =
        Page.of(
            all,
            request.nextToken(),
            Optional.ofNullable(request.maxResults()).orElse(100),
            () -> SandboxDiscovery.error(request, "InvalidInput", "Invalid NextToken"));
    return ListServicesResponse.builder()
        .services(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static boolean fits(ServiceFilter filter, Service service) {
    return !"NAMESPACE_ID".equals(filter.nameAsString())
        || filter.values().contains(service.namespaceId());
  }

  /** Only the time to live of records can change without deleting them. */
  private static UpdateServiceResponse update(Scene scene, UpdateServiceRequest request) {
    Service before = existing(scene, request, request.id());
    Service.Builder changed = before.toBuilder().description(request.service().description());
    Optional.ofNullable(request.service().dnsConfig())
        .ifPresent(dns -> {
          DnsConfig now =
              Optional.ofNullable(before.dnsConfig()).orElse(DnsConfig.builder().build());
          changed.dnsConfig(now.toBuilder().dnsRecords(dns.dnsRecords()).build());
        });
    scene.table(SandboxDiscovery.SERVICES).put(before.id(), changed.build());
    return UpdateServiceResponse.builder()
        .operationId(
            SandboxDiscovery.begin(scene, OperationType.UPDATE_SERVICE, before.namespaceId()))
        .build();
  }

  private static DeleteServiceResponse delete(Scene scene, DeleteServiceRequest request) {
    Service gone = existing(scene, request, request.id());
    boolean used =
        scene.table(Tables.SERVICES).values().stream()
            .map(EcsService::shown)
            .filter(service -> !"INACTIVE".equals(service.status()))
            .flatMap(service -> service.serviceRegistries().stream())
            .anyMatch(registry -> gone.arn().equals(registry.registryArn()));
    if (used) {
      throw SandboxDiscovery.error(
          request, "ResourceInUse", "Service contains registered instances; delete them first.");
    }
    scene.table(SandboxDiscovery.SERVICES).remove(gone.id());
    Tags.forget(scene, gone.arn());
    return DeleteServiceResponse.builder().build();
  }
}
