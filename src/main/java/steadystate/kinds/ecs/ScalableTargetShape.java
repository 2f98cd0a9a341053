package steadystate.kinds.ecs;

import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** The model of a scalable target with the policies that move it, known by their names. */
final class ScalableTargetShape {
  static final Shape.Structure POLICY = policy();
  static final Shape.Structure MODEL = model();

  private ScalableTargetShape() {}

  private static Shape.Structure model() {
    Shape.Structure all =
        SdkShapes.of(RegisterScalableTargetRequest.builder().build())
            .without("serviceNamespace", "scalableDimension", "tags", "roleARN");
    return all.change("resourceId", Member::replaces)
        .with("policies", Shape.EntriesOf.of(POLICY), "Scaling policies by name.");
  }

  private static Shape.Structure policy() {
    Shape.Structure all =
        SdkShapes.of(PutScalingPolicyRequest.builder().build())
            .without("policyName", "serviceNamespace", "resourceId", "scalableDimension");
    all =
        Reshaping.inside(
            all, "targetTrackingScalingPolicyConfiguration", ScalableTargetShape::tracking);
    return all;
  }

  private static Shape.Structure tracking(Shape.Structure tracking) {
    Shape.Structure out =
        Reshaping.inside(
            tracking,
            "predefinedMetricSpecification",
            m ->
                Reshaping.scalar(m, "resourceLabel", s -> s.canonical(ScalableTargetShape::label)));
    out =
        Reshaping.inside(
            out,
            "customizedMetricSpecification",
            m -> Reshaping.pairs(m, "dimensions", "name", "value"));
    return out.change("disableScaleIn", m -> m.describe("Only ever adds tasks."));
  }

  /**
   * {@code <load balancer ARN>|<target group ARN>} as the label that a request count needs: {@code
   * app/public/0123/targetgroup/api/4567}.
   */
  static String label(String text) {
    int bar = text.indexOf('|');
    int balancer = text.indexOf(":loadbalancer/");
    int group = text.indexOf(":targetgroup/", Math.max(bar, 0));
    return bar < 0 || balancer < 0 || group < 0
        ? text
        : text.substring(balancer + ":loadbalancer/".length(), bar)
            + "/"
            + text.substring(group + 1);
  }

  /** What AWS leaves out of its answers, or puts into them unasked. */
  static Value.Entries fill(Value.Entries live) {
    Value off = Value.flag(false);
    Value.Entries suspended =
        live.map("suspendedState")
            .orElse(Value.Entries.EMPTY)
            .withDefault("dynamicScalingInSuspended", off)
            .withDefault("dynamicScalingOutSuspended", off)
            .withDefault("scheduledScalingSuspended", off);
    return live.with("suspendedState", suspended);
  }
}
