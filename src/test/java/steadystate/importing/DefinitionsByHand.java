package steadystate.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import steadystate.lab.Lab;

/** Task definitions of many shapes, with the log groups that they write to. */
final class DefinitionsByHand {
  private final Lab lab;
  private final Random chance;

  DefinitionsByHand(Lab lab, Random chance) {
    this.lab = lab;
    this.chance = chance;
  }

  /** Registers one, and returns its family. */
  String register(String name, String container, boolean port, String role) {
    String family = now() ? name : "dev-" + name;
    List<ContainerDefinition> containers = new ArrayList<>();
    containers.add(container(name, container, port));
    if (chance.nextInt(3) == 0) {
      containers.add(
          ContainerDefinition.builder()
              .name("sidecar")
              .image("public.ecr.aws/docker/library/busybox:1.36")
              .essential(false)
              .memory(64)
              .command("sh", "-c", "sleep 1d")
              .dependsOn(d -> d.containerName(container).condition("START"))
              .build());
    }
    RegisterTaskDefinitionRequest.Builder definition =
        RegisterTaskDefinitionRequest.builder()
            .family(family)
            .networkMode("awsvpc")
            .requiresCompatibilitiesWithStrings("FARGATE")
            .cpu(one(List.of("256", "512")))
            .memory("1024")
            .containerDefinitions(containers)
            .executionRoleArn(role);
    if (now()) {
      definition.taskRoleArn(role);
    }
    if (now()) {
      definition.runtimePlatform(p -> p.cpuArchitecture("ARM64").operatingSystemFamily("LINUX"));
    }
    if (chance.nextInt(3) == 0) {
      definition
          .volumes(v ->
              v.name("shared").efsVolumeConfiguration(e -> e.fileSystemId("fs-0123456789abcdef0")))
          .ephemeralStorage(s -> s.sizeInGiB(40));
    }
    lab.byHand(EcsClient.class).registerTaskDefinition(definition.build());
    return family;
  }

  private ContainerDefinition container(String name, String container, boolean port) {
    String registry = "123456789012.dkr.ecr.eu-west-1.amazonaws.com/";
    ContainerDefinition.Builder made =
        ContainerDefinition.builder()
            .name(container)
            .image(
                one(
                    List.of(
                        registry + "dev-api:main",
                        registry + "shop/web@sha256:" + "ab".repeat(32),
                        "public.ecr.aws/nginx/nginx:1.27")));
    if (port) {
      PortMapping.Builder mapping = PortMapping.builder().containerPort(8000);
      if (now()) {
        mapping.name("http").protocol("tcp");
      }
      made.portMappings(mapping.build());
    }
    if (now()) {
      made.environment(
          pair("LOG_LEVEL", one(List.of("info", "debug"))),
          pair("PORT", "8000"),
          pair("YES", "no"),
          pair("QUOTED", "a: \"b\" # ${c} 'd'"),
          pair("API_TOKEN", "s3cr3t-value"));
    }
    if (now()) {
      made.secrets(
          s -> s.name("DATABASE_URL").valueFrom("arn:aws:ssm:eu-west-1:123456789012:parameter/db"));
    }
    if (now()) {
      made.healthCheck(
          HealthCheck.builder()
              .command("CMD-SHELL", "curl -f localhost:8000/ || exit 1")
              .interval(one(List.of(10, 30)))
              .build());
    }
    if (now()) {
      logs(name);
      made.logConfiguration(l ->
          l.logDriver("awslogs")
              .options(
                  Map.of(
                      "awslogs-group",
                      "/ecs/" + name,
                      "awslogs-region",
                      Lab.REGION,
                      "awslogs-stream-prefix",
                      "ecs")));
    }
    if (now()) {
      made.command("serve", "--port", "8000")
          .ulimits(u -> u.name("nofile").softLimit(1024).hardLimit(4096))
          .dockerLabels(Map.of("team", "shop"))
          .linuxParameters(p -> p.initProcessEnabled(true));
    }
    return made.build();
  }

  private static KeyValuePair pair(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }

  private void logs(String name) {
    CloudWatchLogsClient logs = lab.byHand(CloudWatchLogsClient.class);
    logs.createLogGroup(r -> r.logGroupName("/ecs/" + name));
    if (now()) {
      logs.putRetentionPolicy(r -> r.logGroupName("/ecs/" + name).retentionInDays(30));
    }
  }

  private boolean now() {
    return chance.nextBoolean();
  }

  private <T> T one(List<T> of) {
    return of.get(chance.nextInt(of.size()));
  }
}
