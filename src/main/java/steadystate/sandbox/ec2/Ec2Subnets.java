package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Subnets. */
public final class Ec2Subnets {
  /** AWS keeps the first four addresses and the last for itself. */
  private static final int RESERVED = 5;

  private static final Ec2List<Subnet> LIST =
      new Ec2List<>(Ec2Kind.SUBNET, Subnet::subnetId)
          .by("subnet-id", Subnet::subnetId)
          .by("vpc-id", Subnet::vpcId)
          .by("availability-zone", Subnet::availabilityZone)
          .by("availabilityZone", Subnet::availabilityZone)
          .by("availability-zone-id", Subnet::availabilityZoneId)
          .by("cidr-block", Subnet::cidrBlock)
          .by("cidrBlock", Subnet::cidrBlock)
          .by("cidr", Subnet::cidrBlock)
          .by("default-for-az", Subnet::defaultForAz)
          .by("defaultForAz", Subnet::defaultForAz)
          .by("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
          .by("state", Subnet::stateAsString)
          .by("owner-id", Subnet::ownerId)
          .by("subnet-arn", Subnet::subnetArn);

  private Ec2Subnets() {}

  static void register(Operations operations) {
    operations
        .on(CreateSubnetRequest.class, Ec2.dryRunnable(Ec2Subnets::create))
        .on(DescribeSubnetsRequest.class, Ec2Subnets::describe)
        .on(ModifySubnetAttributeRequest.class, Ec2Subnets::modify)
        .on(DeleteSubnetRequest.class, Ec2.dryRunnable(Ec2Subnets::delete));
  }

  public static Subnet get(Scene scene, String id) {
    return Ec2.get(scene, Tables.SUBNETS, Ec2Kind.SUBNET, id);
  }

  private static CreateSubnetResponse create(Scene scene, CreateSubnetRequest request) {
    Vpc vpc = Ec2Vpcs.get(scene, request.vpcId());
    String asked = Ec2.required(request.cidrBlock(), "cidrBlock");
    Cidr cidr =
        Cidr.parse(asked)
            .filter(block -> !block.six())
            .orElseThrow(() ->
                Ec2.invalid(
                    "Value ("
                        + asked
                        + ") for parameter cidrBlock is invalid. This is not a"
                        + " valid CIDR block."));
    checkRoom(scene, vpc, cidr);
    String zone = zone(scene, request);
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.SUBNET);
    String id = Ec2Kind.SUBNET.newId(scene);
    Subnet subnet = make(scene, id, vpc.vpcId(), cidr.toString(), zone, false);
    Ec2.tag(scene, Ec2Kind.SUBNET, id, tags);
    return CreateSubnetResponse.builder().subnet(shown(scene, subnet)).build();
  }

  private static void checkRoom(Scene scene, Vpc vpc, Cidr cidr) {
    boolean inside = Cidr.parse(vpc.cidrBlock()).filter(all -> all.contains(cidr)).isPresent();
    if (!inside || cidr.bits() < 16 || cidr.bits() > 28) {
      throw Ec2.error("InvalidSubnet.Range", "The CIDR '" + cidr + "' is invalid.");
    }
    boolean taken =
        scene.table(Tables.SUBNETS).values().stream()
            .filter(subnet -> subnet.vpcId().equals(vpc.vpcId()))
            .flatMap(subnet -> Cidr.parse(subnet.cidrBlock()).stream())
            .anyMatch(cidr::overlaps);
    if (taken) {
      throw Ec2.error(
          "InvalidSubnet.Conflict", "The CIDR '" + cidr + "' conflicts with another subnet");
    }
  }

  private static String zone(Scene scene, CreateSubnetRequest request) {
    List<String> zones = Ec2.zones(scene);
    if (request.availabilityZone() == null && request.availabilityZoneId() == null) {
      return zones.getFirst();
    }
    return zones.stream()
        .filter(zone ->
            zone.equals(request.availabilityZone())
                || Ec2.zoneId(zone).equals(request.availabilityZoneId()))
        .findFirst()
        .orElseThrow(() ->
            Ec2.invalid(
                "Value ("
                    + request.availabilityZone()
                    + ") for parameter availabilityZone is"
                    + " invalid. Subnets can currently only be created in the following"
                    + " availability zones: "
                    + String.join(", ", zones)
                    + "."));
  }

  public static Subnet make(
      Scene scene, String id, String vpcId, String cidr, String zone, boolean isDefault) {
    Subnet subnet =
        Subnet.builder()
            .subnetId(id)
            .subnetArn(Ec2Kind.SUBNET.arn(scene, id))
            .vpcId(vpcId)
            .cidrBlock(cidr)
            .availabilityZone(zone)
            .availabilityZoneId(Ec2.zoneId(zone))
            .defaultForAz(isDefault)
            .mapPublicIpOnLaunch(isDefault)
            .mapCustomerOwnedIpOnLaunch(false)
            .assignIpv6AddressOnCreation(false)
            .enableDns64(false)
            .ipv6Native(false)
            .ipv6CidrBlockAssociationSet(List.of())
            .privateDnsNameOptionsOnLaunch(options ->
                options
                    .hostnameType("ip-name")
                    .enableResourceNameDnsARecord(false)
                    .enableResourceNameDnsAAAARecord(false))
            .ownerId(scene.account().id())
            .state("available")
            .build();
    scene.table(Tables.SUBNETS).put(id, subnet);
    return subnet;
  }

  private static DescribeSubnetsResponse describe(Scene scene, DescribeSubnetsRequest request) {
    List<Subnet> all =
        scene.table(Tables.SUBNETS).values().stream().map(one -> shown(scene, one)).toList();
    Page<Subnet> page = LIST.page(scene, request, all, request.subnetIds());
    return DescribeSubnetsResponse.builder()
        .subnets(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static Subnet shown(Scene scene, Subnet subnet) {
    long size = Cidr.parse(subnet.cidrBlock()).map(Cidr::size).orElse(0L);
    long used =
        scene.table(Tables.NETWORK_INTERFACES).values().stream()
            .filter(eni -> subnet.subnetId().equals(eni.subnetId()))
            .count();
    return subnet.toBuilder()
        .availableIpAddressCount((int) (size - RESERVED - used))
        .tags(Ec2.tags(scene, Ec2Kind.SUBNET, subnet.subnetId()))
        .build();
  }

  private static ModifySubnetAttributeResponse modify(
      Scene scene, ModifySubnetAttributeRequest request) {
    Subnet subnet = get(scene, request.subnetId());
    Subnet.Builder changed = subnet.toBuilder();
    Optional.ofNullable(request.mapPublicIpOnLaunch())
        .ifPresent(on -> changed.mapPublicIpOnLaunch(on.value()));
    Optional.ofNullable(request.assignIpv6AddressOnCreation())
        .ifPresent(on -> changed.assignIpv6AddressOnCreation(on.value()));
    Optional.ofNullable(request.enableDns64()).ifPresent(on -> changed.enableDns64(on.value()));
    scene.table(Tables.SUBNETS).put(subnet.subnetId(), changed.build());
    return ModifySubnetAttributeResponse.builder().build();
  }

  /** A subnet with a network interface in it stays. */
  private static DeleteSubnetResponse delete(Scene scene, DeleteSubnetRequest request) {
    String id = get(scene, request.subnetId()).subnetId();
    if (scene.table(Tables.NETWORK_INTERFACES).values().stream()
        .anyMatch(eni -> id.equals(eni.subnetId()))) {
      throw Ec2.dependency("The subnet '" + id + "' has dependencies and cannot be deleted.");
    }
    scene.table(Tables.SUBNETS).remove(id);
    Ec2RouteTables.forgetSubnet(scene, id);
    Tags.forget(scene, Ec2Kind.SUBNET.arn(scene, id));
    return DeleteSubnetResponse.builder().build();
  }
}
