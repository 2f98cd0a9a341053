package steadystate.lab;

import java.util.List;
import steadystate.lab.Sample.Show;

/** Load balancers and what leads from them to services. */
final class TrafficSamples {
  private static final String CASES = "in LoadBalancerCasesTest and LoadBalancingInSandboxTest";
  private static final String PART = "it goes with its load balancer or its service";

  private TrafficSamples() {}

  static List<Sample> all() {
    return List.of(balancer(), targetGroup(), listener(), rule());
  }

  private static Sample balancer() {
    return new Sample(
            "loadBalancer/public",
            "loadBalancers: {public: {listeners: {http: {port: 80, protocol: HTTP}}, @}}")
        .edit("scheme", "scheme: internet-facing", "scheme: internal")
        .edit(
            "attributes",
            "attributes: {idle_timeout.timeout_seconds: \"60\"}",
            "attributes: {idle_timeout.timeout_seconds: \"90\"}",
            "attributes[idle_timeout.timeout_seconds]")
        .untried(CASES, "subnets", "securityGroups", "subnetMappings", "type", "ipAddressType")
        .untried(
            "for Outposts, IPAM and PrivateLink: the sandbox has none",
            "customerOwnedIpv4Pool",
            "enablePrefixForIpv6SourceNat",
            "ipamPools",
            "enforceSecurityGroupInboundRulesOnPrivateLinkTraffic")
        .lacks(
            Show.ADOPTION,
            "its listeners are asked for again, and AWS answers with those that are there")
        .busy("elasticloadbalancing:DeleteLoadBalancer", "ResourceInUse");
  }

  private static Sample exposed(String id, String more) {
    return new Sample(
        id,
        """
        loadBalancers: {public: {listeners: {http: {port: 80, protocol: HTTP}}}}
        services:
          api:
            image: "repo/api:1.4.2"
            port: 8000
            assignPublicIp: true
            expose: [{loadBalancer: loadBalancer/public, %s}]
        """
            .formatted(more));
  }

  private static final String UNEXPOSED =
      """
      loadBalancers: {public: {listeners: {http: {port: 80, protocol: HTTP}}}}
      services: {api: {image: "repo/api:1.4.2", port: 8000, assignPublicIp: true}}
      """;

  private static Sample targetGroup() {
    Sample sample = exposed("targetGroup/api/public", "path: /*, healthCheck: {@}");
    check(sample, "healthCheckPath", "path", "/one", "/two");
    check(sample, "healthCheckIntervalSeconds", "interval", "30", "40");
    check(sample, "healthCheckTimeoutSeconds", "timeout", "5", "6");
    check(sample, "healthyThresholdCount", "healthyThreshold", "5", "4");
    check(sample, "unhealthyThresholdCount", "unhealthyThreshold", "2", "3");
    return sample
        .edit("matcher", "matcher: \"200\"", "matcher: 200-299", "matcher.httpCode")
        .untried(
            CASES,
            "protocol",
            "protocolVersion",
            "port",
            "healthCheckProtocol",
            "healthCheckPort",
            "healthCheckEnabled",
            "attributes")
        .untried("it follows from the service", "vpcId", "targetType", "ipAddressType")
        .untried("the sandbox has no target control", "targetControlPort")
        .lacks(Show.GONE_BY_HAND, "AWS refuses to delete it under a listener")
        .lacks(Show.ADOPTION, "its service is asked for adoption, and it bears a name of its own")
        .leaving(UNEXPOSED)
        .busy("elasticloadbalancing:DeleteTargetGroup", "ResourceInUse");
  }

  private static void check(
      Sample sample, String member, String word, String before, String after) {
    sample.edit(member, word + ": " + before, word + ": " + after);
  }

  private static Sample listener() {
    return new Sample(
            "listener/public/http",
            "loadBalancers: {public: {listeners: {http: {protocol: HTTP, @}}}}")
        .edit("port", "port: 80", "port: 81")
        .edit(
            "defaultActions",
            "defaultActions: [{type: fixed-response, fixedResponseConfig: {statusCode: \"404\"}}]",
            "defaultActions: [{type: fixed-response, fixedResponseConfig: {statusCode: \"503\"}}]",
            "defaultActions[0].fixedResponseConfig.statusCode")
        .untried(
            "with certificates: " + CASES,
            "protocol",
            "sslPolicy",
            "alpnPolicy",
            "mutualAuthentication",
            "certificateArn",
            "additionalCertificates",
            "attributes")
        .untried("it follows from the load balancer", "loadBalancerArn")
        .lacks(Show.ADOPTION, PART)
        .lacks(Show.LEAVING, PART)
        .lacks(Show.BUSY, PART);
  }

  private static Sample rule() {
    return exposed("listenerRule/public/http/api", "@")
        .edit(
            "conditions",
            "path: /one",
            "path: /two",
            "conditions[path-pattern].values[/one]",
            "conditions[path-pattern].values[/two]")
        .edit("priority", "priority: 10", "priority: 20")
        .untried(CASES, "actions", "transforms")
        .untried("it follows from the listener", "listenerArn")
        .lacks(Show.LOST_ANSWERS, "as targetGroup")
        .lacks(Show.ADOPTION, PART)
        .leaving(UNEXPOSED)
        .lacks(Show.BUSY, "AWS deletes a rule whatever uses it");
  }
}
