package steadystate.importing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import steadystate.lab.Lab;
import steadystate.plan.Action;
import steadystate.reconcile.pass.Receipt;

/** Shapes that the sample environments do not have: what comes back says the same. */
class PartsRoundTripTest {
  private final Lab lab = Lab.inMemory();

  PartsRoundTripTest() {
    lab.sandbox().nature().handshaking(Duration.ZERO);
  }

  /** A spec, and what an import has to say of it. */
  enum Shape {
    NAMES_IN_A_NAMESPACE_THAT_NOBODY_WROTE(
        """
        services:
          api:
            image: nginx:1.27.0
            serviceDiscovery: {namespace: shop.local, ttl: 30, description: the shop}
          web:
            image: nginx:1.27.0
            serviceDiscovery: {namespace: shop.local, name: www}
        """,
        "serviceDiscovery: {namespace: shop.local, ttl: 30, description: the shop}",
        "serviceDiscovery: {namespace: shop.local, name: www}"),
    SERVICE_CONNECT(
        """
        namespaces:
          inner: {name: shop, type: HTTP, description: between services}
        services:
          api:
            image: nginx:1.27.0
            containers: {api: {portMappings: [{containerPort: 80, name: http}]}}
            serviceConnect:
              enabled: true
              namespace: namespace/inner
              services: [{portName: http, clientAliases: [{port: 80, dnsName: api}]}]
        """,
        "{name: shop, type: HTTP, description: between services}"),
    PIPELINE_THAT_DEPLOYS(
        """
        connections: {github: {providerType: GitHub}}
        repositories: {api: {}}
        services:
          api: {image: "repository/api:1", cpu: 256, memory: 512, desiredCount: 0}
        pipelines:
          api:
            source:
              connection: connection/github
              repository: team/shop
              triggers: {tags: {includes: ["v*"]}}
            build:
              environment: {STAGE: dev}
              secrets: {LOGIN: "arn:aws:ssm:eu-west-1:123456789012:parameter/login"}
              logRetentionDays: 7
            deploy: {service: service/api, repository: repository/api, timeout: 15m}
        """,
        "deploy: {service: service/api, repository: repository/api, timeout: 15m}",
        "secrets: {LOGIN: arn:aws:ssm:eu-west-1:123456789012:parameter/login}",
        "logRetentionDays: 7"),
    PIPELINE_IN_STAGES(
        """
        connections: {github: {providerType: GitHub}}
        buckets: {handed: {}}
        roles: {runner: {trust: [codepipeline.amazonaws.com]}}
        pipelines:
          api:
            roleArn: role/runner
            artifacts: bucket/handed
            stages:
              - name: Take
                actions:
                  - name: Commit
                    actionTypeId: {category: Source, owner: AWS, provider: CodeStarSourceConnection, version: "1"}
                    configuration: {ConnectionArn: "${connection.github.arn}", FullRepositoryId: team/shop, BranchName: main}
                    outputArtifacts: [{name: commit}]
              - name: Ask
                actions:
                  - name: Person
                    actionTypeId: {category: Approval, owner: AWS, provider: Manual, version: "1"}
        """,
        "roleArn: role/runner",
        "- name: Take"),
    TASKS_AT_THEIR_TIMES(
        """
        services:
          api:
            image: repo/api:1.4.2
            environment: {LOG: info, MODE: api}
            assignPublicIp: true
        scheduledTasks:
          migrate:
            service: service/api
            schedule: rate(1 hour)
            command: [migrate]
          nightly:
            schedule: cron(0 3 * * ? *)
            timezone: Asia/Seoul
            description: sweeps
            image: repo/sweeper:1.0.0
            command: [sweep]
            logRetentionDays: 14
            retryPolicy: {maximumRetryAttempts: 2, maximumEventAgeInSeconds: 600}
            deadLetterConfig: {arn: "arn:aws:sqs:eu-west-1:123456789012:dead"}
            overrides: {environment: {MODE: night}}
        """,
        "migrate: {schedule: rate(1 hour), service: service/api, command: [migrate]}",
        "overrides: {environment: {MODE: night}}",
        "logRetentionDays: 14"),
    BUCKETS(
        """
        buckets:
          open: {tlsOnly: false, publicAccessBlock: {blockPublicPolicy: false}}
          kept: {versioning: true, encryption: aws:kms, bucketKey: true, ownership: ObjectWriter}
          read:
            policy:
              Version: "2012-10-17"
              Statement:
                - {Effect: Allow, Principal: {AWS: "arn:aws:iam::210987654321:root"}, Action: ["s3:GetObject"], Resource: ["arn:aws:s3:::dev-read/*"]}
        """,
        "open: {publicAccessBlock: {blockPublicPolicy: false}, tlsOnly: false}",
        "kept: {versioning: true, encryption: aws:kms, bucketKey: true, ownership: ObjectWriter}"),
    NETWORK_OF_NAMED_ZONES(
        """
        network:
          cidrBlock: 10.30.0.0/20
          availabilityZones: [eu-west-1a, eu-west-1c]
          natGateways: 1
          mapPublicIpOnLaunch: false
          allocationIds: [ALLOCATION]
          endpoints: [dynamodb, ssm]
        """,
        "cidrBlock: 10.30.0.0/20",
        "availabilityZones: [eu-west-1a, eu-west-1c]",
        "endpoints: [dynamodb, ssm]");

    private final String spec;
    private final String[] said;

    Shape(String spec, String... said) {
      this.spec = spec;
      this.said = said;
    }
  }

  @ParameterizedTest
  @EnumSource
  void what_is_ours_comes_back(Shape shape) {
    String written = written(shape);
    assertThat(lab.apply(written).outcome()).isEqualTo(new Receipt.Outcome.Steady());

    Imported imported = imported();

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.leftOut()).filteredOn(left -> !left.name().equals("default")).isEmpty();
    assertThat(all(imported)).contains(shape.said);
    assertThat(lab.look(imported.files()).plan().changes()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void what_is_nobodys_is_taken_over(Shape shape) {
    String written = written(shape);
    lab.apply(written);
    lab.disown(lab.environment(written));
    lab.restarted();

    Imported imported = imported();

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.leftOut()).filteredOn(left -> !left.name().equals("default")).isEmpty();
    assertThat(lab.look(imported.files()).plan().changes())
        .isNotEmpty()
        .allMatch(change -> change.action() == Action.ADOPT);
    assertThat(lab.apply(lab.environment(imported.files())).outcome())
        .isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.look(imported.files()).plan().changes()).isEmpty();
  }

  @Test
  void a_cluster_brings_the_pipeline_that_deploys_to_it() {
    lab.apply(written(Shape.PIPELINE_THAT_DEPLOYS));

    Imported imported =
        lab.imported(new Import.Request("dev", Lab.REGION, Optional.of("dev"), Optional.empty()));

    assertThat(imported.unproven()).isEmpty();
    assertThat(imported.taken()).containsKeys("services", "pipelines", "connections");
    assertThat(lab.look(imported.files()).plan().changes()).isEmpty();
  }

  private String written(Shape shape) {
    return shape.spec.contains("ALLOCATION")
        ? shape.spec.replace(
            "ALLOCATION",
            lab.byHand(Ec2Client.class).allocateAddress(r -> r.domain("vpc")).allocationId())
        : shape.spec;
  }

  private Imported imported() {
    return lab.imported(new Import.Request("dev", Lab.REGION, Optional.empty(), Optional.empty()));
  }

  private static String all(Imported imported) {
    return imported.files().entrySet().stream()
        .map(Map.Entry::getValue)
        .collect(Collectors.joining());
  }
}
