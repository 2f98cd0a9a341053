package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.InvalidNextTokenException;
import software.amazon.awssdk.services.applicationautoscaling.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ObjectNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ResourceNotFoundException;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.applicationautoscaling.model.TagResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.TagResourceResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.UntagResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.UntagResourceResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ValidationException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Application Auto Scaling: the targets; what scales them is in {@link ScalingPolicies}. */
public final class SandboxScaling implements SandboxService {
  /** By {@link #key}. */
  static final Table<ScalableTarget> TARGETS = new Table<>("scaling.targets");

  @Override
  public String prefix() {
    return "application-autoscaling";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return ApplicationAutoScalingClient.class;
  }

  @Override
  public void register(Operations operations) {
    ScalingPolicies.register(operations);
    operations
        .on(RegisterScalableTargetRequest.class, SandboxScaling::registerTarget)
        .on(DescribeScalableTargetsRequest.class, SandboxScaling::describe)
        .on(DeregisterScalableTargetRequest.class, SandboxScaling::deregister)
        .on(TagResourceRequest.class, SandboxScaling::tag)
        .on(UntagResourceRequest.class, SandboxScaling::untag)
        .on(ListTagsForResourceRequest.class, SandboxScaling::listTags);
  }

  /** What a target is known by. */
  static String key(
      @Nullable String namespace, @Nullable String resource, @Nullable String dimension) {
    if (namespace == null || resource == null || dimension == null) {
      throw invalid("Service namespace, resource ID and scalable dimension must be given.");
    }
    return namespace + "|" + resource + "|" + dimension;
  }

  /** The target that a policy or action hangs on. */
  static ScalableTarget target(Scene scene, String key) {
    String[] parts = key.split("\\|");
    return scene
        .find(TARGETS, key)
        .orElseThrow(() ->
            missing(
                "No scalable target found for service namespace: %s, resource ID: %s, scalable dimension: %s"
                    .formatted(parts[0], parts[1], parts[2])));
  }

  static AwsServiceException missing(String message) {
    return Errors.of(ObjectNotFoundException.builder(), message);
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(ValidationException.builder(), message);
  }

  static <V> Page<V> page(List<V> all, @Nullable String token, @Nullable Integer size, int most) {
    int wanted = Optional.ofNullable(size).orElse(most);
    if (wanted < 1 || wanted > most) {
      throw invalid("maxResults must be between 1 and " + most + ".");
    }
    return Page.of(
        all,
        token,
        wanted,
        () ->
            Errors.of(InvalidNextTokenException.builder(), "The next token supplied is invalid."));
  }

  /** Also the update of a target: only what is sent changes. */
  private static RegisterScalableTargetResponse registerTarget(
      Scene scene, RegisterScalableTargetRequest request) {
    String key =
        key(
            request.serviceNamespaceAsString(),
            request.resourceId(),
            request.scalableDimensionAsString());
    Optional<ScalableTarget> old = scene.find(TARGETS, key);
    if (old.isEmpty() && (request.minCapacity() == null || request.maxCapacity() == null)) {
      throw invalid("Both minCapacity and maxCapacity are required for a new scalable target.");
    }
    if (old.isPresent() && !request.tags().isEmpty()) {
      throw invalid("Tags can not be changed by registering a scalable target again.");
    }
    ScalableTarget target =
        Pojos.copy(request, old.map(ScalableTarget::toBuilder).orElseGet(() -> fresh(scene)))
            .suspendedState(suspended(old, request.suspendedState()))
            .build();
    if (target.minCapacity() < 0 || target.minCapacity() > target.maxCapacity()) {
      throw invalid("Maximum capacity cannot be less than minimum capacity");
    }
    moveIntoRange(scene, target);
    scene.table(TARGETS).put(key, target);
    if (old.isEmpty()) {
      Tags.put(scene, target.scalableTargetARN(), request.tags());
    }
    return RegisterScalableTargetResponse.builder()
        .scalableTargetARN(target.scalableTargetARN())
        .build();
  }

  private static ScalableTarget.Builder fresh(Scene scene) {
    return ScalableTarget.builder()
        .creationTime(scene.now())
        .scalableTargetARN(scene.arn("application-autoscaling", "scalable-target/" + scene.hex(32)))
        .roleARN(
            "arn:aws:iam::"
                + scene.account().id()
                + ":role/aws-service-role/ecs.application-autoscaling.amazonaws.com"
                + "/AWSServiceRoleForApplicationAutoScaling_ECSService");
  }

  private static SuspendedState suspended(
      Optional<ScalableTarget> old, @Nullable SuspendedState asked) {
    SuspendedState before =
        old.map(ScalableTarget::suspendedState)
            .orElse(
                SuspendedState.builder()
                    .dynamicScalingInSuspended(false)
                    .dynamicScalingOutSuspended(false)
                    .scheduledScalingSuspended(false)
                    .build());
    return asked == null ? before : Pojos.copy(asked, before.toBuilder()).build();
  }

  /** Registering a range moves the service into it, whoever had set its count. */
  private static void moveIntoRange(Scene scene, ScalableTarget target) {
    if (target.serviceNamespace() != ServiceNamespace.ECS) {
      return;
    }
    EcsService service =
        scene
            .find(Tables.SERVICES, scene.arn(Ecs.PREFIX, target.resourceId()))
            .filter(found -> found.is(EcsService.ACTIVE))
            .orElseThrow(() -> invalid("ECS service doesn't exist: " + target.resourceId()));
    int count = service.shown().desiredCount();
    int within = Math.clamp(count, target.minCapacity(), target.maxCapacity());
    SuspendedState off = target.suspendedState();
    boolean held =
        within > count ? off.dynamicScalingOutSuspended() : off.dynamicScalingInSuspended();
    if (within != count && !held) {
      EcsService moved = ServiceUpdate.scale(scene, service, within);
      scene.table(Tables.SERVICES).put(moved.arn(), moved);
    }
  }

  private static DescribeScalableTargetsResponse describe(
      Scene scene, DescribeScalableTargetsRequest request) {
    if (request.resourceIds().size() > 50) {
      throw invalid("At most 50 resource IDs may be given.");
    }
    String dimension = request.scalableDimensionAsString();
    List<ScalableTarget> targets =
        scene.table(TARGETS).values().stream()
            .filter(t -> t.serviceNamespaceAsString().equals(request.serviceNamespaceAsString()))
            .filter(t ->
                request.resourceIds().isEmpty() || request.resourceIds().contains(t.resourceId()))
            .filter(t -> dimension == null || dimension.equals(t.scalableDimensionAsString()))
            .toList();
    Page<ScalableTarget> page = page(targets, request.nextToken(), request.maxResults(), 50);
    return DescribeScalableTargetsResponse.builder()
        .scalableTargets(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** Its policies and scheduled actions go with it. */
  private static DeregisterScalableTargetResponse deregister(
      Scene scene, DeregisterScalableTargetRequest request) {
    String key =
        key(
            request.serviceNamespaceAsString(),
            request.resourceId(),
            request.scalableDimensionAsString());
    Tags.forget(scene, target(scene, key).scalableTargetARN());
    scene.table(TARGETS).remove(key);
    scene.table(ScalingPolicies.POLICIES).keySet().removeIf(k -> k.startsWith(key + "|"));
    scene.table(ScalingPolicies.ACTIONS).keySet().removeIf(k -> k.startsWith(key + "|"));
    return DeregisterScalableTargetResponse.builder().build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Tags.put(scene, tagged(scene, request.resourceARN()), request.tags());
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceARN()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    Map<String, String> tags = Tags.of(scene, tagged(scene, request.resourceARN()));
    return ListTagsForResourceResponse.builder().tags(tags).build();
  }

  private static String tagged(Scene scene, String arn) {
    if (scene.find(Tags.TABLE, arn).isEmpty()) {
      throw Errors.of(ResourceNotFoundException.builder(), "The resource doesn't exist: " + arn);
    }
    return arn;
  }
}
