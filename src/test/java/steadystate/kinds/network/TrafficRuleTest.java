package steadystate.kinds.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import steadystate.kinds.network.TrafficRule.Direction;

class TrafficRuleTest {

  @Test
  void a_packed_permission_is_taken_apart() {
    IpPermission packed =
        IpPermission.builder()
            .ipProtocol("tcp")
            .fromPort(443)
            .toPort(443)
            .ipRanges(
                r -> r.cidrIp("10.0.0.0/8"),
                r -> r.cidrIp("10.9.0.5/16").description("office"),
                r -> r.cidrIp("192.0.2.0/24"))
            .ipv6Ranges(r -> r.cidrIpv6("2001:DB8::/32"))
            .userIdGroupPairs(
                p -> p.groupId("sg-2").userId("123456789012"),
                p -> p.groupId("sg-own").userId("123456789012"),
                p -> p.groupId("sg-3").userId("999988887777"))
            .prefixListIds(p -> p.prefixListId("pl-1"))
            .build();

    assertThat(Direction.INGRESS.of(group(packed)))
        .extracting(rule -> rule.identity(Direction.INGRESS))
        .containsExactlyInAnyOrder(
            "tcp/443 from 10.0.0.0/8",
            "tcp/443 from 10.9.0.0/16",
            "tcp/443 from 192.0.2.0/24",
            "tcp/443 from 2001:db8::/32",
            "tcp/443 from sg-2",
            "tcp/443 from self",
            "tcp/443 from 999988887777/sg-3",
            "tcp/443 from pl-1");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 0, 65535, tcp/0-65535",
    "tcp, 80, 80, tcp/80",
    "udp, , , udp/0-65535",
    "-1, , , all",
    "-1, -1, -1, all",
    "icmp, 8, -1, icmp/type 8",
    "icmp, -1, -1, icmp",
    "1, 3, 4, icmp/type 3 code 4",
    "58, -1, -1, icmpv6",
    "icmpv6, , , icmpv6",
    "50, , , esp",
  })
  void ports_types_and_nothing_have_one_form_each(
      String protocol, Integer from, Integer to, String identity) {
    IpPermission permission =
        IpPermission.builder()
            .ipProtocol(protocol)
            .fromPort(from)
            .toPort(to)
            .ipRanges(r -> r.cidrIp("0.0.0.0/0"))
            .build();

    assertThat(Direction.EGRESS.of(group(permission)))
        .singleElement()
        .extracting(rule -> rule.identity(Direction.EGRESS))
        .isEqualTo(identity + " to 0.0.0.0/0");
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, 80, 10.0.0.0/8",
    "tcp, 0-65535, ::/0",
    "udp, 53-54, sg-2",
    "icmp, type 8, self",
    "icmp, type 3 code 4, pl-1",
    "icmpv6, '', self",
    "all, '', 999988887777/sg-3",
    "gre, '', 10.0.0.0/8",
    "99, '', 10.0.0.0/8",
  })
  void what_is_sent_is_read_back_as_the_same(String protocol, String ports, String peer) {
    TrafficRule rule = new TrafficRule(protocol, ports, peer, Optional.of("why"));

    List<TrafficRule> back = Direction.INGRESS.of(group(rule.permission("sg-own")));

    assertThat(back).containsExactly(rule);
  }

  private static SecurityGroup group(IpPermission permission) {
    return SecurityGroup.builder()
        .groupId("sg-own")
        .ownerId("123456789012")
        .ipPermissions(permission)
        .ipPermissionsEgress(permission)
        .build();
  }
}
