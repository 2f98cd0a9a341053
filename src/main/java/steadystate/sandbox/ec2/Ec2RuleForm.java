package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.sandbox.Scene;

/**
 * The two forms of the rules of a security group: permissions, which have several peers each, and
 * single rules with an id. Rules are what is stored, in the form that AWS gives them.
 */
final class Ec2RuleForm {
  private static final Map<String, String> NAMES =
      Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", "-1");

  private Ec2RuleForm() {}

  /** One rule for each peer of a permission, without ids. */
  static List<SecurityGroupRule> rules(
      Scene scene, SecurityGroup group, boolean egress, IpPermission permission) {
    SecurityGroupRule frame = frame(group, egress, permission);
    List<SecurityGroupRule> rules = new ArrayList<>();
    for (IpRange range : permission.ipRanges()) {
      String cidr = cidr(range.cidrIp(), false);
      rules.add(described(frame, range.description()).cidrIpv4(cidr).build());
    }
    for (Ipv6Range range : permission.ipv6Ranges()) {
      String cidr = cidr(range.cidrIpv6(), true);
      rules.add(described(frame, range.description()).cidrIpv6(cidr).build());
    }
    for (PrefixListId list : permission.prefixListIds()) {
      Ec2PrefixLists.checkThere(scene, list.prefixListId());
      rules.add(described(frame, list.description()).prefixListId(list.prefixListId()).build());
    }
    for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
      ReferencedSecurityGroup peer = peer(scene, group, pair);
      rules.add(described(frame, pair.description()).referencedGroupInfo(peer).build());
    }
    if (rules.isEmpty()) {
      throw Ec2.error("MissingParameter", "Either 'cidrIp' or a source group must be specified");
    }
    return rules;
  }

  /** What makes a rule the same rule: its description and its id do not count. */
  static String key(SecurityGroupRule rule) {
    return String.join(
        "|",
        rule.isEgress() ? "egress" : "ingress",
        rule.ipProtocol(),
        rule.fromPort() + "-" + rule.toPort(),
        peerOf(rule));
  }

  /** The other side of a rule: a CIDR, a prefix list or a group. */
  static String peerOf(SecurityGroupRule rule) {
    if (rule.cidrIpv4() != null) {
      return rule.cidrIpv4();
    }
    if (rule.cidrIpv6() != null) {
      return rule.cidrIpv6();
    }
    return rule.prefixListId() != null ? rule.prefixListId() : rule.referencedGroupInfo().groupId();
  }

  /** Rules as permissions: those of one protocol and port range come together. */
  static List<IpPermission> permissions(List<SecurityGroupRule> rules) {
    Map<String, List<SecurityGroupRule>> alike = new TreeMap<>();
    for (SecurityGroupRule rule : rules) {
      String ports = rule.ipProtocol() + "|" + rule.fromPort() + "|" + rule.toPort();
      alike.computeIfAbsent(ports, p -> new ArrayList<>()).add(rule);
    }
    return alike.values().stream().map(Ec2RuleForm::permission).toList();
  }

  private static IpPermission permission(List<SecurityGroupRule> rules) {
    SecurityGroupRule first = rules.getFirst();
    boolean all = first.ipProtocol().equals("-1") || first.fromPort() == null;
    List<IpRange> four = new ArrayList<>();
    List<Ipv6Range> six = new ArrayList<>();
    List<PrefixListId> lists = new ArrayList<>();
    List<UserIdGroupPair> groups = new ArrayList<>();
    for (SecurityGroupRule rule : rules) {
      String text = rule.description();
      ReferencedSecurityGroup peer = rule.referencedGroupInfo();
      if (rule.cidrIpv4() != null) {
        four.add(IpRange.builder().cidrIp(rule.cidrIpv4()).description(text).build());
      } else if (rule.cidrIpv6() != null) {
        six.add(Ipv6Range.builder().cidrIpv6(rule.cidrIpv6()).description(text).build());
      } else if (rule.prefixListId() != null) {
        lists.add(
            PrefixListId.builder().prefixListId(rule.prefixListId()).description(text).build());
      } else {
        groups.add(
            UserIdGroupPair.builder()
                .groupId(peer.groupId())
                .userId(peer.userId())
                .description(text)
                .build());
      }
    }
    return IpPermission.builder()
        .ipProtocol(first.ipProtocol())
        .fromPort(all ? null : first.fromPort())
        .toPort(all ? null : first.toPort())
        .ipRanges(four)
        .ipv6Ranges(six)
        .prefixListIds(lists)
        .userIdGroupPairs(groups)
        .build();
  }

  /** Everything about a rule but its peer. */
  private static SecurityGroupRule frame(
      SecurityGroup group, boolean egress, IpPermission permission) {
    String asked = Ec2.required(permission.ipProtocol(), "ipProtocol").toLowerCase(Locale.ROOT);
    String protocol = NAMES.getOrDefault(asked, asked);
    SecurityGroupRule.Builder rule =
        SecurityGroupRule.builder()
            .groupId(group.groupId())
            .groupOwnerId(group.ownerId())
            .isEgress(egress)
            .ipProtocol(protocol)
            .fromPort(-1)
            .toPort(-1);
    switch (protocol) {
      case "tcp", "udp" -> ports(permission, rule);
      case "icmp", "icmpv6" ->
          rule.fromPort(Optional.ofNullable(permission.fromPort()).orElse(-1))
              .toPort(Optional.ofNullable(permission.toPort()).orElse(-1));
      default -> {
        if (!protocol.equals("-1") && !protocol.matches("\\d{1,3}")) {
          throw Ec2.invalid("Invalid value '" + protocol + "' for IP protocol. Unknown protocol.");
        }
      }
    }
    return rule.build();
  }

  private static void ports(IpPermission permission, SecurityGroupRule.Builder rule) {
    Integer from = permission.fromPort();
    Integer to = permission.toPort();
    if (from == null || to == null) {
      throw Ec2.invalid(
          "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    if (from < 0 || to > 65535 || from > to) {
      throw Ec2.invalid("Invalid TCP/UDP port range (" + from + ":" + to + ")");
    }
    rule.fromPort(from).toPort(to);
  }

  private static SecurityGroupRule.Builder described(
      SecurityGroupRule frame, @Nullable String description) {
    return frame.toBuilder().description(checkedDescription(description));
  }

  /** A description of a rule or a group; an empty one is none. */
  static @Nullable String checkedDescription(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.length() > 255 || !text.matches("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*")) {
      throw Ec2.invalid(
          "Invalid rule description. Valid descriptions are strings less than 256 characters from"
              + " the following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
    }
    return text;
  }

  private static String cidr(@Nullable String text, boolean six) {
    return Optional.ofNullable(text)
        .flatMap(Cidr::parse)
        .filter(cidr -> cidr.six() == six)
        .map(Cidr::toString)
        .orElseThrow(() -> Ec2.invalid("CIDR block " + text + " is malformed"));
  }

  private static ReferencedSecurityGroup peer(
      Scene scene, SecurityGroup group, UserIdGroupPair pair) {
    String owner = pair.userId();
    if (owner != null && !owner.equals(scene.account().id())) {
      // A group in a peer VPC of another account, which cannot be looked at from here.
      return ReferencedSecurityGroup.builder()
          .groupId(pair.groupId())
          .userId(owner)
          .vpcId(pair.vpcId())
          .vpcPeeringConnectionId(pair.vpcPeeringConnectionId())
          .build();
    }
    SecurityGroup other =
        pair.groupId() != null
            ? Ec2SecurityGroups.get(scene, pair.groupId())
            : Ec2SecurityGroups.named(
                scene, group.vpcId(), Ec2.required(pair.groupName(), "GroupId"));
    if (!other.vpcId().equals(group.vpcId())) {
      throw Ec2.error(
          "InvalidGroup.NotFound",
          "You have specified two resources that belong to different networks.");
    }
    return ReferencedSecurityGroup.builder()
        .groupId(other.groupId())
        .userId(scene.account().id())
        .build();
  }

  /** The rules by {@link #key}. */
  static Map<String, SecurityGroupRule> byKey(List<SecurityGroupRule> rules) {
    Map<String, SecurityGroupRule> map = new LinkedHashMap<>();
    rules.forEach(rule -> map.put(key(rule), rule));
    return map;
  }
}
