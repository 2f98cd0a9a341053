package steadystate.lab;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An environment of every kind: one network, one cluster, one balancer, and the rest n times. */
final class WholeEnvironment {
  private static final String ONCE =
      """
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1, endpoints: [s3, logs]}
      namespaces: {inner: {name: shop.local}}
      connections: {github: {providerType: GitHub}}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners: {http: {port: 80, protocol: HTTP}}
      """;

  /** What there is of each section, n times; {@code N} is the number. */
  private static final Map<String, String> OFTEN =
      Map.of(
          "securityGroups",
          "gN: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}",
          "roles",
          "rN: {trust: [ecs-tasks.amazonaws.com], inline: {list: {Version: \"2012-10-17\","
              + " Statement: [{Effect: Allow, Action: \"s3:ListBucket\", Resource: \"*\"}]}}}",
          "services",
          "sN: {image: \"repo/s:1.0.0\", port: 8000, taskRole: role/rN, securityGroups:"
              + " [securityGroup/gN], logRetentionDays: 14, autoscaling: {min: 1, max: 3,"
              + " targetCPUUtilization: 60}, serviceDiscovery: {namespace: namespace/inner},"
              + " expose: [{loadBalancer: loadBalancer/public, listener: http, path: /sN, priority:"
              + " N}]}",
          "scheduledTasks",
          "tN: {image: \"repo/t:1.0.0\", schedule: rate(1 hour)}",
          "databases",
          "dN: {engine: postgres, engineVersion: \"16.3\", dbInstanceClass: db.t4g.micro,"
              + " allocatedStorage: 20, parameters: {log_min_duration_statement: \"500\"}}",
          "buckets",
          "bN: {versioning: true, lifecycle: [{id: old, expiration: {days: 30}}]}",
          "repositories",
          "pN: {imageTagMutability: IMMUTABLE, keep: 10}",
          "instances",
          "iN: {imageId: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64,"
              + " instanceType: t3.micro, securityGroups: [securityGroup/gN]}",
          "outputs",
          "oN: {value: one, ssm: /shop/oN}",
          "pipelines",
          "cN: {source: {connection: connection/github, repository: team/shop}, build: {buildspec:"
              + " one}, deploy: {service: service/sN, repository:"
              + " 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop}, artifacts: team-artifacts}");

  private WholeEnvironment() {}

  /** An account whose connections are confirmed at once. */
  static Lab lab() {
    Lab lab = Lab.inMemory();
    lab.sandbox().nature().handshaking(Duration.ZERO);
    return lab;
  }

  static String of(int n) {
    return ONCE
        + OFTEN.entrySet().stream()
            .map(section -> section(section.getKey(), section.getValue(), n))
            .sorted()
            .collect(Collectors.joining());
  }

  private static String section(String name, String entry, int n) {
    String alb = name.equals("securityGroups") ? "  alb: {}\n" : "";
    return IntStream.rangeClosed(1, n)
        .mapToObj(
            i -> "  " + entry.replace("N:", i + ":").replaceAll("(?<=[a-z ])N\\b", "" + i) + "\n")
        .collect(Collectors.joining("", name + ":\n" + alb, ""));
  }
}
