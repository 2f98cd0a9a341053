package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Live;

/** A network of our own, from YAML to what lives. */
class ManagedNetworkTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  static final String NETWORK =
      "network: {cidrBlock: 10.0.0.0/16, availabilityZones: 2, natGateways: 1}\n";

  private final Lab lab = Lab.inMemory();
  private final Ec2Client ec2 = lab.byHand(Ec2Client.class);

  @Test
  void a_block_becomes_a_vpc_with_subnets_and_ways_out() {
    steady(NETWORK);

    assertThat(bodies())
        .containsOnlyKeys(
            "elasticIp/nat-a",
            "internetGateway/main",
            "natGateway/a",
            "routeTable/private-a",
            "routeTable/private-b",
            "routeTable/public",
            "subnet/private-a",
            "subnet/private-b",
            "subnet/public-a",
            "subnet/public-b",
            "vpc/main");
    assertThat(subnets().stream().map(s -> s.cidrBlock() + " " + s.availabilityZone()).toList())
        .containsExactlyInAnyOrder(
            "10.0.0.0/20 eu-west-1a",
            "10.0.16.0/20 eu-west-1b",
            "10.0.128.0/20 eu-west-1a",
            "10.0.144.0/20 eu-west-1b");
  }

  @Test
  void a_route_table_whose_gateway_is_still_coming_is_pending_and_has_not_drifted() {
    lab.pass(NETWORK);

    assertThat(lab.finding(NETWORK, "routeTable/private-a").status()).isEqualTo(Status.PENDING);
    steady(NETWORK);
    ec2.deleteRoute(r ->
        r.routeTableId(bodies().get("routeTable/private-a")).destinationCidrBlock("0.0.0.0/0"));
    assertThat(lab.finding(NETWORK, "routeTable/private-a").status()).isEqualTo(Status.DRIFTED);
  }

  @Test
  void private_subnets_lead_to_the_nat_gateway_and_public_ones_to_the_internet() {
    steady(NETWORK);
    Map<String, String> ids = bodies();

    assertThat(wayOut("routeTable/public")).isEqualTo(ids.get("internetGateway/main"));
    assertThat(wayOut("routeTable/private-a")).isEqualTo(ids.get("natGateway/a"));
    assertThat(wayOut("routeTable/private-b")).isEqualTo(ids.get("natGateway/a"));
  }

  @Test
  void a_zone_that_comes_moves_no_block() {
    steady(NETWORK);
    Map<String, String> before = bodies();

    steady(NETWORK.replace("availabilityZones: 2", "availabilityZones: 3"));

    assertThat(bodies()).containsAllEntriesOf(before).containsKeys("subnet/public-c");
    assertThat(subnets()).extracting(Subnet::cidrBlock).contains("10.0.32.0/20", "10.0.160.0/20");
  }

  @Test
  void zones_by_name_are_the_zones_by_number() {
    steady(NETWORK);

    assertThat(
            lab.look(
                    NETWORK.replace(
                        "availabilityZones: 2", "availabilityZones: [eu-west-1a, eu-west-1b]"))
                .plan()
                .changes())
        .isEmpty();
  }

  /** OT-07. */
  @Test
  void another_block_or_zone_is_refused_and_nothing_is_written() {
    steady(NETWORK);
    lab.sandbox().recording().clear();
    String other =
        NETWORK.replace("availabilityZones: 2", "availabilityZones: [eu-west-1a, eu-west-1c]");

    assertThat(lab.apply(NETWORK.replace("10.0.0.0/16", "10.1.0.0/16")).outcome())
        .isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.apply(other).outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(refusal(other))
        .contains("write availabilityZones: [eu-west-1a, eu-west-1b, eu-west-1c], apply that");
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_zone_that_the_region_does_not_have_is_refused_with_what_to_write() {
    steady(NETWORK);
    lab.sandbox().recording().clear();

    for (String zones : List.of("4", "[eu-west-1a, eu-west-1b, eu-west-1f]")) {
      String more = NETWORK.replace("availabilityZones: 2", "availabilityZones: " + zones);
      assertThat(lab.apply(more).outcome()).isEqualTo(new Receipt.Outcome.Refused());
      assertThat(refusal(more))
          .isEqualTo(
              "eu-west-1 has 3 zones for this account: write availabilityZones: 3 or fewer, or"
                  + " names of eu-west-1a, eu-west-1b, eu-west-1c");
    }
    assertThat(writes()).isEmpty();
  }

  @Test
  void a_zone_whose_block_somebody_holds_is_refused_and_another_zone_is_not() {
    String two = NETWORK.replace("availabilityZones: 2", "availabilityZones: 1");
    steady(two);
    ec2.createSubnet(r -> r.vpcId(bodies().get("vpc/main")).cidrBlock("10.0.18.0/24"));

    assertThat(refusal(NETWORK)).startsWith("10.0.16.0/20 is taken by subnet-");
    steady(NETWORK.replace("availabilityZones: 2", "availabilityZones: [eu-west-1a, eu-west-1c]"));
  }

  private String refusal(String yaml) {
    return lab.look(yaml).plan().refusals().stream()
        .map(refusal -> refusal.message())
        .reduce((one, more) -> one + "; " + more)
        .orElse("");
  }

  /** OT-08. */
  @Test
  void a_lost_answer_never_makes_a_second_vpc() {
    for (String create : List.of("Vpc", "Subnet", "InternetGateway", "RouteTable", "NatGateway")) {
      lab.sandbox().conditions().loseAnswers("ec2:Create" + create, 1);
    }
    lab.sandbox().conditions().loseAnswers("ec2:AllocateAddress", 1);
    lab.apply(NETWORK);
    lab.sandbox().conditions().clear();

    steady(NETWORK);

    assertThat(ec2.describeVpcs().vpcs()).hasSize(2);
    assertThat(ec2.describeAddresses().addresses()).hasSize(1);
  }

  @Test
  void what_hands_changed_is_found_field_by_field_and_healed() {
    steady(NETWORK);
    Map<String, String> ids = bodies();
    String vpc = ids.get("vpc/main");
    ec2.modifyVpcAttribute(r -> r.vpcId(vpc).enableDnsHostnames(v -> v.value(false)));
    ec2.modifySubnetAttribute(
        r -> r.subnetId(ids.get("subnet/public-a")).mapPublicIpOnLaunch(v -> v.value(false)));
    ec2.deleteRoute(
        r -> r.routeTableId(ids.get("routeTable/private-a")).destinationCidrBlock("0.0.0.0/0"));
    ec2.createRoute(r ->
        r.routeTableId(ids.get("routeTable/public"))
            .destinationCidrBlock("192.168.0.0/16")
            .gatewayId(ids.get("internetGateway/main")));
    String bound =
        table("routeTable/private-b").associations().getFirst().routeTableAssociationId();
    ec2.disassociateRouteTable(r -> r.associationId(bound));
    ec2.deleteTags(r -> r.resources(vpc).tags(t -> t.key("steadystate:environment")));

    assertThat(lab.differences(NETWORK))
        .containsExactlyInAnyOrder(
            "vpc/main enableDnsHostnames",
            "vpc/main tags[steadystate:environment]",
            "subnet/public-a mapPublicIpOnLaunch",
            "routeTable/private-a routes[0.0.0.0/0]",
            "routeTable/public routes[192.168.0.0/16]",
            "routeTable/private-b subnetIds[" + ids.get("subnet/private-b") + "]");
    steady(NETWORK);
    assertThat(bodies()).isEqualTo(ids);
  }

  @Test
  void nat_gateways_come_and_go_with_their_addresses_and_routes() {
    steady(NETWORK);
    Map<String, String> before = bodies();

    steady(NETWORK.replace("natGateways: 1", "natGateways: 0"));
    assertThat(bodies()).doesNotContainKeys("natGateway/a", "elasticIp/nat-a");
    assertThat(ec2.describeAddresses().addresses()).isEmpty();
    assertThat(wayOut("routeTable/private-a")).isEmpty();

    steady(NETWORK.replace("natGateways: 1", "natGateways: 2"));
    assertThat(wayOut("routeTable/private-b")).isEqualTo(bodies().get("natGateway/b"));
    steady(NETWORK);
    assertThat(bodies().keySet()).isEqualTo(before.keySet());
  }

  @Test
  void addresses_of_ones_own_are_used_and_never_released() {
    String own = ec2.allocateAddress(r -> {}).allocationId();
    String yaml = NETWORK.replace("natGateways: 1", "natGateways: 1, allocationIds: [" + own + "]");
    steady(yaml);
    assertThat(bodies()).doesNotContainKey("elasticIp/nat-a");

    steady(NETWORK.replace("natGateways: 1", "natGateways: 0"));

    assertThat(ec2.describeAddresses().addresses())
        .extracting(a -> a.allocationId())
        .containsExactly(own);
  }

  @Test
  void endpoints_stand_in_private_subnets_and_let_the_vpc_in() {
    String yaml = NETWORK.replace("natGateways: 1", "natGateways: 0, endpoints: [s3, ecr, logs]");
    steady(yaml);

    assertThat(bodies())
        .containsKeys(
            "vpcEndpoint/s3",
            "vpcEndpoint/ecr-api",
            "vpcEndpoint/ecr-dkr",
            "vpcEndpoint/logs",
            "securityGroup/vpc-endpoints");
    steady(yaml.replace(", logs]", "]"));
    assertThat(bodies()).doesNotContainKey("vpcEndpoint/logs");
  }

  @Test
  void a_network_that_leaves_waits_whole_for_an_approval_and_goes_in_order() {
    String beside = "logGroups: {a: {}, b: {}}\n";
    steady(beside + NETWORK.replace("natGateways: 1", "natGateways: 1, endpoints: [s3, logs]"));
    Map<String, String> before = bodies();
    lab.sandbox().recording().clear();

    assertThat(lab.apply(beside).outcome().toString()).contains("needs an approval");
    assertThat(writes()).isEmpty();
    assertThat(bodies()).isEqualTo(before);

    String fingerprint = lab.look(beside).plan().fingerprint();
    lab.options(lab.options().approved(java.util.Set.of(fingerprint)));
    assertThat(lab.apply(beside).outcome()).isEqualTo(STEADY);
    assertThat(new TreeSet<>(bodies().keySet())).containsExactly("logGroup/a", "logGroup/b");
    assertThat(ec2.describeVpcs().vpcs()).hasSize(1);
    assertThat(ec2.describeAddresses().addresses()).isEmpty();
  }

  @Test
  void a_vpc_of_the_wished_name_is_a_conflict_and_can_be_adopted() {
    String own = ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16")).vpc().vpcId();
    ec2.createTags(r -> r.resources(own).tags(t -> t.key("Name").value("dev-main")));

    assertThat(lab.finding(NETWORK, "vpc/main").status().word()).isEqualTo("Conflict");
    String adopting = NETWORK.replace("{cidr", "{adopt: matching, cidr");
    steady(adopting);

    assertThat(bodies()).containsEntry("vpc/main", own);
  }

  /** OT-11. */
  @Test
  void a_tag_that_is_a_number_is_its_text() {
    steady(NETWORK.replace("{cidr", "{tags: {team: 123, Team: x}, cidr"));
  }

  @Test
  void blocks_that_cannot_be_split_and_too_many_gateways_are_mistakes() {
    assertThat(mistakes("network: {cidrBlock: 10.0.0.0/25}")).containsExactly("bad-cidr");
    assertThat(mistakes("network: {cidrBlock: 10.0.1.0/16}")).containsExactly("bad-cidr");
    assertThat(mistakes("network: {cidrBlock: 10.0.0.0/16, natGateways: 3}"))
        .containsExactly("out-of-range");
    assertThat(mistakes("network: {cidrBlock: 10.0.0.0/16, vpcId: vpc-1}"))
        .containsExactly("both-written");
    assertThat(mistakes("network: {cidrBlock: 10.0.0.0/16, availabilityZones: [us-east-1a]}"))
        .contains("bad-zone");
    assertThat(mistakes("network: {natGateways: 1}")).contains("missing-key");
  }

  private List<String> mistakes(String yaml) {
    return lab.reading(Lab.HEAD + yaml.indent(2)).problems().stream().map(p -> p.code()).toList();
  }

  private List<String> writes() {
    return lab.sandbox().recording().writes().stream().map(call -> call.operation()).toList();
  }

  private RouteTable table(String id) {
    return ec2.describeRouteTables(r -> r.routeTableIds(bodies().get(id))).routeTables().getFirst();
  }

  private String wayOut(String id) {
    return table(id).routes().stream()
        .filter(route -> "0.0.0.0/0".equals(route.destinationCidrBlock()))
        .map(route -> route.natGatewayId() == null ? route.gatewayId() : route.natGatewayId())
        .findFirst()
        .orElse("");
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(yaml)).isEmpty();
    assertThat(lab.look(yaml).plan().changes()).isEmpty();
  }

  private List<Subnet> subnets() {
    String vpc = bodies().get("vpc/main");
    return ec2.describeSubnets(r -> r.filters(f -> f.name("vpc-id").values(vpc))).subnets();
  }

  private Map<String, String> bodies() {
    Map<String, String> bodies = new TreeMap<>();
    for (Live live : lab.everything()) {
      assertThat(bodies.put(live.id().toString(), live.attributes().get("id").orElse("")))
          .as("no twin of %s", live.id())
          .isNull();
    }
    return bodies;
  }
}
