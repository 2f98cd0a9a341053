package steadystate.sandbox.ec2;

import java.util.Arrays;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;

/** The kinds of things in EC2: how their ids begin, and what AWS says when one is not there. */
public enum Ec2Kind {
  VPC("vpc", "vpc", "InvalidVpcID", Ec2Tables.VPCS),
  SUBNET("subnet", "subnet", "InvalidSubnetID", Tables.SUBNETS),
  SECURITY_GROUP("sg", "security-group", "InvalidGroup", Tables.SECURITY_GROUPS),
  RULE("sgr", "security-group-rule", "InvalidSecurityGroupRuleId", Ec2Tables.RULES),
  INTERNET_GATEWAY(
      "igw", "internet-gateway", "InvalidInternetGatewayID", Ec2Tables.INTERNET_GATEWAYS),
  ROUTE_TABLE("rtb", "route-table", "InvalidRouteTableID", Ec2Tables.ROUTE_TABLES),
  NAT_GATEWAY("nat", "natgateway", "InvalidNatGatewayID", Ec2Tables.NAT_GATEWAYS),
  ADDRESS("eipalloc", "elastic-ip", "InvalidAllocationID", Ec2Tables.ADDRESSES),
  ENDPOINT("vpce", "vpc-endpoint", "InvalidVpcEndpointId", Ec2Tables.VPC_ENDPOINTS),
  PREFIX_LIST("pl", "prefix-list", "InvalidPrefixListID", new Table<String>("ec2.none")),
  INSTANCE("i", "instance", "InvalidInstanceID", Ec2Tables.INSTANCES),
  VOLUME("vol", "volume", "InvalidVolume", Ec2Tables.VOLUMES),
  SNAPSHOT("snap", "snapshot", "InvalidSnapshot", Ec2Tables.SNAPSHOTS),
  IMAGE("ami", "image", "InvalidAMIID", Ec2Tables.IMAGES),
  NETWORK_INTERFACE(
      "eni", "network-interface", "InvalidNetworkInterfaceID", Tables.NETWORK_INTERFACES);

  private final String prefix;
  private final String type;
  private final String code;
  private final Table<?> table;

  Ec2Kind(String prefix, String type, String code, Table<?> table) {
    this.prefix = prefix;
    this.type = type;
    this.code = code;
    this.table = table;
  }

  /** The kind of an id, or empty when it begins like none. */
  static Optional<Ec2Kind> of(String id) {
    String prefix = id.substring(0, Math.max(0, id.lastIndexOf('-')));
    return Arrays.stream(values()).filter(kind -> kind.prefix.equals(prefix)).findFirst();
  }

  /** The kind in ARNs and tag specifications, such as {@code security-group}. */
  String type() {
    return type;
  }

  String newId(Scene scene) {
    return scene.id(prefix);
  }

  String arn(Scene scene, String id) {
    return scene.arn(Ec2.PREFIX, type + "/" + id);
  }

  public boolean exists(Scene scene, String id) {
    return scene.table(table).containsKey(id);
  }

  /** The error for an id that leads nowhere: one that cannot be right, or one that is not there. */
  AwsServiceException unknown(String id) {
    if (!id.matches(prefix + "-([0-9a-f]{8}|[0-9a-f]{17})")) {
      return Ec2.error(
          this == SECURITY_GROUP ? "InvalidGroupId.Malformed" : code + ".Malformed",
          "Invalid id: \"" + id + "\"");
    }
    if (this == SECURITY_GROUP) {
      return Ec2.error(code + ".NotFound", "The security group '" + id + "' does not exist");
    }
    return Ec2.error(
        this == NAT_GATEWAY ? "NatGatewayNotFound" : code + ".NotFound",
        "The " + type + " ID '" + id + "' does not exist");
  }
}
