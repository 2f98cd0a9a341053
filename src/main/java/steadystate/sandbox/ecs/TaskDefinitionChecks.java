package steadystate.sandbox.ecs;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.Volume;

/** What AWS refuses to register, in AWS's words where they are known. */
final class TaskDefinitionChecks {
  private static final Pattern ECR = Pattern.compile("\\d{12}\\.dkr\\.ecr\\..*");

  private TaskDefinitionChecks() {}

  static void check(TaskDefinition definition) {
    if (definition.family() == null || !definition.family().matches("[a-zA-Z0-9_-]{1,255}")) {
      throw Ecs.client("Family contains invalid characters.");
    }
    List<ContainerDefinition> containers = definition.containerDefinitions();
    if (containers.isEmpty()) {
      throw Ecs.client("Container list cannot be empty.");
    }
    Set<String> names = new HashSet<>();
    for (ContainerDefinition container : containers) {
      checkContainer(container, definition);
      if (!names.add(container.name())) {
        throw Ecs.client("Container names must be unique: '" + container.name() + "' is not.");
      }
    }
    if (containers.stream().noneMatch(ContainerDefinition::essential)) {
      throw Ecs.client("Task definition must have at least one essential container.");
    }
    checkVolumes(definition, containers);
    if (definition.requiresCompatibilities().contains(Compatibility.FARGATE)) {
      checkFargate(definition, containers);
    }
  }

  private static void checkContainer(ContainerDefinition container, TaskDefinition definition) {
    if (container.name() == null || !container.name().matches("[a-zA-Z0-9_-]{1,255}")) {
      throw Ecs.client("Container.name contains invalid characters.");
    }
    if (container.image() == null || container.image().isEmpty()) {
      throw Ecs.client("Container.image should not be null or empty.");
    }
    boolean sized = container.memory() != null || container.memoryReservation() != null;
    if (definition.memory() == null && !sized) {
      throw setting(
          container, "At least one of 'memory' or 'memoryReservation' must be specified.");
    }
    boolean above =
        container.memory() != null
            && definition.memory() != null
            && container.memory() > Integer.parseInt(definition.memory());
    if (above) {
      throw setting(container, "'memory' must not be above the task's.");
    }
    if (definition.networkMode() == NetworkMode.AWSVPC) {
      checkPorts(container);
    }
    Set<String> plain =
        container.environment().stream().map(KeyValuePair::name).collect(Collectors.toSet());
    for (Secret secret : container.secrets()) {
      if (!plain.add(secret.name())) {
        throw Ecs.client(
            "The secret name must be unique and not shared with any new or existing environment"
                + " variables set on the container, such as '%s'.".formatted(secret.name()));
      }
    }
  }

  private static void checkPorts(ContainerDefinition container) {
    for (PortMapping port : container.portMappings()) {
      if (port.hostPort() != null && !port.hostPort().equals(port.containerPort())) {
        throw Ecs.client(
            "When networkMode=awsvpc, the host ports and container ports in port mappings must"
                + " match.");
      }
    }
  }

  private static void checkVolumes(
      TaskDefinition definition, List<ContainerDefinition> containers) {
    Set<String> known = definition.volumes().stream().map(Volume::name).collect(Collectors.toSet());
    for (Volume volume : definition.volumes()) {
      boolean path = volume.host() != null && volume.host().sourcePath() != null;
      if (path && volume.efsVolumeConfiguration() != null) {
        throw Ecs.client(
            "Only one volume configuration may be given for volume '%s'.".formatted(volume.name()));
      }
    }
    containers.stream()
        .flatMap(container -> container.mountPoints().stream())
        .filter(mount -> !known.contains(mount.sourceVolume()))
        .findFirst()
        .ifPresent(mount -> {
          throw Ecs.client("Unknown volume '%s'.".formatted(mount.sourceVolume()));
        });
  }

  private static void checkFargate(
      TaskDefinition definition, List<ContainerDefinition> containers) {
    if (definition.networkMode() != NetworkMode.AWSVPC) {
      throw Ecs.client("Fargate only supports network mode ‘awsvpc’.");
    }
    if (definition.cpu() == null) {
      throw Ecs.client("Fargate requires that 'cpu' be defined at the task level.");
    }
    if (definition.memory() == null) {
      throw Ecs.client("Fargate requires that 'memory' be defined at the task level.");
    }
    int cpu = Integer.parseInt(definition.cpu());
    if (!FargateSizes.has(cpu, Integer.parseInt(definition.memory()))) {
      throw Ecs.client("No Fargate configuration exists for given values.");
    }
    for (ContainerDefinition container : containers) {
      if (Boolean.TRUE.equals(container.privileged())) {
        throw Ecs.client("Fargate does not support privileged containers.");
      }
      if (definition.executionRoleArn() == null) {
        checkNeedsNoRole(container);
      }
    }
  }

  /** Fargate's own agent pulls images and writes logs, and needs a role of ours to do so. */
  private static void checkNeedsNoRole(ContainerDefinition container) {
    boolean logs =
        container.logConfiguration() != null
            && container.logConfiguration().logDriver() == LogDriver.AWSLOGS;
    String reason = null;
    if (logs) {
      reason = "log driver awslogs";
    } else if (ECR.matcher(container.image()).matches()) {
      reason = "ECR images";
    } else if (container.hasSecrets() && !container.secrets().isEmpty()) {
      reason = "container secrets";
    }
    if (reason != null) {
      throw Ecs.client(
          "Fargate requires task definition to have execution role ARN to support %s."
              .formatted(reason));
    }
  }

  private static RuntimeException setting(ContainerDefinition container, String message) {
    return Ecs.client(
        "Invalid setting for container '%s'. %s".formatted(container.name(), message));
  }
}
