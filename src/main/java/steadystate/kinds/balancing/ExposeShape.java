package steadystate.kinds.balancing;

import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;

/** What may be written in one entry of a service's {@code expose}. */
final class ExposeShape {
  private ExposeShape() {}

  static Shape.Structure of() {
    return where()
        .withAll(conditions())
        .with(
            "priority",
            Scalar.of(Type.INTEGER).range(1, 50_000),
            "The lowest number wins. Without it one from "
                + Priorities.LOWEST
                + " to "
                + Priorities.HIGHEST
                + " is made of the names, the same at every run.")
        .with("healthCheck", healthCheck(), "How the balancer finds out whether a task answers.")
        .with(
            "containerName",
            Scalar.of(Type.TEXT),
            "The container that answers; without it the service's own.")
        .with(
            "containerPort",
            Scalar.of(Type.INTEGER).range(1, 65_535),
            "The port it answers on; without it the service's port.")
        .with(
            "targetGroup", targetGroup(), "Every other field of the target group, in ELB's names.");
  }

  private static Shape.Structure where() {
    return Shape.Structure.empty()
        .with(
            "loadBalancer",
            Scalar.of(Type.TEXT).refersTo(LoadBalancerKind.NAME, "arn"),
            "The load balancer of this environment, such as loadBalancer/public.")
        .with(
            "listener",
            Scalar.of(Type.TEXT),
            "The key of one of its listeners, or the ARN of a listener that others look after."
                + " Without it the only listener that does not redirect.");
  }

  private static Shape.Structure conditions() {
    Shape texts = Shape.ItemsOf.set(Scalar.of(Type.TEXT)).orOne();
    return Shape.Structure.empty()
        .with("host", texts, "Host names that lead here; * and ? stand for other letters.")
        .with("path", texts, "Paths that lead here; * and ? stand for other letters.")
        .with("methods", texts, "HTTP methods that lead here.")
        .with("sourceIps", texts, "CIDR blocks from which a request must come.")
        .with("headers", Shape.EntriesOf.of(texts), "Headers and the values that lead here.")
        .with("queryStrings", Shape.EntriesOf.of(texts), "Query parameters and their values.")
        .with("conditions", ConditionForm.written(), "Further conditions in AWS's form.")
        .with(
            "actions", ActionForm.written(), "What happens first, such as a login, in AWS's form.")
        .with(
            "transforms",
            SdkShapes.of(CreateRuleRequest.builder().build())
                .member("transforms")
                .orElseThrow()
                .shape(),
            "Rewrites of host or path on the way, in AWS's form.");
  }

  private static Shape.Structure healthCheck() {
    return Shape.Structure.empty()
        .with("path", Scalar.of(Type.TEXT), "The path asked for; / without it.")
        .with("port", Scalar.of(Type.TEXT), "A port, or traffic-port.")
        .with("protocol", Scalar.of(Type.TEXT).allowed("HTTP", "HTTPS", "TCP"), "")
        .with("interval", Scalar.of(Type.INTEGER).range(5, 300), "Seconds between two checks.")
        .with("timeout", Scalar.of(Type.INTEGER).range(2, 120), "Seconds to wait for an answer.")
        .with("healthyThreshold", Scalar.of(Type.INTEGER).range(2, 10), "Good answers in a row.")
        .with("unhealthyThreshold", Scalar.of(Type.INTEGER).range(2, 10), "Bad answers in a row.")
        .with("matcher", Scalar.of(Type.TEXT), "Good status codes, such as 200-299 or 200,302.");
  }

  private static Shape.Structure targetGroup() {
    return SdkShapes.of(CreateTargetGroupRequest.builder().build())
        .without("tags")
        .with(
            "attributes",
            Shape.EntriesOf.of(Scalar.of(Type.TEXT)),
            "Such as deregistration_delay.timeout_seconds; those that are not here are left"
                + " alone.");
  }
}
