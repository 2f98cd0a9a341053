package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Task;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.elb.Target;

/**
 * Where ECS reaches into its neighbours: a network interface for each awsvpc task, and targets of
 * load balancers. Both are rows of the neighbours' own tables.
 */
final class TaskNetwork {
  private static final String ENI = "networkInterfaceId";
  private static final String ADDRESS = "privateIPv4Address";

  private TaskNetwork() {}

  static Container container(
      Scene scene, ContainerDefinition definition, String taskArn, String cluster) {
    String id = scene.hex(32);
    return Container.builder()
        .containerArn(
            scene.arn(
                Ecs.PREFIX,
                "container/" + cluster + "/" + Ecs.name(taskArn) + "/" + id.substring(0, 8)))
        .taskArn(taskArn)
        .name(definition.name())
        .image(definition.image())
        .imageDigest("sha256:" + id + id)
        .runtimeId(Ecs.name(taskArn) + "-" + id.substring(0, 10))
        .lastStatus(EcsTask.PENDING)
        .healthStatus(HealthStatus.UNKNOWN)
        .networkInterfaces(List.of())
        .cpu(Objects.toString(definition.cpu(), "0"))
        .memory(Objects.toString(definition.memory(), null))
        .build();
  }

  /** Gives the task its own network card in one of the subnets, each in its turn. */
  static void attach(Scene scene, Task.Builder task, String arn, NetworkConfiguration network) {
    AwsVpcConfiguration places = network.awsvpcConfiguration();
    long turn = scene.world().next("ecs.interfaces");
    String subnetId = places.subnets().get((int) (turn % places.subnets().size()));
    Optional<Subnet> subnet = scene.find(Tables.SUBNETS, subnetId);
    String address = address(subnet.map(Subnet::cidrBlock).orElse("10.0.0.0/16"), turn);
    String attachment = scene.hex(32);
    NetworkInterface card =
        NetworkInterface.builder()
            .networkInterfaceId(scene.id("eni"))
            .interfaceType("interface")
            .description("arn:aws:ecs:" + scene.region() + ":attachment/" + attachment)
            .status(NetworkInterfaceStatus.IN_USE)
            .privateIpAddress(address)
            .subnetId(subnetId)
            .vpcId(subnet.map(Subnet::vpcId).orElse(null))
            .availabilityZone(subnet.map(Subnet::availabilityZone).orElse(scene.region() + "a"))
            .groups(groups(scene, places, subnet))
            .ownerId(scene.account().id())
            .requesterManaged(true)
            .sourceDestCheck(true)
            .attachment(a -> a.attachTime(scene.now()).status("attached").deviceIndex(1))
            .tagSet(List.of())
            .association(publicAddress(places, turn))
            .build();
    scene.table(Tables.NETWORK_INTERFACES).put(card.networkInterfaceId(), card);
    task.availabilityZone(card.availabilityZone())
        .attachments(
            Attachment.builder()
                .id(attachment)
                .type("ElasticNetworkInterface")
                .status("ATTACHED")
                .details(
                    pair("subnetId", subnetId),
                    pair(ENI, card.networkInterfaceId()),
                    pair(ADDRESS, address))
                .build());
  }

  private static @Nullable NetworkInterfaceAssociation publicAddress(
      AwsVpcConfiguration places, long turn) {
    return places.assignPublicIp() == AssignPublicIp.ENABLED
        ? NetworkInterfaceAssociation.builder()
            .publicIp("198.18.%d.%d".formatted(turn / 250 % 250, turn % 250 + 1))
            .ipOwnerId("amazon")
            .build()
        : null;
  }

  /** Registers the task with the target groups of its service. */
  static void serve(Scene scene, EcsTask task) {
    Optional<String> address = detail(task, ADDRESS);
    Map<String, Target> targets = scene.table(Tables.TARGETS);
    boolean sick = task.trouble() != EcsTask.Trouble.NONE;
    balancers(scene, task)
        .map(b -> target(b, address.orElse(task.id()), scene, sick))
        .forEach(target -> targets.put(target.key(), target));
  }

  /** Takes the task out of its target groups; says whether it was in any. */
  static boolean drain(Scene scene, EcsTask task) {
    Map<String, Target> targets = scene.table(Tables.TARGETS);
    List<Target> own = own(scene, task);
    own.forEach(target -> targets.put(target.key(), target.draining(scene.now())));
    return !own.isEmpty();
  }

  /** Nothing of the task is left in the network. */
  static void detach(Scene scene, EcsTask task) {
    own(scene, task).forEach(target -> scene.table(Tables.TARGETS).remove(target.key()));
    detail(task, ENI).ifPresent(scene.table(Tables.NETWORK_INTERFACES)::remove);
  }

  private static List<Target> own(Scene scene, EcsTask task) {
    String id = detail(task, ADDRESS).orElse(task.id());
    return scene.table(Tables.TARGETS).values().stream()
        .filter(target -> target.id().equals(id))
        .toList();
  }

  private static Stream<LoadBalancer> balancers(Scene scene, EcsTask task) {
    return scene.find(Tables.SERVICES, task.service()).stream()
        .flatMap(service -> service.shown().loadBalancers().stream())
        .filter(balancer -> balancer.targetGroupArn() != null);
  }

  private static Target target(LoadBalancer balancer, String id, Scene scene, boolean sick) {
    return Target.registered(
        balancer.targetGroupArn(), id, balancer.containerPort(), scene.now(), sick);
  }

  /** Without groups of its own the card gets the default group of its VPC. */
  private static List<GroupIdentifier> groups(
      Scene scene, AwsVpcConfiguration places, Optional<Subnet> subnet) {
    if (!places.securityGroups().isEmpty()) {
      return places.securityGroups().stream()
          .map(id -> group(id, scene.find(Tables.SECURITY_GROUPS, id)))
          .toList();
    }
    return scene.table(Tables.SECURITY_GROUPS).values().stream()
        .filter(group -> group.groupName().equals("default"))
        .filter(group -> subnet.filter(s -> s.vpcId().equals(group.vpcId())).isPresent())
        .map(group -> group(group.groupId(), Optional.of(group)))
        .toList();
  }

  private static GroupIdentifier group(String id, Optional<SecurityGroup> known) {
    return GroupIdentifier.builder()
        .groupId(id)
        .groupName(known.map(SecurityGroup::groupName).orElse(null))
        .build();
  }

  /** An address of the block; the first ten are left to AWS and to whoever pins one. */
  private static String address(String block, long turn) {
    String[] parts = block.split("[./]", -1);
    long base = 0;
    for (int i = 0; i < 4; i++) {
      base = base * 256 + Long.parseLong(parts[i]);
    }
    long room = (1L << (32 - Integer.parseInt(parts[4]))) - 12;
    long address = base + 10 + turn % Math.max(1, room);
    return (address >> 24 & 255)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  private static Optional<String> detail(EcsTask task, String name) {
    return task.shown().attachments().stream()
        .flatMap(attachment -> attachment.details().stream())
        .filter(detail -> detail.name().equals(name))
        .map(KeyValuePair::value)
        .findFirst();
  }

  private static KeyValuePair pair(String name, String value) {
    return KeyValuePair.builder().name(name).value(value).build();
  }
}
