package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.Scope;
import steadystate.resource.Value.Entries;

/** Who scales services: reads Application Auto Scaling, and says whose a count is. */
final class ScalableTargets {
  private static final int PAGE = 50;
  private static final int POLICY_PAGE = 10;

  private final Scope scope;

  ScalableTargets(Scope scope) {
    this.scope = scope;
  }

  ApplicationAutoScalingClient client() {
    return scope.client(ApplicationAutoScalingClient.class);
  }

  /** What Application Auto Scaling calls a service. */
  static String resourceId(String cluster, String service) {
    return "service/" + cluster + "/" + service;
  }

  /** Every scalable service of the account and region, by resource id. */
  Map<String, ScalableTarget> all() {
    return scope.once("scalable targets of ecs", this::read);
  }

  private Map<String, ScalableTarget> read() {
    List<ScalableTarget> targets =
        EcsPages.all(
            "application-autoscaling:DescribeScalableTargets",
            token -> {
              var answer =
                  client()
                      .describeScalableTargets(
                          DescribeScalableTargetsRequest.builder()
                              .serviceNamespace(ServiceNamespace.ECS)
                              .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                              .maxResults(PAGE)
                              .nextToken(token.orElse(null))
                              .build());
              return EcsPages.Page.of(answer.scalableTargets(), answer.nextToken());
            });
    Map<String, ScalableTarget> byId = new LinkedHashMap<>();
    targets.forEach(target -> byId.put(target.resourceId(), target));
    return byId;
  }

  /** All policies of the services of the account and region. */
  List<ScalingPolicy> policies() {
    return EcsPages.all(
        "application-autoscaling:DescribeScalingPolicies",
        token -> {
          var answer =
              client()
                  .describeScalingPolicies(
                      DescribeScalingPoliciesRequest.builder()
                          .serviceNamespace(ServiceNamespace.ECS)
                          .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                          .maxResults(POLICY_PAGE)
                          .nextToken(token.orElse(null))
                          .build());
          return EcsPages.Page.of(answer.scalingPolicies(), answer.nextToken());
        });
  }

  /** A target's tags need a call for each, so they are asked once, and kept as we write them. */
  AtomicReference<Map<String, String>> tags(ScalableTarget target) {
    String arn = target.scalableTargetARN();
    if (arn == null) {
      return new AtomicReference<>(Map.of());
    }
    return scope.forever(
        "tags of " + arn,
        () ->
            new AtomicReference<>(
                client()
                    .listTagsForResource(
                        ListTagsForResourceRequest.builder().resourceARN(arn).build())
                    .tags()));
  }

  /** Keeps tags that were just written. */
  void remember(String arn, Map<String, String> tags) {
    scope
        .<AtomicReference<Map<String, String>>>forever(
            "tags of " + arn, () -> new AtomicReference<>(tags))
        .set(tags);
  }

  /**
   * Who moves the number of tasks, when it is not the spec: the wished autoscaling as long as the
   * count is not below its range, or one that is not ours. Asks AWS only where counts differ.
   */
  Optional<String> scalerOf(Live live, Optional<Declared> wanted) {
    Optional<Entries> wish = wanted.map(Declared::model);
    Optional<Integer> count = live.model().whole("desiredCount");
    boolean differs =
        wish.isPresent()
            && wish.get().has("desiredCount")
            && !wish.get().get("desiredCount").equals(live.model().get("desiredCount"));
    if (!differs || count.isEmpty()) {
      return Optional.empty();
    }
    Optional<Entries> range = wish.get().map(ServiceShape.AUTOSCALING);
    if (range.isPresent()) {
      return count.get() < range.get().whole("min").orElse(0)
          ? Optional.empty()
          : Optional.of(
              "autoscaling "
                  + range.get().text("min").orElse("")
                  + ".."
                  + range.get().text("max").orElse(""));
    }
    return target(live)
        .filter(target -> !scope.environment().equals(tags(target).get().get(Owner.ENVIRONMENT)))
        .filter(target -> !isSuspended(target))
        .filter(target -> target.minCapacity() <= count.get())
        .map(t -> "autoscaling " + t.minCapacity() + ".." + t.maxCapacity() + " of somebody else");
  }

  private Optional<ScalableTarget> target(Live service) {
    String id =
        resourceId(service.attributes().require("cluster"), service.attributes().require("name"));
    return Optional.ofNullable(all().get(id));
  }

  private static boolean isSuspended(ScalableTarget target) {
    SuspendedState state = target.suspendedState();
    return state != null
        && Boolean.TRUE.equals(state.dynamicScalingInSuspended())
        && Boolean.TRUE.equals(state.dynamicScalingOutSuspended());
  }

  /**
   * Lets a count go below autoscaling's minimum: the minimum goes first, or autoscaling would raise
   * the count again at once.
   */
  void makeRoom(Live service, Entries wish, Set<String> members) {
    Optional<Integer> count = wish.whole("desiredCount");
    if (!members.contains("desiredCount")
        || count.isEmpty()
        || count.get() >= service.model().whole("desiredCount").orElse(0)) {
      return;
    }
    target(service)
        .filter(target -> target.minCapacity() > count.get())
        .ifPresent(target ->
            client()
                .registerScalableTarget(
                    RegisterScalableTargetRequest.builder()
                        .serviceNamespace(ServiceNamespace.ECS)
                        .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                        .resourceId(target.resourceId())
                        .minCapacity(count.get())
                        .build()));
  }
}
