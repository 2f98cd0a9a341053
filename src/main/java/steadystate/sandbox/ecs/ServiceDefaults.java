package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentController;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.PropagateTags;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;

/** Everything that AWS writes into a service although nobody asked for it. */
final class ServiceDefaults {
  private ServiceDefaults() {}

  /** The service as created, before its first deployment. */
  static Service.Builder of(
      Scene scene, CreateServiceRequest request, Cluster cluster, Optional<TaskDefinition> task) {
    List<CapacityProviderStrategyItem> strategy = strategy(request, cluster);
    LaunchType type = strategy.isEmpty() ? launchType(request) : null;
    boolean fargate = onFargate(type, strategy);
    boolean daemon = request.schedulingStrategy() == SchedulingStrategy.DAEMON;
    Service.Builder service =
        Pojos.copy(request, empty())
            .clusterArn(cluster.clusterArn())
            .serviceArn(Ecs.serviceArn(scene, request.cluster(), request.serviceName()))
            .status(EcsService.ACTIVE)
            .taskDefinition(task.map(TaskDefinition::taskDefinitionArn).orElse(null))
            .desiredCount(daemon || request.desiredCount() == null ? 0 : request.desiredCount())
            .launchType(type)
            .schedulingStrategy(daemon ? SchedulingStrategy.DAEMON : SchedulingStrategy.REPLICA)
            .deploymentConfiguration(configuration(request.deploymentConfiguration(), daemon))
            .availabilityZoneRebalancing(rebalancing(request, daemon))
            .networkConfiguration(network(request.networkConfiguration()))
            .roleArn(role(scene))
            .createdAt(scene.now())
            .createdBy(scene.account().rootArn())
            .tags(List.of());
    if (!strategy.isEmpty()) {
      service.capacityProviderStrategy(strategy);
    }
    if (fargate) {
      service.platformVersion(either(request.platformVersion(), "LATEST")).platformFamily("Linux");
    }
    if (!request.loadBalancers().isEmpty()) {
      service.healthCheckGracePeriodSeconds(either(request.healthCheckGracePeriodSeconds(), 0));
    }
    return service;
  }

  /** The members that have the same value in every service that says nothing about them. */
  private static Service.Builder empty() {
    return Service.builder()
        .deploymentController(
            DeploymentController.builder().type(DeploymentControllerType.ECS).build())
        .propagateTags(PropagateTags.NONE)
        .enableECSManagedTags(false)
        .enableExecuteCommand(false)
        .loadBalancers(List.of())
        .serviceRegistries(List.of())
        .placementConstraints(List.of())
        .placementStrategy(List.of())
        .deployments(List.of())
        .events(List.of());
  }

  /** Weight and base are always shown, as 0 when they were left out. */
  static List<CapacityProviderStrategyItem> strategy(List<CapacityProviderStrategyItem> asked) {
    return asked.stream()
        .map(item ->
            item.toBuilder().weight(either(item.weight(), 0)).base(either(item.base(), 0)).build())
        .toList();
  }

  /** Fills in what a deployment configuration leaves open. */
  static DeploymentConfiguration configuration(
      @Nullable DeploymentConfiguration asked, boolean daemon) {
    DeploymentConfiguration given = either(asked, DeploymentConfiguration.builder().build());
    DeploymentCircuitBreaker breaker =
        either(given.deploymentCircuitBreaker(), DeploymentCircuitBreaker.builder().build());
    return given.toBuilder()
        .maximumPercent(either(given.maximumPercent(), daemon ? 100 : 200))
        .minimumHealthyPercent(either(given.minimumHealthyPercent(), daemon ? 0 : 100))
        .deploymentCircuitBreaker(
            breaker.toBuilder()
                .enable(either(breaker.enable(), false))
                .rollback(either(breaker.rollback(), false))
                .build())
        .strategy(either(given.strategy(), DeploymentStrategy.ROLLING))
        .bakeTimeInMinutes(either(given.bakeTimeInMinutes(), 0))
        .build();
  }

  static @Nullable NetworkConfiguration network(@Nullable NetworkConfiguration asked) {
    if (asked == null || asked.awsvpcConfiguration() == null) {
      return asked;
    }
    return asked.toBuilder()
        .awsvpcConfiguration(
            asked.awsvpcConfiguration().toBuilder()
                .securityGroups(List.copyOf(asked.awsvpcConfiguration().securityGroups()))
                .assignPublicIp(
                    either(asked.awsvpcConfiguration().assignPublicIp(), AssignPublicIp.DISABLED))
                .build())
        .build();
  }

  static boolean onFargate(@Nullable LaunchType type, List<CapacityProviderStrategyItem> strategy) {
    return type == LaunchType.FARGATE
        || strategy.stream().anyMatch(item -> item.capacityProvider().startsWith("FARGATE"));
  }

  /** Without a launch type the cluster's own strategy holds, if it has one. */
  private static List<CapacityProviderStrategyItem> strategy(
      CreateServiceRequest request, Cluster cluster) {
    if (request.hasCapacityProviderStrategy() && !request.capacityProviderStrategy().isEmpty()) {
      return strategy(request.capacityProviderStrategy());
    }
    return request.launchType() == null ? cluster.defaultCapacityProviderStrategy() : List.of();
  }

  private static LaunchType launchType(CreateServiceRequest request) {
    return either(request.launchType(), LaunchType.EC2);
  }

  /** New services spread over the zones unless they cannot go above 100 percent to move a task. */
  private static AvailabilityZoneRebalancing rebalancing(
      CreateServiceRequest request, boolean daemon) {
    DeploymentConfiguration given = configuration(request.deploymentConfiguration(), daemon);
    boolean able = !daemon && given.maximumPercent() > 100;
    return either(
        request.availabilityZoneRebalancing(),
        able ? AvailabilityZoneRebalancing.ENABLED : AvailabilityZoneRebalancing.DISABLED);
  }

  private static String role(Scene scene) {
    return "arn:aws:iam::"
        + scene.account().id()
        + ":role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";
  }

  private static <V> V either(@Nullable V given, V otherwise) {
    return given == null ? otherwise : given;
  }
}
