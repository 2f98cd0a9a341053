package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** What AWS refuses about a service, in AWS's words where they are known. */
public final class ServiceChecks {
  private ServiceChecks() {}

  /** The checks that a request can fail by itself. */
  public static void check(CreateServiceRequest request) {
    if (request.serviceName() == null || !request.serviceName().matches("[a-zA-Z0-9_-]{1,255}")) {
      throw Ecs.invalid("Invalid service name.");
    }
    if (request.launchType() != null
        && request.hasCapacityProviderStrategy()
        && !request.capacityProviderStrategy().isEmpty()) {
      throw Ecs.invalid(
          "Specifying both a launch type and capacity provider strategy is not supported. Remove"
              + " one and try again.");
    }
    boolean daemon = request.schedulingStrategy() == SchedulingStrategy.DAEMON;
    boolean external =
        request.deploymentController() != null
            && request.deploymentController().type() == DeploymentControllerType.EXTERNAL;
    if (!daemon && !external && request.desiredCount() == null) {
      throw Ecs.invalid("Desired count must be specified for services of strategy REPLICA.");
    }
    if (request.desiredCount() != null && request.desiredCount() < 0) {
      throw Ecs.invalid("Desired count can not be negative.");
    }
    if (request.taskDefinition() == null && !external) {
      throw Ecs.invalid("TaskDefinition can not be blank.");
    }
  }

  /** The definition that a service is to run: it must exist and be ACTIVE. */
  static TaskDefinition taskDefinition(Scene scene, String asked) {
    TaskDefinition definition =
        EcsTaskDefinitions.find(scene, asked)
            .orElseThrow(() -> Ecs.client("TaskDefinition not found."));
    if (definition.status() != TaskDefinitionStatus.ACTIVE) {
      throw Ecs.client("TaskDefinition is inactive");
    }
    return definition;
  }

  /** The checks of a service, new or changed, against what it names. */
  public static void check(Scene scene, Service service, TaskDefinition definition) {
    if (service.launchType() == LaunchType.FARGATE
        && !definition.compatibilities().contains(Compatibility.FARGATE)) {
      throw Ecs.invalid("Task definition does not support launch_type FARGATE.");
    }
    network(scene, service.networkConfiguration(), definition);
    if (service.loadBalancers().isEmpty()
        && Optional.ofNullable(service.healthCheckGracePeriodSeconds()).orElse(0) > 0) {
      throw Ecs.invalid(
          "Health check grace period is only valid for services configured to use load balancers");
    }
    for (LoadBalancer attached : service.loadBalancers()) {
      container(attached, definition);
      if (attached.targetGroupArn() != null && scene.models("elasticloadbalancing")) {
        targetGroup(scene, attached.targetGroupArn(), definition);
      }
    }
  }

  private static void network(
      Scene scene, @Nullable NetworkConfiguration network, TaskDefinition definition) {
    boolean given = network != null && network.awsvpcConfiguration() != null;
    boolean own = definition.networkMode() == NetworkMode.AWSVPC;
    if (own && !given) {
      throw Ecs.invalid(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }
    if (given && !own) {
      throw Ecs.invalid(
          "Network Configuration is not valid for the given networkMode of this task definition.");
    }
    if (network != null && given) {
      checkPlaces(scene, network.awsvpcConfiguration());
    }
  }

  private static void checkPlaces(Scene scene, AwsVpcConfiguration places) {
    if (places.subnets().isEmpty()) {
      throw Ecs.invalid("subnets can not be empty.");
    }
    if (places.subnets().size() > 16 || places.securityGroups().size() > 5) {
      throw Ecs.invalid("At most 16 subnets and 5 security groups may be given.");
    }
    if (!scene.models("ec2")) {
      return;
    }
    for (String id : places.subnets()) {
      if (scene.find(Tables.SUBNETS, id).isEmpty()) {
        throw Ecs.invalid(
            "Error retrieving subnet information for [%s]: The subnet ID '%s' does not exist (ErrorCode: InvalidSubnetID.NotFound)"
                .formatted(id, id));
      }
    }
    for (String id : places.securityGroups()) {
      if (scene.find(Tables.SECURITY_GROUPS, id).isEmpty()) {
        throw Ecs.invalid(
            "Error retrieving security group information for [%s]: The security group '%s' does not exist (ErrorCode: InvalidGroup.NotFound)"
                .formatted(id, id));
      }
    }
  }

  private static void container(LoadBalancer attached, TaskDefinition definition) {
    ContainerDefinition container =
        definition.containerDefinitions().stream()
            .filter(c -> c.name().equals(attached.containerName()))
            .findFirst()
            .orElseThrow(() ->
                Ecs.invalid(
                    "The container %s does not exist in the task definition."
                        .formatted(attached.containerName())));
    boolean listens =
        container.portMappings().stream()
            .anyMatch(port -> port.containerPort().equals(attached.containerPort()));
    if (!listens) {
      throw Ecs.invalid(
          "The container %s did not have a container port %d defined."
              .formatted(attached.containerName(), attached.containerPort()));
    }
  }

  private static void targetGroup(Scene scene, String arn, TaskDefinition definition) {
    TargetTypeEnum type =
        scene
            .find(Tables.TARGET_GROUPS, arn)
            .orElseThrow(
                () -> Ecs.invalid("The specified target group does not exist: %s".formatted(arn)))
            .targetType();
    if (definition.networkMode() == NetworkMode.AWSVPC && type == TargetTypeEnum.INSTANCE) {
      throw Ecs.invalid(
          "The provided target group %s has target type instance, which is incompatible with the awsvpc network mode specified in the task definition."
              .formatted(arn));
    }
    if (forwards(scene).noneMatch(arn::equals)) {
      throw Ecs.invalid(
          "The target group with targetGroupArn %s does not have an associated load balancer."
              .formatted(arn));
    }
  }

  /** The target groups that some listener or rule sends requests to. */
  private static Stream<String> forwards(Scene scene) {
    Stream<List<Action>> byListeners =
        scene.table(Tables.LISTENERS).values().stream().map(listener -> listener.defaultActions());
    Stream<List<Action>> byRules =
        scene.table(Tables.RULES).values().stream().map(rule -> rule.actions());
    return Stream.concat(byListeners, byRules)
        .flatMap(List::stream)
        .flatMap(action ->
            Stream.concat(
                Stream.ofNullable(action.targetGroupArn()),
                action.forwardConfig() == null
                    ? Stream.empty()
                    : action.forwardConfig().targetGroups().stream()
                        .map(TargetGroupTuple::targetGroupArn)));
  }
}
