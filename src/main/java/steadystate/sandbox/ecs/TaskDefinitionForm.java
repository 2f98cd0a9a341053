package steadystate.sandbox.ecs;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthCheck;
import software.amazon.awssdk.services.ecs.model.HostVolumeProperties;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TransportProtocol;
import software.amazon.awssdk.services.ecs.model.Volume;
import steadystate.sandbox.Pojos;

/**
 * The form in which AWS gives a task definition back: units as numbers, defaults written out, lists
 * that were left out empty (as copies, because the SDK's own unset list would stay unset). What was
 * sent and what comes back are hardly ever equal.
 */
final class TaskDefinitionForm {
  private TaskDefinitionForm() {}

  /** The definition without its revision, ARN and dates. */
  static TaskDefinition.Builder of(RegisterTaskDefinitionRequest request) {
    boolean fargate = request.requiresCompatibilities().contains(Compatibility.FARGATE);
    NetworkMode mode = mode(request, fargate);
    List<ContainerDefinition> containers =
        request.containerDefinitions().stream().map(c -> container(c, mode)).toList();
    return Pojos.copy(request, TaskDefinition.builder())
        .cpu(cpu(request.cpu()))
        .memory(memory(request.memory()))
        .networkMode(mode)
        .containerDefinitions(containers)
        .volumes(request.volumes().stream().map(TaskDefinitionForm::volume).toList())
        .placementConstraints(List.copyOf(request.placementConstraints()))
        .compatibilities(compatibilities(request, mode))
        .requiresAttributes(attributes(request, mode));
  }

  /** Fargate knows one mode and takes it when none is named; on EC2 Docker's own is the default. */
  private static NetworkMode mode(RegisterTaskDefinitionRequest request, boolean fargate) {
    if (request.networkMode() != null) {
      return request.networkMode();
    }
    return fargate ? NetworkMode.AWSVPC : NetworkMode.BRIDGE;
  }

  /** CPU units from {@code 256}, {@code .25 vCPU} or {@code 1 vcpu}. */
  static @Nullable String cpu(@Nullable String text) {
    return units(text, "vcpu", "cpu");
  }

  /** MiB from {@code 512}, {@code 0.5GB} or {@code 1 gb}. */
  static @Nullable String memory(@Nullable String text) {
    return units(text, "gb", "memory");
  }

  private static @Nullable String units(@Nullable String text, String unit, String member) {
    if (text == null) {
      return null;
    }
    String plain = text.toLowerCase(Locale.ROOT).replace(" ", "");
    try {
      if (plain.endsWith(unit)) {
        BigDecimal whole = new BigDecimal(plain.substring(0, plain.length() - unit.length()));
        return whole.multiply(BigDecimal.valueOf(1024)).toBigIntegerExact().toString();
      }
      return Integer.toString(Integer.parseInt(plain));
    } catch (ArithmeticException | NumberFormatException e) {
      throw Ecs.client("Invalid '" + member + "' setting for task.");
    }
  }

  private static ContainerDefinition container(ContainerDefinition sent, NetworkMode mode) {
    ContainerDefinition.Builder full =
        sent.toBuilder()
            .cpu(sent.cpu() == null ? 0 : sent.cpu())
            .essential(sent.essential() == null || sent.essential())
            .portMappings(sent.portMappings().stream().map(p -> port(p, mode)).toList())
            .environment(List.copyOf(sent.environment()))
            .mountPoints(List.copyOf(sent.mountPoints()))
            .volumesFrom(List.copyOf(sent.volumesFrom()))
            .systemControls(List.copyOf(sent.systemControls()));
    if (sent.healthCheck() != null) {
      full.healthCheck(health(sent.healthCheck()));
    }
    return full.build();
  }

  private static HealthCheck health(HealthCheck sent) {
    return sent.toBuilder()
        .interval(sent.interval() == null ? 30 : sent.interval())
        .timeout(sent.timeout() == null ? 5 : sent.timeout())
        .retries(sent.retries() == null ? 3 : sent.retries())
        .build();
  }

  /** With its own network card a container has the port it listens on; on a host, any (0). */
  private static PortMapping port(PortMapping sent, NetworkMode mode) {
    PortMapping.Builder full = sent.toBuilder();
    if (sent.protocol() == null) {
      full.protocol(TransportProtocol.TCP);
    }
    if (sent.hostPort() == null && sent.containerPort() != null) {
      full.hostPort(mode == NetworkMode.BRIDGE ? 0 : sent.containerPort());
    }
    return full.build();
  }

  private static Volume volume(Volume sent) {
    if (sent.efsVolumeConfiguration() != null) {
      String root = sent.efsVolumeConfiguration().rootDirectory();
      return sent.toBuilder()
          .efsVolumeConfiguration(
              sent.efsVolumeConfiguration().toBuilder()
                  .rootDirectory(root == null ? "/" : root)
                  .build())
          .build();
    }
    boolean plain =
        sent.host() == null
            && sent.dockerVolumeConfiguration() == null
            && sent.fsxWindowsFileServerVolumeConfiguration() == null
            && !Boolean.TRUE.equals(sent.configuredAtLaunch());
    return plain ? sent.toBuilder().host(HostVolumeProperties.builder().build()).build() : sent;
  }

  private static List<Compatibility> compatibilities(
      RegisterTaskDefinitionRequest request, NetworkMode mode) {
    List<Compatibility> fits = new ArrayList<>();
    if (mode != NetworkMode.AWSVPC) {
      fits.add(Compatibility.EXTERNAL);
    }
    fits.add(Compatibility.EC2);
    boolean sized = request.cpu() != null && request.memory() != null;
    if (mode == NetworkMode.AWSVPC && sized) {
      fits.add(Compatibility.FARGATE);
    }
    return fits;
  }

  /** What a container instance would have to be able to do; AWS works it out from the content. */
  private static List<Attribute> attributes(
      RegisterTaskDefinitionRequest request, NetworkMode mode) {
    Set<String> names = new TreeSet<>();
    names.add("com.amazonaws.ecs.capability.docker-remote-api.1.18");
    if (mode == NetworkMode.AWSVPC) {
      names.add("ecs.capability.task-eni");
    }
    if (request.taskRoleArn() != null) {
      names.add("com.amazonaws.ecs.capability.task-iam-role");
    }
    for (ContainerDefinition container : request.containerDefinitions()) {
      if (container.healthCheck() != null) {
        names.add("ecs.capability.container-health-check");
      }
      if (container.hasSecrets()) {
        names.add("ecs.capability.secrets.ssm.environment-variables");
      }
      if (container.logConfiguration() != null) {
        LogDriver driver = container.logConfiguration().logDriver();
        names.add("com.amazonaws.ecs.capability.logging-driver." + driver);
      }
    }
    return names.stream().map(name -> Attribute.builder().name(name).build()).toList();
  }
}
