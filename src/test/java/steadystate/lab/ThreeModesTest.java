package steadystate.lab;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import steadystate.Golden;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;

/** One spec with something of every kind, and its plan in each mode: each line with its reason. */
class ThreeModesTest {
  private static final String WHOLE =
      """
      costSave: {allowFrom: [203.0.113.0/24]}
      network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}
      securityGroups:
        alb: {ingress: [{protocol: tcp, ports: 80, from: 0.0.0.0/0, description: everybody}]}
        api: {ingress: [{protocol: tcp, ports: 8000, from: securityGroup/alb}]}
      repositories:
        api: {imageTagMutability: IMMUTABLE, keep: 10}
      roles:
        task: {trust: [ecs-tasks.amazonaws.com]}
      loadBalancers:
        public:
          securityGroups: [securityGroup/alb]
          listeners: {http: {port: 80, protocol: HTTP}}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info}
          desiredCount: 2
          autoscaling: {min: 2, max: 4, targetCPUUtilization: 60}
          securityGroups: [securityGroup/api]
          taskDefinition: {taskRoleArn: role/task}
          logRetentionDays: 14
          expose:
            - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10, healthCheck: {path: /health}}
      logGroups: {audit: {retentionInDays: 90}}
      connections: {github: {providerType: GitHub}}
      pipelines:
        api:
          source: {connection: connection/github, repository: team/shop, branch: main}
          build: {environment: {STAGE: dev}}
          deploy: {service: service/api, repository: repository/api}
          artifacts: team-artifacts
      """;

  @ParameterizedTest
  @ValueSource(strings = {"standard", "cost-save", "strict"})
  void each_mode_has_its_plan(String mode) {
    Lab lab = Lab.inMemory();
    String yaml = "mode: " + mode + "\n" + WHOLE;
    String fresh = plan(lab, yaml);
    lab.apply(WHOLE);

    Golden.check(
        "modes/" + mode + ".txt",
        "== from nothing ==\n" + fresh + "\n== from standard ==\n" + plan(lab, yaml));
  }

  private static String plan(Lab lab, String yaml) {
    return new PlanReport(lab.look(yaml).plan(), Stats.NONE)
        .text(Paper.PLAIN)
        .replaceAll("/[0-9a-f]{16,}", "/…");
  }
}
