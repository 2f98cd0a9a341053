package steadystate.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Service;
import steadystate.sandbox.ec2.Ec2SecurityGroups;
import steadystate.sandbox.ec2.Ec2Subnets;
import steadystate.sandbox.ec2.Ec2Vpcs;

/** A sandbox with the cluster {@code shop} in it, and short ways to say the usual things. */
public final class Shop {
  public static final String REGION = "eu-west-1";

  public final ManualClock clock = new ManualClock();
  public final Sandbox aws = new Sandbox(clock);
  public final EcsClient ecs = aws.client(EcsClient.class, REGION);

  public Shop() {
    ecs.createCluster(c -> c.clusterName("shop"));
    aws.inside(REGION, Shop::network);
  }

  /** The network that {@link #network()} names, with ids that read well in a test. */
  private static Scene network(Scene scene) {
    String vpc = Ec2Vpcs.defaultVpc(scene).vpcId();
    Ec2Subnets.make(scene, "subnet-a", vpc, "172.31.48.0/20", REGION + "a", false);
    Ec2Subnets.make(scene, "subnet-b", vpc, "172.31.64.0/20", REGION + "b", false);
    Ec2SecurityGroups.make(scene, "sg-web", "web", "tasks of the shop", vpc);
    return scene;
  }

  /** Registers the family {@code shop-web} with one container of this image; gives the ARN. */
  public String register(String image) {
    return ecs.registerTaskDefinition(definition(image).build())
        .taskDefinition()
        .taskDefinitionArn();
  }

  public static RegisterTaskDefinitionRequest.Builder definition(String image) {
    return RegisterTaskDefinitionRequest.builder()
        .family("shop-web")
        .requiresCompatibilities(Compatibility.FARGATE)
        .networkMode(NetworkMode.AWSVPC)
        .cpu("256")
        .memory("512")
        .containerDefinitions(
            ContainerDefinition.builder()
                .name("app")
                .image(image)
                .portMappings(PortMapping.builder().containerPort(8080).build())
                .build());
  }

  public static CreateServiceRequest.Builder service(String name, String taskDefinition) {
    return CreateServiceRequest.builder()
        .cluster("shop")
        .serviceName(name)
        .taskDefinition(taskDefinition)
        .desiredCount(2)
        .launchType(LaunchType.FARGATE)
        .networkConfiguration(network());
  }

  public static NetworkConfiguration network() {
    return NetworkConfiguration.builder()
        .awsvpcConfiguration(v -> v.subnets("subnet-a", "subnet-b").securityGroups("sg-web"))
        .build();
  }

  /** Creates the service {@code web} with two tasks of this image and waits until it is steady. */
  public void running(String image, Consumer<CreateServiceRequest.Builder> more) {
    ecs.createService(service("web", register(image)).applyMutation(more).build());
    pass(Duration.ofMinutes(2));
  }

  public void running(String image) {
    running(image, any -> {});
  }

  public Service web() {
    return ecs.describeServices(r -> r.cluster("shop").services("web")).services().getFirst();
  }

  public List<String> events() {
    return web().events().stream().map(e -> e.message()).toList();
  }

  public void pass(Duration time) {
    clock.advance(time);
  }
}
