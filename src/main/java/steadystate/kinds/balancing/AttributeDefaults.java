package steadystate.kinds.balancing;

import java.util.Map;
import java.util.TreeMap;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * What attributes of balancers and target groups are where nobody set them; every other one is off
 * or empty.
 */
final class AttributeDefaults {
  private static final Map<String, String> BALANCER =
      Map.of(
          "idle_timeout.timeout_seconds", "60",
          "client_keep_alive.seconds", "3600",
          "routing.http2.enabled", "true",
          "routing.http.desync_mitigation_mode", "defensive",
          "routing.http.xff_header_processing.mode", "append",
          "dns_record.client_routing_policy", "any_availability_zone",
          "secondary_ips.auto_assigned.per_subnet", "0");

  private static final Map<String, String> GROUP =
      Map.ofEntries(
          Map.entry("deregistration_delay.timeout_seconds", "300"),
          Map.entry("stickiness.lb_cookie.duration_seconds", "86400"),
          Map.entry("stickiness.app_cookie.duration_seconds", "86400"),
          Map.entry("stickiness.type", "lb_cookie"),
          Map.entry("slow_start.duration_seconds", "0"),
          Map.entry("load_balancing.algorithm.type", "round_robin"),
          Map.entry("load_balancing.algorithm.anomaly_mitigation", "off"),
          Map.entry("load_balancing.cross_zone.enabled", "use_load_balancer_configuration"),
          Map.entry("target_group_health.dns_failover.minimum_healthy_targets.count", "1"),
          Map.entry("target_group_health.dns_failover.minimum_healthy_targets.percentage", "off"),
          Map.entry(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count", "1"),
          Map.entry(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
              "off"),
          Map.entry("target_health_state.unhealthy.connection_termination.enabled", "true"),
          Map.entry("target_health_state.unhealthy.draining_interval_seconds", "0"));

  private AttributeDefaults() {}

  /** A model of a balancer with those attributes alone that somebody set. */
  static Entries ofBalancer(Entries model) {
    boolean application = model.text("type").orElse("application").equals("application");
    Map<String, String> usual = new TreeMap<>(BALANCER);
    usual.put("load_balancing.cross_zone.enabled", String.valueOf(application));
    return set(model, usual);
  }

  static Entries ofGroup(Entries model) {
    Map<String, String> usual = new TreeMap<>(GROUP);
    if (!model.text("protocol").orElse("").startsWith("HTTP")) {
      usual.put("stickiness.type", "source_ip");
      // Follows from the kind of target where nobody says it.
      usual.put("preserve_client_ip.enabled", attribute(model, "preserve_client_ip.enabled"));
    }
    return set(model, usual);
  }

  private static String attribute(Entries model, String key) {
    return model.map(Elb.ATTRIBUTES).flatMap(all -> all.text(key)).orElse("");
  }

  private static Entries set(Entries model, Map<String, String> usual) {
    Map<String, Value> rest = new TreeMap<>();
    model
        .map(Elb.ATTRIBUTES)
        .orElse(Entries.EMPTY)
        .entries()
        .forEach((key, value) -> {
          String text = value.toString();
          boolean off = !usual.containsKey(key) && (text.equals("false") || text.isEmpty());
          if (!off && !text.equals(usual.get(key))) {
            rest.put(key, value);
          }
        });
    Entries bare = model.without(Elb.ATTRIBUTES);
    return rest.isEmpty() ? bare : bare.with(Elb.ATTRIBUTES, Value.entries(rest));
  }
}
