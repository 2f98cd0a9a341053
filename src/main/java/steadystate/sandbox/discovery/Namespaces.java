package steadystate.sandbox.discovery;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreateHttpNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.CreatePrivateDnsNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.DeleteNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.DeleteNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.GetNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListNamespacesResponse;
import software.amazon.awssdk.services.servicediscovery.model.Namespace;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceType;
import software.amazon.awssdk.services.servicediscovery.model.Operation;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.UpdateHttpNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdateHttpNamespaceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePrivateDnsNamespaceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UpdatePrivateDnsNamespaceResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Namespaces. They show when they have been made, and their name is taken before. */
final class Namespaces {
  private Namespaces() {}

  static void register(Operations operations) {
    operations
        .on(CreatePrivateDnsNamespaceRequest.class, Namespaces::createPrivate)
        .on(CreateHttpNamespaceRequest.class, Namespaces::createHttp)
        .on(GetNamespaceRequest.class, Namespaces::get)
        .on(ListNamespacesRequest.class, Namespaces::list)
        .on(UpdatePrivateDnsNamespaceRequest.class, Namespaces::updatePrivate)
        .on(UpdateHttpNamespaceRequest.class, Namespaces::updateHttp)
        .on(DeleteNamespaceRequest.class, Namespaces::delete);
  }

  private static CreatePrivateDnsNamespaceResponse createPrivate(
      Scene scene, CreatePrivateDnsNamespaceRequest request) {
    Namespace asked =
        Pojos.copy(request, Namespace.builder()).type(NamespaceType.DNS_PRIVATE).build();
    Map<String, String> tags = Tags.map(request.tags(), Tag::key, Tag::value);
    return CreatePrivateDnsNamespaceResponse.builder()
        .operationId(create(scene, request, asked, tags))
        .build();
  }

  private static CreateHttpNamespaceResponse createHttp(
      Scene scene, CreateHttpNamespaceRequest request) {
    Namespace asked = Pojos.copy(request, Namespace.builder()).type(NamespaceType.HTTP).build();
    Map<String, String> tags = Tags.map(request.tags(), Tag::key, Tag::value);
    return CreateHttpNamespaceResponse.builder()
        .operationId(create(scene, request, asked, tags))
        .build();
  }

  private static UpdatePrivateDnsNamespaceResponse updatePrivate(
      Scene scene, UpdatePrivateDnsNamespaceRequest request) {
    return UpdatePrivateDnsNamespaceResponse.builder()
        .operationId(describe(scene, request, request.id(), request.namespace().description()))
        .build();
  }

  private static UpdateHttpNamespaceResponse updateHttp(
      Scene scene, UpdateHttpNamespaceRequest request) {
    return UpdateHttpNamespaceResponse.builder()
        .operationId(describe(scene, request, request.id(), request.namespace().description()))
        .build();
  }

  private static String create(
      Scene scene, AwsRequest request, Namespace asked, Map<String, String> tags) {
    for (Space other : scene.table(SandboxDiscovery.SPACES).values()) {
      if (asked.creatorRequestId() != null
          && asked.creatorRequestId().equals(other.shown().creatorRequestId())
          && !other.there()) {
        throw SandboxDiscovery.error(
            request, "DuplicateRequest", "Another operation of the request is in progress.");
      }
      if (other.shown().name().equals(asked.name())) {
        throw SandboxDiscovery.error(
            request, "NamespaceAlreadyExists", "Namespace " + asked.name() + " already exists.");
      }
    }
    String id = "ns-" + scene.hex(16);
    String arn = scene.arn("servicediscovery", "namespace/" + id);
    Namespace made =
        asked.toBuilder()
            .id(id)
            .arn(arn)
            .resourceOwner("SELF")
            .serviceCount(0)
            .createDate(scene.now())
            .build();
    scene.table(SandboxDiscovery.SPACES).put(id, new Space(made, false, false));
    Tags.put(scene, arn, tags);
    return SandboxDiscovery.begin(scene, OperationType.CREATE_NAMESPACE, id);
  }

  /** An operation has come to its end. */
  static void settle(Scene scene, Operation operation) {
    String id = operation.targetsAsStrings().getOrDefault("NAMESPACE", "");
    Optional<Space> space = scene.find(SandboxDiscovery.SPACES, id);
    if (space.isEmpty()) {
      return;
    }
    if (space.get().leaving()) {
      scene.table(SandboxDiscovery.SPACES).remove(id);
      Tags.forget(scene, space.get().shown().arn());
    } else {
      scene.table(SandboxDiscovery.SPACES).put(id, new Space(space.get().shown(), true, false));
    }
  }

  static Space existing(Scene scene, AwsRequest request, @Nullable String id) {
    return Optional.ofNullable(id)
        .flatMap(known -> scene.find(SandboxDiscovery.SPACES, known))
        .orElseThrow(
            () -> SandboxDiscovery.error(request, "NamespaceNotFound", "No namespace " + id));
  }

  private static GetNamespaceResponse get(Scene scene, GetNamespaceRequest request) {
    return GetNamespaceResponse.builder()
        .namespace(existing(scene, request, request.id()).shown())
        .build();
  }

  private static ListNamespacesResponse list(Scene scene, ListNamespacesRequest request) {
    List<NamespaceSummary> all =
        scene.table(SandboxDiscovery.SPACES).values().stream()
            .filter(Space::there)
            .map(space -> Pojos.copy(space.shown(), NamespaceSummary.builder()).build())
            .toList();
    Page<NamespaceSummary> page =
        Page.of(
            all,
            request.nextToken(),
            Optional.ofNullable(request.maxResults()).orElse(100),
            () -> SandboxDiscovery.error(request, "InvalidInput", "Invalid NextToken"));
    return ListNamespacesResponse.builder()
        .namespaces(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static String describe(
      Scene scene, AwsRequest request, @Nullable String id, @Nullable String description) {
    Space space = existing(scene, request, id);
    Namespace changed = space.shown().toBuilder().description(description).build();
    scene
        .table(SandboxDiscovery.SPACES)
        .put(changed.id(), new Space(changed, space.there(), space.leaving()));
    return SandboxDiscovery.begin(scene, OperationType.UPDATE_NAMESPACE, changed.id());
  }

  private static DeleteNamespaceResponse delete(Scene scene, DeleteNamespaceRequest request) {
    Space space = existing(scene, request, request.id());
    boolean used =
        scene.table(SandboxDiscovery.SERVICES).values().stream()
            .anyMatch(service -> service.namespaceId().equals(request.id()));
    if (used) {
      throw SandboxDiscovery.error(
          request, "ResourceInUse", "The namespace contains one or more services.");
    }
    if (space.leaving()) {
      throw SandboxDiscovery.error(request, "DuplicateRequest", "It is being deleted already.");
    }
    scene
        .table(SandboxDiscovery.SPACES)
        .put(request.id(), new Space(space.shown(), space.there(), true));
    return DeleteNamespaceResponse.builder()
        .operationId(SandboxDiscovery.begin(scene, OperationType.DELETE_NAMESPACE, request.id()))
        .build();
  }
}
