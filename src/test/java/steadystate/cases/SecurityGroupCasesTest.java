package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.cases.Ground.group;
import static steadystate.cases.Ground.requests;
import static steadystate.cases.Ground.tcp;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.plan.Note;
import steadystate.resource.ResourceId;
import steadystate.sandbox.Call;
import steadystate.yaml.Problem;

/** How rules are written, compared and changed. */
class SecurityGroupCasesTest {
  private final Ground ground = new Ground();

  @Test
  void sg_01_ports_beside_all_protocols_are_a_mistake_because_aws_would_open_every_port() {
    Problem problem =
        only(group("ingress:", "  - {protocol: \"-1\", ports: 8080-8080, from: self}"));

    assertThat(problem.path()).isEqualTo("spec.securityGroups.api.ingress[0].ports");
    assertThat(problem.message()).contains("every port");
    assertThat(problem.at().file()).isEqualTo("environments/dev.yaml");
    assertThat(problem.at().line()).isEqualTo(10);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, '6', ports: 443",
    "tcp, TCP, ports: 443",
    "tcp, '\"6\"', ports: 443",
    "udp, '17', ports: 53",
    "udp, UDP, ports: 53",
    "icmp, '1', type: 8",
    "icmp, '\"1\"', type: 8",
    "icmpv6, '58', type: 128",
    "icmpv6, ICMPV6, type: 128",
    "all, '-1', description: any",
    "all, '\"-1\"', description: any",
    "all, ALL, description: any"
  })
  void sg_02_a_protocol_is_the_same_by_name_number_and_case(
      String first, String second, String more) {
    ground.steady(
        group("ingress:", "  - {protocol: " + first + ", from: 10.0.0.0/8, " + more + "}"));

    ground.still(
        group("ingress:", "  - {protocol: " + second + ", from: 10.0.0.0/8, " + more + "}"));
  }

  @Test
  void sg_04_a_type_without_code_means_all_codes_and_another_type_is_one_call_each_way() {
    ground.steady(group("ingress: []"));
    ground.open(
        "dev-api",
        IpPermission.builder()
            .ipProtocol("icmp")
            .fromPort(8)
            .toPort(-1)
            .ipRanges(r -> r.cidrIp("10.0.0.0/8"))
            .build());

    ground.still(group("ingress:", "  - {protocol: icmp, type: 8, code: -1, from: 10.0.0.0/8}"));
    ground.still(group("ingress:", "  - {protocol: icmp, type: 8, from: 10.0.0.0/8}"));
    String after = group("ingress:", "  - {protocol: icmp, type: 3, code: 4, from: 10.0.0.0/8}");

    assertThat(ground.writes(() -> ground.lab.apply(after)))
        .filteredOn(action -> action.contains("Ingress"))
        .containsExactly("ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress");
    ground.still(after);
  }

  @Test
  void sg_05_four_rules_that_aws_packs_into_one_permission_are_four_rules() {
    ground.steady("securityGroups: {api: {ingress: []}, alb: {}}");
    String alb = ground.theGroup("dev-alb").groupId();
    ground.open(
        "dev-api",
        tcp(443, "10.1.0.0/16").toBuilder()
            .ipRanges(range("10.1.0.0/16"), range("10.2.0.0/16"), range("10.3.0.0/16"))
            .userIdGroupPairs(UserIdGroupPair.builder().groupId(alb).build())
            .build());

    ground.still(
        group(
                "ingress:",
                "  - {protocol: tcp, ports: 443, from: 10.3.0.0/16}",
                "  - {protocol: tcp, ports: 443, from: securityGroup/alb}",
                "  - {protocol: tcp, ports: 443, from: 10.1.0.0/16}",
                "  - {protocol: tcp, ports: 443, from: 10.2.0.0/16}")
            + "  alb: {}\n");
  }

  @Test
  void sg_07_an_address_that_means_the_whole_internet_by_its_prefix_is_a_mistake() {
    Problem problem =
        only(group("ingress:", "  - {protocol: tcp, ports: 22, from: 67.221.169.243/0}"));

    assertThat(problem.message()).contains("host bits", "/0 means the whole internet");
    assertThat(problem.help())
        .contains("write 67.221.169.243/32 for this one address, or 0.0.0.0/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.1.0/8", "192.168.1.7/24", "2001:db8::1/32"})
  void sg_08_host_bits_are_a_mistake_and_no_difference_that_returns(String block) {
    assertThat(
            only(group("ingress:", "  - {protocol: tcp, ports: 22, from: \"" + block + "\"}"))
                .code())
        .isEqualTo("host-bits");
  }

  @Test
  void sg_10_an_ipv6_address_is_compared_as_an_address_and_not_as_text() {
    String written = "  - {protocol: tcp, ports: 22, from: \"%s\"}";
    ground.steady(group("ingress: []"));
    ground.open(
        "dev-api",
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(22)
            .toPort(22)
            .ipv6Ranges(r -> r.cidrIpv6("2001:db8:1:0:4:5:6:7/128"))
            .build());

    for (String one :
        List.of(
            "2001:db8:1::4:5:6:7/128", "2001:DB8:1::4:5:6:7/128", "2001:0db8:1:0:4:5:6:0007/128")) {
      ground.still(group("ingress:", written.formatted(one)));
    }
  }

  @Test
  void sg_11_a_full_ipv6_address_is_stored_whole() {
    String address = "1234:5678:90ab:cdef:3456:7890:abcd:ef10/128";

    ground.steady(group("ingress:", "  - {protocol: tcp, ports: 22, from: \"" + address + "\"}"));

    assertThat(
            ground
                .theGroup("dev-api")
                .ipPermissions()
                .getFirst()
                .ipv6Ranges()
                .getFirst()
                .cidrIpv6())
        .isEqualTo(address);
  }

  @Test
  void sg_16_one_more_address_is_one_call_with_one_address() {
    List<String> addresses = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> addresses.add("10." + i + ".0.0/16"));
    ground.steady(group("ingress:", "  - {protocol: tcp, ports: 443, from: " + addresses + "}"));
    addresses.add(7, "10.99.0.0/16");
    String after = group("ingress:", "  - {protocol: tcp, ports: 443, from: " + addresses + "}");

    List<Call> calls = ground.written(() -> ground.lab.apply(after));

    List<AuthorizeSecurityGroupIngressRequest> authorized =
        requests(calls, AuthorizeSecurityGroupIngressRequest.class);
    assertThat(authorized).hasSize(1);
    assertThat(authorized.getFirst().ipPermissions()).hasSize(1);
    assertThat(authorized.getFirst().ipPermissions().getFirst().ipRanges())
        .extracting(IpRange::cidrIp)
        .containsExactly("10.99.0.0/16");
    assertThat(calls).noneMatch(call -> call.operation().startsWith("Revoke"));
    ground.still(after);
  }

  @Test
  void sg_22_the_own_account_in_front_of_a_group_means_the_group() {
    ground.steady("securityGroups: {alb: {}, api: {ingress: []}}");
    String alb = ground.theGroup("dev-alb").groupId();
    String spelled = "  - {protocol: tcp, ports: 80, from: 123456789012/" + alb + "}";
    ground.steady(group("ingress:", spelled) + "  alb: {}\n");

    ground.still(
        group("ingress:", "  - {protocol: tcp, ports: 80, from: " + alb + "}") + "  alb: {}\n");
    ground.still(
        group("ingress:", "  - {protocol: tcp, ports: 80, from: securityGroup/alb}")
            + "  alb: {}\n");
  }

  @Test
  void sg_22_a_group_of_another_account_keeps_its_account() {
    String written =
        group(
            "ingress:", "  - {protocol: tcp, ports: 80, from: 999988887777/sg-0123456789abcdef0}");

    ground.steady(written);

    assertThat(
            ground
                .theGroup("dev-api")
                .ipPermissions()
                .getFirst()
                .userIdGroupPairs()
                .getFirst()
                .userId())
        .isEqualTo("999988887777");
  }

  @Test
  void sg_23_an_empty_egress_closes_what_aws_opens_and_no_egress_leaves_it_open() {
    String yaml =
        """
        securityGroups:
          closed: {egress: []}
          usual: {}
        """;

    assertThat(ground.lab.look(yaml).plan().notes())
        .containsExactly(
            new Note(
                new ResourceId("securityGroup", "usual"),
                "default",
                "egress is not written: AWS lets a new group talk to everybody; write `[]` for"
                    + " nobody"));

    ground.steady(yaml);

    assertThat(ground.lab.look(yaml).plan().notes()).isEmpty();
    assertThat(ground.theGroup("dev-closed").ipPermissionsEgress()).isEmpty();
    assertThat(ground.theGroup("dev-usual").ipPermissionsEgress()).hasSize(1);
  }

  @Test
  void sg_29_prefix_lists_stand_in_the_place_of_addresses_in_any_order() {
    List<String> lists =
        ground.ec2.describeManagedPrefixLists(r -> {}).prefixLists().stream()
            .map(list -> list.prefixListId())
            .limit(2)
            .toList();
    ground.steady(group("ingress:", "  - {protocol: tcp, ports: 443, from: " + lists + "}"));

    ground.still(
        group("ingress:", "  - {protocol: tcp, ports: 443, from: " + lists.reversed() + "}"));
  }

  private static IpRange range(String cidr) {
    return IpRange.builder().cidrIp(cidr).build();
  }

  private Problem only(String yaml) {
    List<Problem> problems = ground.mistakes(yaml);
    assertThat(problems).hasSize(1);
    return problems.getFirst();
  }
}
