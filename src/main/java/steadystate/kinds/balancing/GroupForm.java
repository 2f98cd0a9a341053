package steadystate.kinds.balancing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Candidate.Names;
import steadystate.resource.Live;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A living target group in the words of {@code expose}. */
final class GroupForm {
  private static final Map<String, String> CHECK = new LinkedHashMap<>();

  static {
    CHECK.put("healthCheckPath", "path");
    CHECK.put("healthCheckPort", "port");
    CHECK.put("healthCheckProtocol", "protocol");
    CHECK.put("healthCheckIntervalSeconds", "interval");
    CHECK.put("healthCheckTimeoutSeconds", "timeout");
    CHECK.put("healthyThresholdCount", "healthyThreshold");
    CHECK.put("unhealthyThresholdCount", "unhealthyThreshold");
  }

  private GroupForm() {}

  static Entries on(Entries entry, Live live, Names names) {
    Entries group = AttributeDefaults.ofGroup(live.model()).without(TargetGroupKind.BALANCER);
    boolean own = group.text("vpcId").flatMap(vpc -> names.of("network", vpc)).isPresent();
    group = own ? group.without("vpcId") : group;
    Map<String, Value> check = new LinkedHashMap<>();
    for (Map.Entry<String, String> word : CHECK.entrySet()) {
      group.get(word.getKey()).ifPresent(value -> check.put(word.getValue(), value));
      group = group.without(word.getKey());
    }
    Optional<Value> codes =
        group.map("matcher").flatMap(m -> m.get("httpCode").or(() -> m.get("grpcCode")));
    codes.ifPresent(value -> check.put("matcher", value));
    group = group.without("matcher");
    Entries out = check.isEmpty() ? entry : entry.with("healthCheck", Value.entries(check));
    return group.entries().isEmpty() ? out : out.with("targetGroup", group);
  }

  /** What CreateTargetGroup fills in, by what the balancer speaks with the tasks. */
  static Entries filled(Entries model) {
    String protocol = model.text("protocol").orElse("HTTP");
    boolean web = protocol.startsWith("HTTP");
    boolean grpc = model.text("protocolVersion").orElse("").equals("GRPC");
    String checked = model.text("healthCheckProtocol").orElse(web ? protocol : "TCP");
    Entries out =
        model
            .withDefault("ipAddressType", Value.text("ipv4"))
            .withDefault("healthCheckEnabled", Value.flag(true))
            .withDefault("healthCheckProtocol", Value.text(web ? "HTTP" : "TCP"))
            .withDefault("healthCheckPort", Value.text("traffic-port"))
            .withDefault("healthCheckIntervalSeconds", Value.number(30))
            .withDefault("healthCheckTimeoutSeconds", Value.number(web ? 5 : 10))
            .withDefault("healthyThresholdCount", Value.number(5))
            .withDefault("unhealthyThresholdCount", Value.number(2));
    if (web) {
      out = out.withDefault("protocolVersion", Value.text("HTTP1"));
    }
    if (!checked.startsWith("HTTP")) {
      return out;
    }
    String codes = grpc ? "12" : web ? "200" : "200-399";
    return out.withDefault("healthCheckPath", Value.text(grpc ? "/AWS.ALB/healthcheck" : "/"))
        .withDefault(
            "matcher", Entries.EMPTY.with(grpc ? "grpcCode" : "httpCode", Value.text(codes)));
  }
}
