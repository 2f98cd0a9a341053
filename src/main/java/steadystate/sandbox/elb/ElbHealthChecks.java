package steadystate.sandbox.elb;

import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/** How a target group finds out whether its targets are well. */
final class ElbHealthChecks {
  private ElbHealthChecks() {}

  /** What was asked for, and what AWS takes for the rest. */
  static void fill(CreateTargetGroupRequest request, TargetGroup.Builder group) {
    TargetGroup made = group.build();
    boolean lambda = ElbTargetGroups.isLambda(made);
    boolean http = ElbTargetGroups.isHttp(made);
    String protocol = Elb.or(request.healthCheckProtocolAsString(), http ? "HTTP" : "TCP");
    boolean overHttp = protocol.startsWith("HTTP");
    int timeout = lambda ? 30 : http ? 5 : overHttp ? 6 : 10;
    boolean grpc = "GRPC".equals(request.protocolVersion());
    group
        .healthCheckEnabled(Elb.or(request.healthCheckEnabled(), !lambda))
        .healthCheckIntervalSeconds(Elb.or(request.healthCheckIntervalSeconds(), lambda ? 35 : 30))
        .healthCheckTimeoutSeconds(Elb.or(request.healthCheckTimeoutSeconds(), timeout))
        .healthyThresholdCount(Elb.or(request.healthyThresholdCount(), 5))
        .unhealthyThresholdCount(Elb.or(request.unhealthyThresholdCount(), 2));
    if (!lambda) {
      group
          .healthCheckProtocol(protocol)
          .healthCheckPort(Elb.or(request.healthCheckPort(), "traffic-port"));
    }
    if (overHttp || lambda) {
      String path = grpc ? "/AWS.ALB/healthcheck" : "/";
      group.healthCheckPath(Elb.or(request.healthCheckPath(), path));
      Matcher usual =
          grpc
              ? Matcher.builder().grpcCode("12").build()
              : Matcher.builder().httpCode(http ? "200" : "200-399").build();
      group.matcher(Elb.or(request.matcher(), usual));
    } else if (request.healthCheckPath() != null) {
      throw Elb.invalid("Health check path is not supported for health checks with protocol TCP");
    }
  }

  static void check(TargetGroup group) {
    int interval = group.healthCheckIntervalSeconds();
    int timeout = group.healthCheckTimeoutSeconds();
    Elb.within(interval, 5, 300, "Health check interval");
    Elb.within(timeout, 2, 120, "Health check timeout");
    Elb.within(group.healthyThresholdCount(), 2, 10, "Healthy threshold count");
    Elb.within(group.unhealthyThresholdCount(), 2, 10, "Unhealthy threshold count");
    if (ElbTargetGroups.isHttp(group) ? timeout >= interval : timeout > interval) {
      throw Elb.invalid(
          "Health check timeout '"
              + timeout
              + "' must be smaller than the interval '"
              + interval
              + "'");
    }
    String path = group.healthCheckPath();
    if (path != null && (!path.startsWith("/") || path.length() > 1024)) {
      throw Elb.invalid(
          "Health check path '"
              + path
              + "' must begin with a '/' character and can be at most 1024"
              + " characters long");
    }
    String port = group.healthCheckPort();
    if (port != null
        && !port.equals("traffic-port")
        && (!port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535)) {
      throw Elb.invalid("Health check port '" + port + "' is not valid");
    }
    Matcher matcher = group.matcher();
    if (matcher != null
        && matcher.httpCode() != null
        && !matcher.httpCode().matches("\\d{3}(-\\d{3})?(,\\d{3}(-\\d{3})?)*")) {
      throw Elb.invalid("Health check matcher HTTP code '" + matcher.httpCode() + "' is not valid");
    }
  }
}
