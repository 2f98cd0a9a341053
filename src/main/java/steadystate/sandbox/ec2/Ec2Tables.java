package steadystate.sandbox.ec2;

import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/**
 * EC2's own tables, each by id. Rows carry no tags: those are in {@link Tags}, under the ARN that
 * {@link Ec2Kind#arn} gives.
 */
final class Ec2Tables {
  static final Table<Vpc> VPCS = new Table<>("ec2.vpcs");
  static final Table<Ec2VpcSwitches> VPC_SWITCHES = new Table<>("ec2.vpcSwitches");
  static final Table<InternetGateway> INTERNET_GATEWAYS = new Table<>("ec2.internetGateways");
  static final Table<RouteTable> ROUTE_TABLES = new Table<>("ec2.routeTables");
  static final Table<NatGateway> NAT_GATEWAYS = new Table<>("ec2.natGateways");
  static final Table<Address> ADDRESSES = new Table<>("ec2.addresses");
  static final Table<VpcEndpoint> VPC_ENDPOINTS = new Table<>("ec2.vpcEndpoints");

  static final Table<Ec2Instance> INSTANCES = new Table<>("ec2.instances");
  static final Table<Volume> VOLUMES = new Table<>("ec2.volumes");
  static final Table<Snapshot> SNAPSHOTS = new Table<>("ec2.snapshots");

  /** Those that the account made. */
  static final Table<Image> IMAGES = new Table<>("ec2.images");

  /** All rules of all groups; a group's own row has no permissions. */
  static final Table<SecurityGroupRule> RULES = new Table<>("ec2.securityGroupRules");

  private Ec2Tables() {}
}
