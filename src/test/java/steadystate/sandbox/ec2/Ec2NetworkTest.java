package steadystate.sandbox.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.sandbox.Refused.refused;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import steadystate.sandbox.ManualClock;
import steadystate.sandbox.Sandbox;

class Ec2NetworkTest {
  private final ManualClock clock = new ManualClock();
  private final Ec2Client ec2 = new Sandbox(clock).client(Ec2Client.class, "us-east-1");

  @Test
  void a_new_vpc_has_a_main_route_table_and_a_default_group() {
    String vpc = vpc();

    assertThat(ec2.describeVpcs(r -> r.filters(by("is-default", "false"))).vpcs()).hasSize(1);
    assertThat(ec2.describeRouteTables(r -> r.filters(by("vpc-id", vpc))).routeTables())
        .singleElement()
        .satisfies(table -> assertThat(table.associations().getFirst().main()).isTrue());
    assertThat(ec2.describeSecurityGroups(r -> r.filters(by("vpc-id", vpc))).securityGroups())
        .extracting(group -> group.groupName())
        .containsExactly("default");
    refused("InvalidVpc.Range", () -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/8")));
  }

  @Test
  void attributes_of_a_vpc_are_asked_one_by_one() {
    String vpc = vpc();

    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(true)));

    assertThat(
            ec2.describeVpcAttribute(
                    r -> r.vpcId(vpc).attribute(VpcAttributeName.ENABLE_DNS_HOSTNAMES))
                .enableDnsHostnames()
                .value())
        .isTrue();
  }

  @Test
  void subnets_must_fit() {
    String vpc = vpc();
    String subnet = subnet(vpc, "10.0.1.0/24");

    refused("InvalidSubnet.Conflict", () -> subnet(vpc, "10.0.1.128/25"));
    refused("InvalidSubnet.Range", () -> subnet(vpc, "10.1.0.0/24"));
    refused(
        "InvalidParameterValue",
        () ->
            ec2.createSubnet(
                r -> r.vpcId(vpc).cidrBlock("10.0.2.0/24").availabilityZone("us-east-1x")));
    assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet)).subnets())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.availableIpAddressCount()).isEqualTo(251);
          assertThat(one.availabilityZoneId()).isEqualTo("use1-az1");
          assertThat(one.mapPublicIpOnLaunch()).isFalse();
        });
  }

  @Test
  void routes_lead_where_they_can() {
    String vpc = vpc();
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    String gateway = ec2.createInternetGateway().internetGateway().internetGatewayId();

    refused("InvalidParameterValue", () -> route(table, gateway));
    ec2.attachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    route(table, gateway);
    refused("RouteAlreadyExists", () -> route(table, gateway));

    assertThat(routes(table)).extracting(Route::gatewayId).containsExactly("local", gateway);
    ec2.detachInternetGateway(r -> r.vpcId(vpc).internetGatewayId(gateway));
    assertThat(routes(table).getLast().stateAsString()).isEqualTo("blackhole");
    ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0"));
    refused(
        "InvalidRoute.NotFound",
        () -> ec2.deleteRoute(r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0")));
  }

  @Test
  void a_subnet_has_one_route_table() {
    String vpc = vpc();
    String subnet = subnet(vpc, "10.0.1.0/24");
    String one = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    String two = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    String bound =
        ec2.associateRouteTable(r -> r.routeTableId(one).subnetId(subnet)).associationId();

    refused(
        "Resource.AlreadyAssociated",
        () -> ec2.associateRouteTable(r -> r.routeTableId(two).subnetId(subnet)));
    refused("DependencyViolation", () -> ec2.deleteRouteTable(r -> r.routeTableId(one)));
    String moved =
        ec2.replaceRouteTableAssociation(r -> r.routeTableId(two).associationId(bound))
            .newAssociationId();
    ec2.deleteRouteTable(r -> r.routeTableId(one));
    ec2.disassociateRouteTable(r -> r.associationId(moved));
    ec2.deleteRouteTable(r -> r.routeTableId(two));
    refused("InvalidRouteTableID.NotFound", () -> ec2.deleteRouteTable(r -> r.routeTableId(one)));
  }

  @Test
  void a_nat_gateway_takes_its_time_and_holds_its_address() {
    String subnet = ec2.describeSubnets().subnets().getFirst().subnetId();
    String address = ec2.allocateAddress().allocationId();
    CreateNatGatewayRequest request =
        CreateNatGatewayRequest.builder()
            .subnetId(subnet)
            .allocationId(address)
            .clientToken("once")
            .build();
    String id = ec2.createNatGateway(request).natGateway().natGatewayId();

    assertThat(ec2.createNatGateway(request).natGateway().natGatewayId()).isEqualTo(id);
    assertThat(nat(id).stateAsString()).isEqualTo("pending");
    clock.advance(Duration.ofMinutes(2));
    assertThat(nat(id).stateAsString()).isEqualTo("available");
    refused("InvalidIPAddress.InUse", () -> ec2.releaseAddress(r -> r.allocationId(address)));
    refused("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));

    ec2.deleteNatGateway(r -> r.natGatewayId(id));
    assertThat(nat(id).stateAsString()).isEqualTo("deleting");
    refused("InvalidIPAddress.InUse", () -> ec2.releaseAddress(r -> r.allocationId(address)));
    clock.advance(Duration.ofMinutes(2));
    assertThat(nat(id).stateAsString()).isEqualTo("deleted");
    ec2.releaseAddress(r -> r.allocationId(address));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    clock.advance(Duration.ofHours(1));
    refused("NatGatewayNotFound", () -> nat(id));
  }

  @Test
  void a_client_token_means_one_request() {
    String vpc = vpc();
    String other = vpc();
    String table =
        ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("t")).routeTable().routeTableId();

    assertThat(ec2.createRouteTable(r -> r.vpcId(vpc).clientToken("t")).routeTable().routeTableId())
        .isEqualTo(table);
    refused(
        "IdempotentParameterMismatch",
        () -> ec2.createRouteTable(r -> r.vpcId(other).clientToken("t")));
  }

  @Test
  void a_gateway_endpoint_is_a_route() {
    String vpc = vpc();
    String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
    String service = "com.amazonaws.us-east-1.s3";
    String prefixList =
        ec2.describeManagedPrefixLists(r -> r.filters(by("prefix-list-name", service)))
            .prefixLists()
            .getFirst()
            .prefixListId();

    String id =
        ec2.createVpcEndpoint(r -> r.vpcId(vpc).serviceName(service).routeTableIds(table))
            .vpcEndpoint()
            .vpcEndpointId();

    assertThat(routes(table)).extracting(Route::destinationPrefixListId).contains(prefixList);
    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id));
    assertThat(routes(table)).hasSize(1);
  }

  @Test
  void an_interface_endpoint_holds_its_group_until_it_has_gone() {
    String vpc = vpc();
    String subnet = subnet(vpc, "10.0.1.0/24");
    String group =
        ec2.createSecurityGroup(g -> g.groupName("ep").description("ep").vpcId(vpc)).groupId();
    String id =
        ec2.createVpcEndpoint(r ->
                r.vpcId(vpc)
                    .vpcEndpointType("Interface")
                    .serviceName("com.amazonaws.us-east-1.logs")
                    .subnetIds(subnet)
                    .securityGroupIds(group))
            .vpcEndpoint()
            .vpcEndpointId();

    assertThat(endpoints(vpc)).extracting(VpcEndpoint::stateAsString).containsExactly("pending");
    clock.advance(Duration.ofMinutes(2));
    assertThat(endpoints(vpc)).extracting(VpcEndpoint::stateAsString).containsExactly("available");
    ec2.deleteVpcEndpoints(r -> r.vpcEndpointIds(id));
    refused("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(group)));
    clock.advance(Duration.ofMinutes(1));
    ec2.deleteSecurityGroup(r -> r.groupId(group));
    assertThat(endpoints(vpc)).isEmpty();
  }

  @Test
  void an_empty_vpc_can_go_and_takes_along_what_came_with_it() {
    String vpc = vpc();
    String subnet = subnet(vpc, "10.0.1.0/24");

    refused("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
    ec2.deleteSubnet(r -> r.subnetId(subnet));
    ec2.deleteVpc(r -> r.vpcId(vpc));

    assertThat(ec2.describeSecurityGroups().securityGroups()).hasSize(1);
    assertThat(ec2.describeRouteTables().routeTables()).hasSize(1);
    refused("InvalidVpcID.NotFound", () -> ec2.describeVpcs(r -> r.vpcIds(vpc)));
  }

  private String vpc() {
    return ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
  }

  private String subnet(String vpc, String cidr) {
    return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr)).subnet().subnetId();
  }

  private void route(String table, String gateway) {
    ec2.createRoute(
        r -> r.routeTableId(table).destinationCidrBlock("0.0.0.0/0").gatewayId(gateway));
  }

  private List<Route> routes(String table) {
    return ec2.describeRouteTables(r -> r.routeTableIds(table)).routeTables().getFirst().routes();
  }

  private NatGateway nat(String id) {
    return ec2.describeNatGateways(r -> r.natGatewayIds(id)).natGateways().getFirst();
  }

  private List<VpcEndpoint> endpoints(String vpc) {
    return ec2.describeVpcEndpoints(r -> r.filters(by("vpc-id", vpc))).vpcEndpoints();
  }

  private static Filter by(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
