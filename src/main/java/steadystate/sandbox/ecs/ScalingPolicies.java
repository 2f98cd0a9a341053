package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.applicationautoscaling.model.Alarm;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScheduledActionResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScheduledActionsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScheduledActionsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScheduledActionResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ScheduledAction;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** Scaling policies and scheduled actions: kept and shown, but nothing here ever fires. */
final class ScalingPolicies {
  /** By the target's key, a bar and the policy's name. */
  static final Table<ScalingPolicy> POLICIES = new Table<>("scaling.policies");

  /** By the target's key, a bar and the action's name. */
  static final Table<ScheduledAction> ACTIONS = new Table<>("scaling.actions");

  private ScalingPolicies() {}

  static void register(Operations operations) {
    operations
        .on(PutScalingPolicyRequest.class, ScalingPolicies::put)
        .on(DescribeScalingPoliciesRequest.class, ScalingPolicies::describe)
        .on(DeleteScalingPolicyRequest.class, ScalingPolicies::delete)
        .on(PutScheduledActionRequest.class, ScalingPolicies::putAction)
        .on(DescribeScheduledActionsRequest.class, ScalingPolicies::describeActions)
        .on(DeleteScheduledActionRequest.class, ScalingPolicies::deleteAction);
  }

  private static PutScalingPolicyResponse put(Scene scene, PutScalingPolicyRequest request) {
    String target =
        SandboxScaling.key(
            request.serviceNamespaceAsString(),
            request.resourceId(),
            request.scalableDimensionAsString());
    SandboxScaling.target(scene, target);
    String key = target + "|" + request.policyName();
    Optional<ScalingPolicy> old = scene.find(POLICIES, key);
    PolicyType type =
        Optional.ofNullable(request.policyType())
            .orElse(old.map(ScalingPolicy::policyType).orElse(PolicyType.STEP_SCALING));
    if (old.isPresent() && old.get().policyType() != type) {
      throw SandboxScaling.invalid("The policy type of an existing policy can not be changed.");
    }
    boolean tracking = type == PolicyType.TARGET_TRACKING_SCALING;
    if (tracking && request.targetTrackingScalingPolicyConfiguration() == null && old.isEmpty()) {
      throw SandboxScaling.invalid("Target tracking configuration must be given.");
    }
    ScalingPolicy policy =
        Pojos.copy(
                request, old.map(ScalingPolicy::toBuilder).orElseGet(() -> fresh(scene, request)))
            .policyType(type)
            .alarms(tracking ? alarms(scene, request) : List.of())
            .build();
    scene.table(POLICIES).put(key, policy);
    return PutScalingPolicyResponse.builder()
        .policyARN(policy.policyARN())
        .alarms(policy.alarms())
        .build();
  }

  private static ScalingPolicy.Builder fresh(Scene scene, PutScalingPolicyRequest request) {
    String resource = request.serviceNamespaceAsString() + "/" + request.resourceId();
    return ScalingPolicy.builder()
        .creationTime(scene.now())
        .policyARN(
            scene.arn("autoscaling", "scalingPolicy:" + scene.hex(32) + ":resource/" + resource)
                + ":policyName/"
                + request.policyName());
  }

  /** Target tracking makes two alarms of its own. */
  private static List<Alarm> alarms(Scene scene, PutScalingPolicyRequest request) {
    return Stream.of("AlarmHigh", "AlarmLow")
        .map(side -> "TargetTracking-" + request.resourceId() + "-" + side + "-" + scene.hex(32))
        .map(name ->
            Alarm.builder()
                .alarmName(name)
                .alarmARN(scene.arn("cloudwatch", "alarm:" + name))
                .build())
        .toList();
  }

  private static DescribeScalingPoliciesResponse describe(
      Scene scene, DescribeScalingPoliciesRequest request) {
    String prefix = request.serviceNamespaceAsString() + "|";
    List<ScalingPolicy> policies =
        scene.table(POLICIES).entrySet().stream()
            .filter(row -> row.getKey().startsWith(prefix))
            .map(Map.Entry::getValue)
            .filter(
                p -> request.resourceId() == null || request.resourceId().equals(p.resourceId()))
            .filter(p ->
                request.policyNames().isEmpty() || request.policyNames().contains(p.policyName()))
            .toList();
    Page<ScalingPolicy> page =
        SandboxScaling.page(policies, request.nextToken(), request.maxResults(), 10);
    return DescribeScalingPoliciesResponse.builder()
        .scalingPolicies(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteScalingPolicyResponse delete(
      Scene scene, DeleteScalingPolicyRequest request) {
    String key =
        SandboxScaling.key(
                request.serviceNamespaceAsString(),
                request.resourceId(),
                request.scalableDimensionAsString())
            + "|"
            + request.policyName();
    if (scene.table(POLICIES).remove(key) == null) {
      throw SandboxScaling.missing("No scaling policy found: " + request.policyName());
    }
    return DeleteScalingPolicyResponse.builder().build();
  }

  private static PutScheduledActionResponse putAction(
      Scene scene, PutScheduledActionRequest request) {
    String target =
        SandboxScaling.key(
            request.serviceNamespaceAsString(),
            request.resourceId(),
            request.scalableDimensionAsString());
    SandboxScaling.target(scene, target);
    String key = target + "|" + request.scheduledActionName();
    ScheduledAction action =
        Pojos.copy(
                request,
                scene
                    .find(ACTIONS, key)
                    .map(ScheduledAction::toBuilder)
                    .orElseGet(() -> freshAction(scene, request)))
            .build();
    scene.table(ACTIONS).put(key, action);
    return PutScheduledActionResponse.builder().build();
  }

  private static ScheduledAction.Builder freshAction(
      Scene scene, PutScheduledActionRequest request) {
    String resource = request.serviceNamespaceAsString() + "/" + request.resourceId();
    return ScheduledAction.builder()
        .creationTime(scene.now())
        .scheduledActionARN(
            scene.arn("autoscaling", "scheduledAction:" + scene.hex(32) + ":resource/" + resource)
                + ":scheduledActionName/"
                + request.scheduledActionName());
  }

  private static DescribeScheduledActionsResponse describeActions(
      Scene scene, DescribeScheduledActionsRequest request) {
    String prefix = request.serviceNamespaceAsString() + "|";
    List<String> names = request.scheduledActionNames();
    List<ScheduledAction> actions =
        scene.table(ACTIONS).entrySet().stream()
            .filter(row -> row.getKey().startsWith(prefix))
            .map(Map.Entry::getValue)
            .filter(
                a -> request.resourceId() == null || request.resourceId().equals(a.resourceId()))
            .filter(a -> names.isEmpty() || names.contains(a.scheduledActionName()))
            .toList();
    Page<ScheduledAction> page =
        SandboxScaling.page(actions, request.nextToken(), request.maxResults(), 50);
    return DescribeScheduledActionsResponse.builder()
        .scheduledActions(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteScheduledActionResponse deleteAction(
      Scene scene, DeleteScheduledActionRequest request) {
    String key =
        SandboxScaling.key(
                request.serviceNamespaceAsString(),
                request.resourceId(),
                request.scalableDimensionAsString())
            + "|"
            + request.scheduledActionName();
    if (scene.table(ACTIONS).remove(key) == null) {
      throw SandboxScaling.missing("No scheduled action found: " + request.scheduledActionName());
    }
    return DeleteScheduledActionResponse.builder().build();
  }
}
