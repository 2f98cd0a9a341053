package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AttributeBooleanValue;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Virtual networks. */
public final class Ec2Vpcs {
  private static final Ec2List<Vpc> LIST =
      new Ec2List<>(Ec2Kind.VPC, Vpc::vpcId)
          .by("vpc-id", Vpc::vpcId)
          .by("cidr", Vpc::cidrBlock)
          .by("cidr-block-association.cidr-block", Vpc::cidrBlock)
          .by("is-default", Vpc::isDefault)
          .by("isDefault", Vpc::isDefault)
          .by("state", Vpc::stateAsString)
          .by("owner-id", Vpc::ownerId)
          .by("dhcp-options-id", Vpc::dhcpOptionsId);

  private Ec2Vpcs() {}

  static void register(Operations operations) {
    operations
        .on(CreateVpcRequest.class, Ec2.dryRunnable(Ec2Vpcs::create))
        .on(DescribeVpcsRequest.class, Ec2Vpcs::describe)
        .on(DeleteVpcRequest.class, Ec2.dryRunnable(Ec2Vpcs::delete))
        .on(DescribeVpcAttributeRequest.class, Ec2Vpcs::describeSwitch)
        .on(ModifyVpcAttributeRequest.class, Ec2Vpcs::modifySwitch);
  }

  static Vpc get(Scene scene, String id) {
    return Ec2.get(scene, Ec2Tables.VPCS, Ec2Kind.VPC, id);
  }

  public static Vpc defaultVpc(Scene scene) {
    return scene.table(Ec2Tables.VPCS).values().stream()
        .filter(Vpc::isDefault)
        .findFirst()
        .orElseThrow(() -> Ec2.error("VPCIdNotSpecified", "No default VPC for this user"));
  }

  private static CreateVpcResponse create(Scene scene, CreateVpcRequest request) {
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
    if (cidr.bits() < 16 || cidr.bits() > 28) {
      throw Ec2.error("InvalidVpc.Range", "The CIDR '" + asked + "' is invalid.");
    }
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.VPC);
    String tenancy = Optional.ofNullable(request.instanceTenancyAsString()).orElse("default");
    String id = Ec2Kind.VPC.newId(scene);
    Vpc vpc = make(scene, id, cidr.toString(), tenancy, false);
    Ec2RouteTables.make(scene, Ec2Kind.ROUTE_TABLE.newId(scene), vpc, scene.id("rtbassoc"));
    Ec2SecurityGroups.makeDefault(scene, Ec2Kind.SECURITY_GROUP.newId(scene), id);
    Ec2.tag(scene, Ec2Kind.VPC, id, tags);
    return CreateVpcResponse.builder()
        .vpc(shown(scene, vpc).toBuilder().state("pending").build())
        .build();
  }

  static Vpc make(Scene scene, String id, String cidr, String tenancy, boolean isDefault) {
    Vpc vpc =
        Vpc.builder()
            .vpcId(id)
            .cidrBlock(cidr)
            .cidrBlockAssociationSet(
                VpcCidrBlockAssociation.builder()
                    .associationId("vpc-cidr-assoc-" + id.substring("vpc-".length()))
                    .cidrBlock(cidr)
                    .cidrBlockState(state -> state.state("associated"))
                    .build())
            .ipv6CidrBlockAssociationSet(List.of())
            .dhcpOptionsId(Ec2Seed.id(scene, "dopt", "default"))
            .instanceTenancy(tenancy)
            .isDefault(isDefault)
            .ownerId(scene.account().id())
            .state("available")
            .build();
    scene.table(Ec2Tables.VPCS).put(id, vpc);
    scene.table(Ec2Tables.VPC_SWITCHES).put(id, new Ec2VpcSwitches(true, isDefault, false));
    return vpc;
  }

  private static DescribeVpcsResponse describe(Scene scene, DescribeVpcsRequest request) {
    List<Vpc> all =
        scene.table(Ec2Tables.VPCS).values().stream().map(vpc -> shown(scene, vpc)).toList();
    Page<Vpc> page = LIST.page(scene, request, all, request.vpcIds());
    return DescribeVpcsResponse.builder().vpcs(page.items()).nextToken(page.nextToken()).build();
  }

  private static Vpc shown(Scene scene, Vpc vpc) {
    return vpc.toBuilder().tags(Ec2.tags(scene, Ec2Kind.VPC, vpc.vpcId())).build();
  }

  /** The main route table and the default security group go with it; all else must have gone. */
  private static DeleteVpcResponse delete(Scene scene, DeleteVpcRequest request) {
    String id = get(scene, request.vpcId()).vpcId();
    if (isUsed(scene, id)) {
      throw Ec2.dependency("The vpc '" + id + "' has dependencies and cannot be deleted.");
    }
    scene.table(Tables.SECURITY_GROUPS).values().stream()
        .filter(group -> group.vpcId().equals(id))
        .map(SecurityGroup::groupId)
        .toList()
        .forEach(group -> Ec2SecurityGroups.remove(scene, group));
    scene.table(Ec2Tables.ROUTE_TABLES).values().removeIf(table -> table.vpcId().equals(id));
    scene.table(Ec2Tables.VPCS).remove(id);
    scene.table(Ec2Tables.VPC_SWITCHES).remove(id);
    Tags.forget(scene, Ec2Kind.VPC.arn(scene, id));
    return DeleteVpcResponse.builder().build();
  }

  private static boolean isUsed(Scene scene, String id) {
    return scene.table(Tables.SUBNETS).values().stream().anyMatch(s -> s.vpcId().equals(id))
        || scene.table(Tables.SECURITY_GROUPS).values().stream()
            .anyMatch(g -> g.vpcId().equals(id) && !g.groupName().equals("default"))
        || scene.table(Ec2Tables.ROUTE_TABLES).values().stream()
            .anyMatch(t -> t.vpcId().equals(id) && !Ec2RouteTables.isMain(t))
        || Ec2InternetGateways.of(scene, id).isPresent()
        || scene.table(Ec2Tables.VPC_ENDPOINTS).values().stream()
            .anyMatch(e -> e.vpcId().equals(id));
  }

  private static DescribeVpcAttributeResponse describeSwitch(
      Scene scene, DescribeVpcAttributeRequest request) {
    String id = get(scene, request.vpcId()).vpcId();
    Ec2VpcSwitches on = Ec2.get(scene, Ec2Tables.VPC_SWITCHES, Ec2Kind.VPC, id);
    DescribeVpcAttributeResponse.Builder answer = DescribeVpcAttributeResponse.builder().vpcId(id);
    return switch (Ec2.required(request.attributeAsString(), "Attribute")) {
      case "enableDnsSupport" -> answer.enableDnsSupport(v -> v.value(on.dnsSupport())).build();
      case "enableDnsHostnames" ->
          answer.enableDnsHostnames(v -> v.value(on.dnsHostnames())).build();
      case "enableNetworkAddressUsageMetrics" ->
          answer.enableNetworkAddressUsageMetrics(v -> v.value(on.usageMetrics())).build();
      default -> throw Ec2.invalid("Value for parameter attribute is invalid. Unknown attribute.");
    };
  }

  /** One attribute in each call. */
  private static ModifyVpcAttributeResponse modifySwitch(
      Scene scene, ModifyVpcAttributeRequest request) {
    String id = get(scene, request.vpcId()).vpcId();
    if (request.enableDnsSupport() != null && request.enableDnsHostnames() != null) {
      throw Ec2.error(
          "InvalidParameterCombination", "Fields for multiple attribute types specified");
    }
    Ec2VpcSwitches old = Ec2.get(scene, Ec2Tables.VPC_SWITCHES, Ec2Kind.VPC, id);
    Ec2VpcSwitches changed =
        new Ec2VpcSwitches(
            switched(request.enableDnsSupport(), old.dnsSupport()),
            switched(request.enableDnsHostnames(), old.dnsHostnames()),
            switched(request.enableNetworkAddressUsageMetrics(), old.usageMetrics()));
    scene.table(Ec2Tables.VPC_SWITCHES).put(id, changed);
    return ModifyVpcAttributeResponse.builder().build();
  }

  private static boolean switched(@Nullable AttributeBooleanValue asked, boolean old) {
    return asked == null ? old : asked.value();
  }
}
