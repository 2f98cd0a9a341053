package steadystate.aws.orphan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/** Addresses, interfaces, NAT gateways and security groups. */
final class NetworkThings {
  private final Reads reads;
  private final Ec2Client ec2;

  NetworkThings(Reads reads) {
    this.reads = reads;
    this.ec2 = reads.client(Ec2Client.class);
  }

  static Map<String, String> tags(List<Tag> tags) {
    return Reads.tags(tags, Tag::key, Tag::value);
  }

  static String name(List<Tag> tags) {
    return tags(tags).getOrDefault("Name", "");
  }

  List<Thing> addresses() {
    return ec2.describeAddresses(request -> {}).addresses().stream()
        .map(one -> {
          List<String> uses =
              Stream.of(one.associationId(), one.networkInterfaceId(), one.instanceId())
                  .filter(Objects::nonNull)
                  .filter(id -> !id.isEmpty())
                  .map("associated as "::concat)
                  .toList();
          return new Thing(
              Sort.ELASTIC_IP,
              one.allocationId(),
              one.publicIp(),
              Optional.empty(),
              tags(one.tags()),
              uses,
              Map.of());
        })
        .toList();
  }

  private List<NetworkInterface> allInterfaces() {
    return reads.once(
        "interfaces",
        () -> Reads.all(ec2.describeNetworkInterfacesPaginator(request -> {}).networkInterfaces()));
  }

  /** AWS tells no age of an interface, and what a service of AWS made it takes away itself. */
  List<Thing> interfaces() {
    return allInterfaces().stream()
        .map(one -> {
          List<String> uses = new ArrayList<>();
          if (one.status() != NetworkInterfaceStatus.AVAILABLE) {
            uses.add("is " + one.statusAsString());
          }
          if (Boolean.TRUE.equals(one.requesterManaged())) {
            uses.add("kept by " + one.requesterId());
          }
          return new Thing(
              Sort.NETWORK_INTERFACE,
              one.networkInterfaceId(),
              name(one.tagSet()),
              Optional.empty(),
              tags(one.tagSet()),
              uses,
              Map.of());
        })
        .toList();
  }

  List<Thing> natGateways() {
    Set<String> routed = new java.util.HashSet<>();
    ec2.describeRouteTablesPaginator(request -> {}).routeTables().stream()
        .flatMap(table -> table.routes().stream())
        .map(route -> Objects.requireNonNullElse(route.natGatewayId(), ""))
        .forEach(routed::add);
    return ec2.describeNatGatewaysPaginator(request -> {}).natGateways().stream()
        .filter(one ->
            one.state() == NatGatewayState.AVAILABLE || one.state() == NatGatewayState.PENDING)
        .map(one ->
            new Thing(
                Sort.NAT_GATEWAY,
                one.natGatewayId(),
                name(one.tags()),
                Optional.ofNullable(one.createTime()),
                tags(one.tags()),
                routed.contains(one.natGatewayId()) ? List.of("a route leads to it") : List.of(),
                Map.of()))
        .toList();
  }

  /**
   * @param worn ids of groups that others have in their configuration, also while they stand still
   */
  List<Thing> groups(Set<String> worn) {
    List<SecurityGroup> groups =
        Reads.all(ec2.describeSecurityGroupsPaginator(request -> {}).securityGroups());
    Set<String> named = new java.util.HashSet<>(worn);
    allInterfaces().stream()
        .flatMap(one -> one.groups().stream())
        .map(GroupIdentifier::groupId)
        .forEach(named::add);
    groups.forEach(group -> named.addAll(others(group)));
    return groups.stream()
        .map(group -> {
          List<String> uses = new ArrayList<>();
          if ("default".equals(group.groupName())) {
            uses.add("the default of its VPC");
          }
          if (named.contains(group.groupId())) {
            uses.add("worn or named by another");
          }
          return new Thing(
              Sort.SECURITY_GROUP,
              group.groupId(),
              group.groupName(),
              Optional.empty(),
              tags(group.tags()),
              uses,
              Map.of());
        })
        .toList();
  }

  /** Groups that the rules of one name, without itself. */
  private static List<String> others(SecurityGroup group) {
    return Stream.concat(group.ipPermissions().stream(), group.ipPermissionsEgress().stream())
        .map(IpPermission::userIdGroupPairs)
        .flatMap(List::stream)
        .map(UserIdGroupPair::groupId)
        .filter(id -> !group.groupId().equals(id))
        .toList();
  }
}
