package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceAssociation;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/**
 * Network interfaces. Other services make them for their things; while one is there, its subnet and
 * its security groups cannot be deleted.
 */
public final class Ec2Interfaces {
  private static final Ec2List<NetworkInterface> LIST =
      new Ec2List<>(Ec2Kind.NETWORK_INTERFACE, NetworkInterface::networkInterfaceId)
          .by("network-interface-id", NetworkInterface::networkInterfaceId)
          .by("vpc-id", NetworkInterface::vpcId)
          .by("subnet-id", NetworkInterface::subnetId)
          .by("description", NetworkInterface::description)
          .by("status", NetworkInterface::statusAsString)
          .by("interface-type", NetworkInterface::interfaceTypeAsString)
          .by("requester-id", NetworkInterface::requesterId)
          .by("requester-managed", NetworkInterface::requesterManaged)
          .by("private-ip-address", NetworkInterface::privateIpAddress)
          .by("addresses.private-ip-address", NetworkInterface::privateIpAddress)
          .by("availability-zone", NetworkInterface::availabilityZone)
          .by("owner-id", NetworkInterface::ownerId)
          .byAny("group-id", eni -> groups(eni).map(GroupIdentifier::groupId))
          .byAny("group-name", eni -> groups(eni).map(GroupIdentifier::groupName))
          .byAny(
              "association.public-ip",
              eni -> Stream.ofNullable(eni.association()).map(one -> one.publicIp()))
          .byAny(
              "attachment.instance-owner-id",
              eni -> Stream.ofNullable(eni.attachment()).map(one -> one.instanceOwnerId()));

  private Ec2Interfaces() {}

  static void register(Operations operations) {
    operations
        .on(CreateNetworkInterfaceRequest.class, Ec2.dryRunnable(Ec2Interfaces::create))
        .on(DescribeNetworkInterfacesRequest.class, Ec2Interfaces::describe)
        .on(DeleteNetworkInterfaceRequest.class, Ec2.dryRunnable(Ec2Interfaces::delete));
  }

  /**
   * A new interface that some service holds in a subnet, not stored yet, so that the service can
   * say what it is.
   */
  public static NetworkInterface.Builder fresh(Scene scene, Subnet subnet, List<String> groupIds) {
    String address = nextAddress(scene, subnet);
    String mac = scene.hex(10).replaceAll("(..)", ":$1");
    return NetworkInterface.builder()
        .networkInterfaceId(Ec2Kind.NETWORK_INTERFACE.newId(scene))
        .subnetId(subnet.subnetId())
        .vpcId(subnet.vpcId())
        .availabilityZone(subnet.availabilityZone())
        .availabilityZoneId(subnet.availabilityZoneId())
        .groups(groups(scene, groupIds))
        .privateIpAddress(address)
        .privateIpAddresses(ip -> ip.primary(true).privateIpAddress(address))
        .macAddress("02" + mac)
        .interfaceType("interface")
        .sourceDestCheck(true)
        .requesterManaged(true)
        .ownerId(scene.account().id())
        .status("in-use");
  }

  /** Groups as an interface shows them. */
  public static List<GroupIdentifier> groups(Scene scene, List<String> ids) {
    List<GroupIdentifier> groups = new ArrayList<>();
    for (String id : ids) {
      GroupIdentifier.Builder group = GroupIdentifier.builder().groupId(id);
      scene.find(Tables.SECURITY_GROUPS, id).ifPresent(known -> group.groupName(known.groupName()));
      groups.add(group.build());
    }
    return groups;
  }

  public static NetworkInterface store(Scene scene, NetworkInterface.Builder made) {
    NetworkInterface eni = made.build();
    scene.table(Tables.NETWORK_INTERFACES).put(eni.networkInterfaceId(), eni);
    return eni;
  }

  /** Stores an interface with a new public address. */
  static NetworkInterface connect(Scene scene, NetworkInterface.Builder eni) {
    String address = publicAddress(scene);
    return store(scene, eni.association(a -> a.publicIp(address).ipOwnerId("amazon")));
  }

  /** Stores an interface without a public address. */
  static void disconnect(Scene scene, NetworkInterface.Builder eni) {
    store(scene, eni.association((NetworkInterfaceAssociation) null));
  }

  /** A public address that no earlier call gave. */
  public static String publicAddress(Scene scene) {
    long number = scene.world().next("ec2.publicAddresses");
    return "203.0." + (113 + number / 254) + "." + (1 + number % 254);
  }

  private static String nextAddress(Scene scene, Subnet subnet) {
    long number = scene.world().next("ec2.addresses." + subnet.subnetId());
    return Cidr.parse(subnet.cidrBlock())
        .map(cidr -> cidr.address(4 + (number - 1) % (cidr.size() - 5)))
        .orElseThrow();
  }

  private static DescribeNetworkInterfacesResponse describe(
      Scene scene, DescribeNetworkInterfacesRequest request) {
    List<NetworkInterface> all =
        scene.table(Tables.NETWORK_INTERFACES).values().stream()
            .map(eni ->
                eni.toBuilder()
                    .tagSet(Ec2.tags(scene, Ec2Kind.NETWORK_INTERFACE, eni.networkInterfaceId()))
                    .build())
            .toList();
    Page<NetworkInterface> page = LIST.page(scene, request, all, request.networkInterfaceIds());
    return DescribeNetworkInterfacesResponse.builder()
        .networkInterfaces(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  /** One that somebody makes by hand, and nobody has attached yet. */
  private static CreateNetworkInterfaceResponse create(
      Scene scene, CreateNetworkInterfaceRequest request) {
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.NETWORK_INTERFACE);
    NetworkInterface made =
        store(
            scene,
            fresh(scene, Ec2Subnets.get(scene, request.subnetId()), request.groups())
                .description(request.description())
                .requesterManaged(false)
                .status("available"));
    Ec2.tag(scene, Ec2Kind.NETWORK_INTERFACE, made.networkInterfaceId(), tags);
    return CreateNetworkInterfaceResponse.builder().networkInterface(made).build();
  }

  /** Nobody but the service that made it can delete an interface in use. */
  private static DeleteNetworkInterfaceResponse delete(
      Scene scene, DeleteNetworkInterfaceRequest request) {
    NetworkInterface eni =
        Ec2.get(
            scene,
            Tables.NETWORK_INTERFACES,
            Ec2Kind.NETWORK_INTERFACE,
            request.networkInterfaceId());
    String id = eni.networkInterfaceId();
    if ("in-use".equals(eni.statusAsString())) {
      throw Ec2.error(
          "InvalidParameterValue", "Network interface '" + id + "' is currently in use.");
    }
    scene.table(Tables.NETWORK_INTERFACES).remove(id);
    Tags.forget(scene, Ec2Kind.NETWORK_INTERFACE.arn(scene, id));
    return DeleteNetworkInterfaceResponse.builder().build();
  }

  private static Stream<GroupIdentifier> groups(NetworkInterface eni) {
    return eni.groups().stream();
  }
}
