package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.kinds.Stage;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Attributes;
import steadystate.resource.Value;

class NetworkKindTest {
  private final Stage stage = new Stage();
  private final Ec2Client ec2 = stage.aws.client(Ec2Client.class, Stage.REGION);

  @Test
  void with_nothing_written_it_is_the_default_vpc_for_those_who_need_one() {
    stage.write("securityGroups", "api");

    Attributes network = network().live().orElseThrow().attributes();

    assertThat(network.require("vpcId")).startsWith("vpc-");
    assertThat(network.require("publicSubnetIds").split(",")).hasSize(3);
    assertThat(network.get("privateSubnetIds")).isEqualTo(network.get("publicSubnetIds"));
    assertThat(network.require("cidrBlock")).isEqualTo("172.31.0.0/16");
  }

  @Test
  void nobody_asks_for_a_network_that_nobody_needs() {
    stage.write("logGroups", "api");
    stage.listen();

    assertThat(stage.engine.look(stage.spec()).findings())
        .extracting(finding -> finding.id().toString())
        .containsExactly("logGroup/api");
  }

  @Test
  void subnets_are_told_apart_by_their_way_to_the_internet() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String open = subnet(vpc, "10.1.0.0/24", "b");
    String inner = subnet(vpc, "10.1.1.0/24", "a");
    String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
    ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(open));
    stage.write("network", "main", "vpcId", vpc);

    Attributes network = network().live().orElseThrow().attributes();

    assertThat(network.byName())
        .containsEntry("publicSubnetIds", open)
        .containsEntry("privateSubnetIds", inner);
  }

  @Test
  void subnets_that_are_written_are_taken_and_cost_no_look_at_routes() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    String one = subnet(vpc, "10.1.0.0/24", "a");
    String two = subnet(vpc, "10.1.1.0/24", "b");
    stage.write(
        "network",
        "main",
        "vpcId",
        vpc,
        "publicSubnetIds",
        List.of(two),
        "privateSubnetIds",
        List.of(one));
    stage.listen();

    Attributes network = network().live().orElseThrow().attributes();

    assertThat(network.byName())
        .containsEntry("publicSubnetIds", two)
        .containsEntry("privateSubnetIds", one);
    assertThat(stage.aws.recording().byAction())
        .containsAllEntriesOf(Map.of("ec2:DescribeVpcs", 1L, "ec2:DescribeSubnets", 1L))
        .doesNotContainKey("ec2:DescribeRouteTables");
  }

  @Test
  void a_vpc_that_is_not_there_is_unknown_and_so_is_what_names_it() {
    stage.write("network", "main", "vpcId", "vpc-00000000000000000");
    stage.write("securityGroups", "api", "vpcId", Value.reference(NetworkKind.ID, "vpcId"));

    assertThat(network().status()).isEqualTo(Status.UNKNOWN);
    assertThat(network().failure().orElseThrow().message())
        .isEqualTo(
            "VPC vpc-00000000000000000 does not exist in account 123456789012, region eu-west-1:"
                + " correct network.vpcId");
    assertThat(stage.finding("securityGroup/api").status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void an_account_without_a_default_vpc_is_told_what_to_write() {
    String vpc = ec2.describeVpcs(r -> {}).vpcs().getFirst().vpcId();
    ec2.describeSubnets(r -> {})
        .subnets()
        .forEach(s -> ec2.deleteSubnet(r -> r.subnetId(s.subnetId())));
    ec2.describeInternetGateways(r -> {})
        .internetGateways()
        .forEach(g -> {
          ec2.detachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(g.internetGatewayId()));
        });
    ec2.deleteVpc(r -> r.vpcId(vpc));
    stage.write("securityGroups", "api");

    assertThat(network().failure().orElseThrow().message())
        .isEqualTo(
            "account 123456789012 has no default VPC in eu-west-1: write network with the vpcId of"
                + " one that exists");
  }

  @Test
  void a_subnet_of_another_vpc_is_named() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    stage.write("network", "main", "vpcId", vpc, "publicSubnetIds", List.of("subnet-1"));

    assertThat(network().failure().orElseThrow().message())
        .isEqualTo("network.publicSubnetIds: not in " + vpc + ": subnet-1");
  }

  @Test
  void it_is_never_written_to_and_never_deleted() {
    String vpc = ec2.createVpc(r -> r.cidrBlock("10.1.0.0/16")).vpc().vpcId();
    stage.write("network", "main", "vpcId", vpc);
    stage.write("logGroups", "a");
    stage.apply();
    stage.erase("network", "main").listen();

    assertThat(stage.apply().outcome()).isEqualTo(new Receipt.Outcome.Steady());

    assertThat(stage.writes()).isEmpty();
    assertThat(ec2.describeVpcs(r -> r.vpcIds(vpc)).vpcs()).hasSize(1);
  }

  @Test
  void what_is_only_for_a_vpc_of_our_own_wants_a_block() {
    stage.write("network", "main", "vpcId", "vpc-1", "natGateways", 1);

    stage.spec();

    assertThat(stage.problems).singleElement().asString().startsWith("missing-key natGateways");
  }

  private Finding network() {
    return stage.finding("network/main");
  }

  private String subnet(String vpc, String cidr, String zone) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(Stage.REGION + zone))
        .subnet()
        .subnetId();
  }
}
