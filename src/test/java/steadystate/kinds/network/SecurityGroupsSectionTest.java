package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.kinds.Written.map;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.kinds.Stage;
import steadystate.kinds.Written;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

class SecurityGroupsSectionTest {
  private final Stage stage = new Stage();

  @Test
  void one_line_with_several_peers_is_several_rules() {
    List<String> rules =
        ingress(
            map(
                "protocol",
                "tcp",
                "ports",
                443,
                "from",
                List.of("10.0.0.0/8", "2001:DB8::/32", "securityGroup/alb", "pl-1a2b", "self")));

    assertThat(rules)
        .containsExactly(
            "tcp/443 from 10.0.0.0/8",
            "tcp/443 from 2001:db8::/32",
            "tcp/443 from ${securityGroup.alb.id}",
            "tcp/443 from pl-1a2b",
            "tcp/443 from self");
    assertThat(stage.problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "6, tcp",
    "TCP, tcp",
    "tcp, tcp",
    "17, udp",
    "udp, udp",
    "1, icmp",
    "58, icmpv6",
    "-1, all",
    "all, all",
    "ALL, all",
    "50, esp",
    "99, 99",
  })
  void a_protocol_has_one_name(String written, String canonical) {
    assertThat(Protocols.canonical(written)).isEqualTo(canonical);
    assertThat(Protocols.isKnown(canonical)).isTrue();
  }

  @Test
  void icmp_has_types_and_codes() {
    assertThat(
            ingress(
                map("protocol", "icmp", "type", 8, "code", -1, "from", "self"),
                map("protocol", "icmp", "type", 3, "code", 4, "from", "self"),
                map("protocol", "icmpv6", "from", "self")))
        .containsExactly(
            "icmp/type 8 from self", "icmp/type 3 code 4 from self", "icmpv6 from self");
  }

  @Test
  void the_own_account_and_the_own_group_need_no_saying() {
    assertThat(
            ingress(
                map("protocol", "all", "from", "123456789012/sg-1"),
                map("protocol", "all", "from", "999988887777/sg-1"),
                map("protocol", "all", "from", "securityGroup/api")))
        .containsExactly("all from sg-1", "all from 999988887777/sg-1", "all from self");
  }

  @Test
  void all_protocols_with_ports_would_open_every_port() {
    ingress(map("protocol", "-1", "ports", "8080-8080", "from", "10.0.0.0/8"));

    assertThat(stage.problems)
        .containsExactly(
            "bad-rule ingress[0].ports: protocol all has no ports: AWS would open every port;"
                + " write protocol tcp or udp, or leave ports out");
  }

  @Test
  void a_block_with_host_bits_is_refused_with_both_ways_out() {
    ingress(
        map("protocol", "all", "from", "67.221.169.243/0"),
        map("protocol", "all", "from", List.of("self", "10.0.1.0/8")));

    assertThat(stage.problems)
        .containsExactly(
            "host-bits ingress[0].from: 67.221.169.243/0 has host bits set, and /0 means the whole"
                + " internet; write 67.221.169.243/32 for this one address, or 0.0.0.0/0",
            "host-bits ingress[1].from[1]: 10.0.1.0/8 has host bits set: AWS would store"
                + " 10.0.0.0/8; write 10.0.1.0/32 for this one address, or 10.0.0.0/8");
  }

  @Test
  void every_other_mistake_says_what_to_write() {
    ingress(
        map("protocol", "tcp", "from", "self"),
        map("protocol", "tcp", "ports", "90-80", "from", "self"),
        map("protocol", "tcp", "ports", "http", "from", "self"),
        map("protocol", "smtp", "from", "self"),
        map("protocol", "udp", "ports", 70000, "from", "self"),
        map("protocol", "icmp", "code", 4, "from", "self"),
        map("protocol", "all", "from", "10.0.0.1"),
        map("protocol", "all", "from", "everybody"));

    assertThat(stage.problems)
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly(
            "ports-missing ingress[0]",
            "bad-rule ingress[1].ports",
            "bad-rule ingress[2].ports",
            "bad-protocol ingress[3].protocol",
            "bad-rule ingress[4].ports",
            "bad-rule ingress[5].code",
            "bad-peer ingress[6].from",
            "bad-peer ingress[7].from");
    assertThat(stage.problems).anyMatch(problem -> problem.contains("write 10.0.0.1/32"));
  }

  @Test
  void the_same_rule_twice_is_one_but_not_with_two_descriptions() {
    List<String> rules =
        ingress(
            map("protocol", "tcp", "ports", 80, "from", List.of("self", "10.0.0.0/8")),
            map("protocol", "6", "ports", "80-80", "from", "self"),
            map("protocol", "tcp", "ports", 80, "from", "10.0.0.0/8", "description", "again"));

    assertThat(rules).containsExactly("tcp/80 from self", "tcp/80 from 10.0.0.0/8");
    assertThat(stage.problems)
        .singleElement()
        .asString()
        .startsWith("duplicate-rule ingress[2].from");
  }

  @Test
  void absent_and_empty_egress_stay_apart() {
    assertThat(declared("egress", List.of()).model().get("egress"))
        .contains(Value.items(List.of()));
    assertThat(declared().model().has("egress")).isFalse();
  }

  @Test
  void a_rule_knows_where_it_was_written() {
    Declared group = declared("ingress", List.of(map("protocol", "all", "from", List.of("self"))));

    assertThat(group.model().list("ingress").getFirst().origin().at()).contains(Written.AT);
  }

  @Test
  void a_group_stands_in_the_network_unless_it_says_otherwise() {
    assertThat(declared().model().get("vpcId")).contains(Value.reference(NetworkKind.ID, "vpcId"));
    stage.write("network", "main", "vpcId", "vpc-1");
    assertThat(declared().model().text("vpcId")).contains("vpc-1");
    assertThat(declared("vpcId", "vpc-2").model().text("vpcId")).contains("vpc-2");
  }

  @Test
  void names_that_aws_keeps_for_itself_are_refused() {
    stage.named("securityGroups", "a", Optional.of("default"));
    stage.named("securityGroups", "b", Optional.of("sg-b"));
    stage.named("securityGroups", "c", Optional.of("größer"));
    stage.spec();

    assertThat(stage.problems).hasSize(3).allMatch(problem -> problem.startsWith("bad-name name"));
  }

  private List<String> ingress(Value.Entries... rules) {
    return declared("ingress", List.of(rules)).model().list("ingress").stream()
        .map(rule -> Canonical.identity(Direction.INGRESS.shape(), rule))
        .toList();
  }

  private Declared declared(Object... members) {
    stage.write("securityGroups", "api", members);
    return new SecurityGroupsSection()
        .expand(stage.entries("securityGroups").get("api"), stage).stream()
            .filter(d -> d.id().equals(ResourceId.parse("securityGroup/api")))
            .findFirst()
            .orElseThrow();
  }
}
