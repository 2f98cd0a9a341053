package steadystate.sandbox.elb;

import static steadystate.sandbox.elb.ElbAttribute.flag;
import static steadystate.sandbox.elb.ElbAttribute.number;
import static steadystate.sandbox.elb.ElbAttribute.numberOrOff;
import static steadystate.sandbox.elb.ElbAttribute.oneOf;
import static steadystate.sandbox.elb.ElbAttribute.text;

import java.util.List;
import java.util.stream.Stream;

/** Which attributes there are, by what has them. */
final class ElbAttributeLists {
  static final List<ElbAttribute> APPLICATION =
      List.of(
          flag("access_logs.s3.enabled", false),
          text("access_logs.s3.bucket", ""),
          text("access_logs.s3.prefix", ""),
          flag("connection_logs.s3.enabled", false),
          text("connection_logs.s3.bucket", ""),
          text("connection_logs.s3.prefix", ""),
          number("idle_timeout.timeout_seconds", 60, 1, 4000),
          number("client_keep_alive.seconds", 3600, 60, 604_800),
          flag("deletion_protection.enabled", false),
          flag("load_balancing.cross_zone.enabled", true),
          flag("routing.http2.enabled", true),
          flag("routing.http.drop_invalid_header_fields.enabled", false),
          flag("routing.http.preserve_host_header.enabled", false),
          flag("routing.http.x_amzn_tls_version_and_cipher_suite.enabled", false),
          flag("routing.http.xff_client_port.enabled", false),
          oneOf(
              "routing.http.xff_header_processing.mode", "append", "append", "preserve", "remove"),
          oneOf(
              "routing.http.desync_mitigation_mode",
              "defensive",
              "monitor",
              "defensive",
              "strictest"),
          flag("waf.fail_open.enabled", false),
          flag("zonal_shift.config.enabled", false));

  static final List<ElbAttribute> NETWORK =
      List.of(
          flag("access_logs.s3.enabled", false),
          text("access_logs.s3.bucket", ""),
          text("access_logs.s3.prefix", ""),
          flag("deletion_protection.enabled", false),
          flag("load_balancing.cross_zone.enabled", false),
          oneOf(
              "dns_record.client_routing_policy",
              "any_availability_zone",
              "any_availability_zone",
              "availability_zone_affinity",
              "partial_availability_zone_affinity"),
          number("secondary_ips.auto_assigned.per_subnet", 0, 0, 7),
          flag("zonal_shift.config.enabled", false));

  private static final List<ElbAttribute> ANY_TARGETS =
      List.of(
          number("deregistration_delay.timeout_seconds", 300, 0, 3600),
          flag("stickiness.enabled", false),
          oneOf(
              "load_balancing.cross_zone.enabled",
              "use_load_balancer_configuration",
              "use_load_balancer_configuration",
              "true",
              "false"),
          numberOrOff("target_group_health.dns_failover.minimum_healthy_targets.count", "1", 1000),
          numberOrOff(
              "target_group_health.dns_failover.minimum_healthy_targets.percentage", "off", 100),
          number(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count",
              1,
              1,
              1000),
          numberOrOff(
              "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage",
              "off",
              100));

  static final List<ElbAttribute> HTTP_TARGETS =
      with(
          ANY_TARGETS,
          oneOf("stickiness.type", "lb_cookie", "lb_cookie", "app_cookie"),
          number("stickiness.lb_cookie.duration_seconds", 86_400, 1, 604_800),
          number("stickiness.app_cookie.duration_seconds", 86_400, 1, 604_800),
          text("stickiness.app_cookie.cookie_name", ""),
          new ElbAttribute(
              "slow_start.duration_seconds",
              "0",
              value -> value.equals("0") || value.matches("[3-9]\\d|[1-8]\\d\\d|900")),
          oneOf(
              "load_balancing.algorithm.type",
              "round_robin",
              "round_robin",
              "least_outstanding_requests",
              "weighted_random"),
          oneOf("load_balancing.algorithm.anomaly_mitigation", "off", "on", "off"));

  static final List<ElbAttribute> TCP_TARGETS =
      with(
          ANY_TARGETS,
          oneOf("stickiness.type", "source_ip", "source_ip"),
          flag("deregistration_delay.connection_termination.enabled", false),
          flag("preserve_client_ip.enabled", false),
          flag("proxy_protocol_v2.enabled", false),
          flag("target_health_state.unhealthy.connection_termination.enabled", true),
          number("target_health_state.unhealthy.draining_interval_seconds", 0, 0, 360_000));

  static final List<ElbAttribute> HTTP_LISTENER =
      List.of(
          flag("routing.http.response.server.enabled", true),
          text("routing.http.response.strict_transport_security.header_value", ""),
          text("routing.http.response.access_control_allow_origin.header_value", ""),
          text("routing.http.response.access_control_allow_methods.header_value", ""),
          text("routing.http.response.access_control_allow_headers.header_value", ""),
          text("routing.http.response.access_control_allow_credentials.header_value", ""),
          text("routing.http.response.access_control_expose_headers.header_value", ""),
          text("routing.http.response.access_control_max_age.header_value", ""),
          text("routing.http.response.content_security_policy.header_value", ""),
          text("routing.http.response.x_content_type_options.header_value", ""),
          text("routing.http.response.x_frame_options.header_value", ""));

  static final List<ElbAttribute> HTTPS_LISTENER =
      with(
          HTTP_LISTENER,
          text("routing.http.request.x_amzn_tls_version.header_name", "X-Amzn-Tls-Version"),
          text(
              "routing.http.request.x_amzn_tls_cipher_suite.header_name",
              "X-Amzn-Tls-Cipher-Suite"),
          text("routing.http.request.x_amzn_mtls_clientcert.header_name", "X-Amzn-Mtls-Clientcert"),
          text(
              "routing.http.request.x_amzn_mtls_clientcert_serial_number.header_name",
              "X-Amzn-Mtls-Clientcert-Serial-Number"),
          text(
              "routing.http.request.x_amzn_mtls_clientcert_issuer.header_name",
              "X-Amzn-Mtls-Clientcert-Issuer"),
          text(
              "routing.http.request.x_amzn_mtls_clientcert_subject.header_name",
              "X-Amzn-Mtls-Clientcert-Subject"),
          text(
              "routing.http.request.x_amzn_mtls_clientcert_validity.header_name",
              "X-Amzn-Mtls-Clientcert-Validity"),
          text(
              "routing.http.request.x_amzn_mtls_clientcert_leaf.header_name",
              "X-Amzn-Mtls-Clientcert-Leaf"));

  static final List<ElbAttribute> TCP_LISTENER =
      List.of(number("tcp.idle_timeout.seconds", 350, 60, 6000));

  private ElbAttributeLists() {}

  private static List<ElbAttribute> with(List<ElbAttribute> some, ElbAttribute... more) {
    return Stream.concat(some.stream(), Stream.of(more)).toList();
  }
}
