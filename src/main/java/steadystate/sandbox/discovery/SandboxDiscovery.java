package steadystate.sandbox.discovery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.servicediscovery.ServiceDiscoveryClient;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationRequest;
import software.amazon.awssdk.services.servicediscovery.model.GetOperationResponse;
import software.amazon.awssdk.services.servicediscovery.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.servicediscovery.model.Operation;
import software.amazon.awssdk.services.servicediscovery.model.OperationNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.OperationStatus;
import software.amazon.awssdk.services.servicediscovery.model.OperationType;
import software.amazon.awssdk.services.servicediscovery.model.ResourceNotFoundException;
import software.amazon.awssdk.services.servicediscovery.model.Service;
import software.amazon.awssdk.services.servicediscovery.model.Tag;
import software.amazon.awssdk.services.servicediscovery.model.TagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.TagResourceResponse;
import software.amazon.awssdk.services.servicediscovery.model.UntagResourceRequest;
import software.amazon.awssdk.services.servicediscovery.model.UntagResourceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** Cloud Map. What takes time is an operation, which is PENDING first and SUCCESS later. */
public final class SandboxDiscovery implements SandboxService {
  /** By id, those included that are still being made or already going. */
  static final Table<Space> SPACES = new Table<>("discovery.namespaces");

  /** By id. */
  static final Table<Service> SERVICES = new Table<>("discovery.services");

  /** By id. */
  static final Table<Operation> OPERATIONS = new Table<>("discovery.operations");

  private static final int SECONDS = 20;

  @Override
  public String prefix() {
    return "servicediscovery";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return ServiceDiscoveryClient.class;
  }

  @Override
  public void register(Operations operations) {
    Namespaces.register(operations);
    DiscoveryServices.register(operations);
    operations
        .on(GetOperationRequest.class, SandboxDiscovery::operation)
        .on(TagResourceRequest.class, SandboxDiscovery::tag)
        .on(UntagResourceRequest.class, SandboxDiscovery::untag)
        .on(ListTagsForResourceRequest.class, SandboxDiscovery::listTags);
  }

  @Override
  public Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (Operation operation : List.copyOf(scene.table(OPERATIONS).values())) {
      if (operation.status() == OperationStatus.PENDING) {
        Instant due = operation.createDate().plusSeconds(SECONDS);
        if (due.isAfter(scene.now())) {
          next = due.isBefore(next) ? due : next;
        } else {
          Namespaces.settle(scene, operation);
          Operation done =
              operation.toBuilder().status(OperationStatus.SUCCESS).updateDate(due).build();
          scene.table(OPERATIONS).put(operation.id(), done);
        }
      }
    }
    return next;
  }

  /** Begins an operation, and answers its id. */
  static String begin(Scene scene, OperationType type, String namespace) {
    String id = scene.hex(32);
    Operation operation =
        Operation.builder()
            .id(id)
            .type(type)
            .status(OperationStatus.PENDING)
            .createDate(scene.now())
            .updateDate(scene.now())
            .targetsWithStrings(java.util.Map.of("NAMESPACE", namespace))
            .build();
    scene.table(OPERATIONS).put(id, operation);
    return id;
  }

  private static GetOperationResponse operation(Scene scene, GetOperationRequest request) {
    Operation operation =
        scene
            .find(OPERATIONS, request.operationId())
            .orElseThrow(() ->
                Errors.of(
                    OperationNotFoundException.builder(),
                    "OperationNotFound",
                    400,
                    "No operation " + request.operationId()));
    return GetOperationResponse.builder().operation(operation).build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Tags.put(
        scene,
        tagged(scene, request.resourceARN()),
        Tags.map(request.tags(), Tag::key, Tag::value));
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceARN()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(
            Tags.of(
                scene,
                tagged(scene, request.resourceARN()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static String tagged(Scene scene, @Nullable String arn) {
    return Optional.ofNullable(arn)
        .filter(known -> scene.find(Tags.TABLE, known).isPresent())
        .orElseThrow(() ->
            Errors.of(
                ResourceNotFoundException.builder(),
                "ResourceNotFoundException",
                400,
                "The resource " + arn + " can't be found."));
  }

  static AwsServiceException error(AwsRequest request, String code, String message) {
    return Errors.of(request, code, 400, message);
  }
}
