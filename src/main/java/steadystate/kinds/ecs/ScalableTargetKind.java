package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.TagResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.UntagResourceRequest;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Overlay;
import steadystate.kinds.SdkTags;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/** How far a service scales by itself, and by what: an Application Auto Scaling target. */
public final class ScalableTargetKind implements Kind {
  public static final String NAME = "scalableTarget";

  private static final String POLICIES = "policies";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return ScalableTargetShape.MODEL;
  }

  /**
   * Only targets of wished services, and of services in our clusters, are looked at closely: tags
   * and policies cost a call each.
   */
  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    ScalableTargets targets = new ScalableTargets(scope);
    List<Near> near = new ArrayList<>();
    for (ScalableTarget target : targets.all().values()) {
      if (isNear(scope, wanted, target.resourceId())) {
        Map<String, String> tags = targets.tags(target).get();
        Whose.id(scope, NAME, tags, wanted, w -> isFor(w, target.resourceId()))
            .ifPresent(id -> near.add(new Near(id, target)));
      }
    }
    List<ScalingPolicy> policies = near.isEmpty() ? List.of() : targets.policies();
    return new Observation(near.stream().map(one -> live(targets, one, policies)).toList());
  }

  private record Near(ResourceId id, ScalableTarget target) {}

  private static boolean isFor(Declared wanted, String resourceId) {
    return wanted.model().text("resourceId").filter(resourceId::equals).isPresent();
  }

  private static boolean isNear(Scope scope, List<Declared> wanted, String resourceId) {
    return wanted.stream().anyMatch(w -> isFor(w, resourceId))
        || new ServiceReads(scope)
            .ownClusters().stream()
                .anyMatch(cluster -> resourceId.startsWith("service/" + cluster + "/"));
  }

  private static Live live(ScalableTargets targets, Near near, List<ScalingPolicy> policies) {
    ScalableTarget target = near.target();
    Map<String, Value> byName = new LinkedHashMap<>();
    policies.stream()
        .filter(policy -> target.resourceId().equals(policy.resourceId()))
        .forEach(policy -> byName.put(policy.policyName(), Pojo.read(policy)));
    Entries raw = Pojo.read(target).with(POLICIES, Value.entries(byName));
    String arn = Optional.ofNullable(target.scalableTargetARN()).orElse(target.resourceId());
    return new Live(
        near.id(),
        arn,
        ScalableTargetShape.fill(Canonical.form(ScalableTargetShape.MODEL, raw)),
        targets.tags(target).get(),
        Attributes.of("arn", arn),
        Health.READY,
        Optional.ofNullable(target.creationTime()),
        Map.of());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    ScalableTargets targets = new ScalableTargets(scope);
    RegisterScalableTargetRequest.Builder request =
        Pojo.fill(RegisterScalableTargetRequest.builder(), wish.model())
            .serviceNamespace(ServiceNamespace.ECS)
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .tags(wish.tags());
    String arn =
        judged(() -> targets.client().registerScalableTarget(request.build())).scalableTargetARN();
    wish.model()
        .map(POLICIES)
        .ifPresent(
            all -> all.entries().keySet().forEach(name -> put(targets, wish, Entries.EMPTY, name)));
    return Attributes.of("arn", Optional.ofNullable(arn).orElse(wish.text("resourceId")));
  }

  private static void put(ScalableTargets targets, Wish wish, Entries live, String name) {
    Entries policies = wish.model().map(POLICIES).orElse(Entries.EMPTY);
    Entries wished = policies.map(name).orElse(Entries.EMPTY);
    Entries laid =
        Overlay.of(
            ScalableTargetShape.POLICY,
            live.map(POLICIES).flatMap(all -> all.map(name)).orElse(Entries.EMPTY),
            wished);
    PutScalingPolicyRequest request =
        Pojo.fill(
                PutScalingPolicyRequest.builder(), Canonical.wire(ScalableTargetShape.POLICY, laid))
            .policyName(name)
            .serviceNamespace(ServiceNamespace.ECS)
            .resourceId(wish.text("resourceId"))
            .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
            .build();
    judged(() -> targets.client().putScalingPolicy(request));
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    ScalableTargets targets = new ScalableTargets(scope);
    Set<String> policies = new TreeSet<>();
    boolean self = false;
    for (FieldPath path : changed) {
      if (path.head().equals(POLICIES)) {
        policyName(path).ifPresent(policies::add);
      } else {
        self = true;
      }
    }
    if (self) {
      Entries model = wish.model().without(POLICIES);
      RegisterScalableTargetRequest.Builder request =
          Pojo.fill(RegisterScalableTargetRequest.builder(), model)
              .serviceNamespace(ServiceNamespace.ECS)
              .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT);
      judged(() -> targets.client().registerScalableTarget(request.build()));
    }
    Entries wished = wish.model().map(POLICIES).orElse(Entries.EMPTY);
    for (String name : policies) {
      if (wished.has(name)) {
        put(targets, wish, live.model(), name);
      } else {
        deletePolicy(targets, wish, name);
      }
    }
  }

  private static Optional<String> policyName(FieldPath path) {
    return path.segments().stream()
        .filter(FieldPath.Segment.Key.class::isInstance)
        .map(segment -> ((FieldPath.Segment.Key) segment).key())
        .findFirst();
  }

  private static void deletePolicy(ScalableTargets targets, Wish wish, String name) {
    gone(() ->
        targets
            .client()
            .deleteScalingPolicy(
                DeleteScalingPolicyRequest.builder()
                    .policyName(name)
                    .serviceNamespace(ServiceNamespace.ECS)
                    .resourceId(wish.text("resourceId"))
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .build()));
  }

  /** Its policies go with it. */
  @Override
  public void delete(Scope scope, Live live) {
    gone(() ->
        new ScalableTargets(scope)
            .client()
            .deregisterScalableTarget(
                DeregisterScalableTargetRequest.builder()
                    .serviceNamespace(ServiceNamespace.ECS)
                    .resourceId(live.model().text("resourceId").orElse(""))
                    .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                    .build()));
  }

  private static void gone(Runnable call) {
    try {
      call.run();
    } catch (FailureException failed) {
      if (!failed.is("ObjectNotFoundException")) {
        throw failed;
      }
    }
  }

  /** A service that was just made is not known to autoscaling at once. */
  private static <T> T judged(Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException failed) {
      boolean early =
          failed.is("ObjectNotFoundException")
              || failed.failure().message().contains("ECS service doesn't exist");
      throw early
          ? new FailureException(
              new Failure.Busy(failed.failure().code(), failed.failure().message()), failed)
          : failed;
    }
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    ScalableTargets targets = new ScalableTargets(scope);
    SdkTags.change(
        put,
        remove,
        () ->
            targets
                .client()
                .tagResource(
                    TagResourceRequest.builder().resourceARN(live.arn()).tags(put).build()),
        () ->
            targets
                .client()
                .untagResource(
                    UntagResourceRequest.builder()
                        .resourceARN(live.arn())
                        .tagKeys(remove)
                        .build()));
    Map<String, String> now = new LinkedHashMap<>(live.tags());
    now.putAll(put);
    now.keySet().removeAll(remove);
    targets.remember(live.arn(), now);
  }
}
