package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.RevokedSecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Adding rules to security groups and taking them away: the whole request or nothing of it. */
final class Ec2Rules {
  /** Per direction, counted apart for IPv4 and IPv6; a group or a list counts in both. */
  private static final int MOST = 60;

  private Ec2Rules() {}

  static void register(Operations operations) {
    operations
        .on(AuthorizeSecurityGroupIngressRequest.class, Ec2.dryRunnable(Ec2Rules::authorizeIngress))
        .on(AuthorizeSecurityGroupEgressRequest.class, Ec2.dryRunnable(Ec2Rules::authorizeEgress))
        .on(RevokeSecurityGroupIngressRequest.class, Ec2.dryRunnable(Ec2Rules::revokeIngress))
        .on(RevokeSecurityGroupEgressRequest.class, Ec2.dryRunnable(Ec2Rules::revokeEgress));
  }

  /** The rule that AWS gives to each new group. */
  static void allowAllOut(Scene scene, SecurityGroup group) {
    IpPermission all =
        IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();
    add(scene, group, true, Ec2RuleForm.rules(scene, group, true, all), Map.of());
  }

  static List<SecurityGroupRule> of(Scene scene, String groupId, boolean egress) {
    return scene.table(Ec2Tables.RULES).values().stream()
        .filter(rule -> rule.groupId().equals(groupId) && rule.isEgress() == egress)
        .toList();
  }

  static boolean isNamedByAnother(Scene scene, String groupId) {
    return scene.table(Ec2Tables.RULES).values().stream()
        .filter(rule -> !rule.groupId().equals(groupId))
        .anyMatch(rule -> names(rule, groupId));
  }

  static void removeAllOf(Scene scene, String groupId) {
    List<SecurityGroupRule> rules = new ArrayList<>(of(scene, groupId, true));
    rules.addAll(of(scene, groupId, false));
    remove(scene, rules);
  }

  private static boolean names(SecurityGroupRule rule, String groupId) {
    return rule.referencedGroupInfo() != null
        && groupId.equals(rule.referencedGroupInfo().groupId());
  }

  private static AuthorizeSecurityGroupIngressResponse authorizeIngress(
      Scene scene, AuthorizeSecurityGroupIngressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), request.groupName());
    List<IpPermission> permissions = new ArrayList<>(request.ipPermissions());
    if (request.cidrIp() != null) {
      permissions.add(
          single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    }
    return AuthorizeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .securityGroupRules(
            authorize(scene, group, false, permissions, request.tagSpecifications()))
        .build();
  }

  private static AuthorizeSecurityGroupEgressResponse authorizeEgress(
      Scene scene, AuthorizeSecurityGroupEgressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), null);
    List<IpPermission> permissions = new ArrayList<>(request.ipPermissions());
    if (request.cidrIp() != null) {
      permissions.add(
          single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    }
    return AuthorizeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .securityGroupRules(authorize(scene, group, true, permissions, request.tagSpecifications()))
        .build();
  }

  /** The old way to say one rule, with the members of a permission on the request itself. */
  private static IpPermission single(String protocol, Integer from, Integer to, String cidr) {
    return IpPermission.builder()
        .ipProtocol(protocol)
        .fromPort(from)
        .toPort(to)
        .ipRanges(IpRange.builder().cidrIp(cidr).build())
        .build();
  }

  private static List<SecurityGroupRule> authorize(
      Scene scene,
      SecurityGroup group,
      boolean egress,
      List<IpPermission> permissions,
      List<TagSpecification> tags) {
    List<SecurityGroupRule> rules = rules(scene, group, egress, permissions);
    return add(scene, group, egress, rules, Ec2.tags(tags, Ec2Kind.RULE));
  }

  /** The rules that permissions mean, in the form in which they are stored. */
  static List<SecurityGroupRule> rules(
      Scene scene, SecurityGroup group, boolean egress, List<IpPermission> permissions) {
    if (permissions.isEmpty()) {
      throw Ec2.error("MissingParameter", "The request must contain the parameter ipPermissions");
    }
    return permissions.stream()
        .flatMap(permission -> Ec2RuleForm.rules(scene, group, egress, permission).stream())
        .toList();
  }

  /** Adds rules with new ids, unless one of them is there already or is asked for twice. */
  static List<SecurityGroupRule> add(
      Scene scene,
      SecurityGroup group,
      boolean egress,
      List<SecurityGroupRule> rules,
      Map<String, String> tags) {
    List<SecurityGroupRule> before = of(scene, group.groupId(), egress);
    checkNew(rules, before);
    List<SecurityGroupRule> added = new ArrayList<>();
    for (SecurityGroupRule rule : rules) {
      String id = Ec2Kind.RULE.newId(scene);
      SecurityGroupRule stored =
          rule.toBuilder()
              .securityGroupRuleId(id)
              .securityGroupRuleArn(Ec2Kind.RULE.arn(scene, id))
              .build();
      scene.table(Ec2Tables.RULES).put(id, stored);
      Ec2.tag(scene, Ec2Kind.RULE, id, tags);
      added.add(shown(scene, stored));
    }
    checkNumber(scene, of(scene, group.groupId(), egress));
    return added;
  }

  /** No rule twice in a request, and none that is there. */
  static void checkNew(List<SecurityGroupRule> rules, Collection<SecurityGroupRule> before) {
    if (Ec2RuleForm.byKey(rules).size() < rules.size()) {
      throw Ec2.invalid("The same permission must not appear multiple times");
    }
    Map<String, SecurityGroupRule> there = Ec2RuleForm.byKey(List.copyOf(before));
    for (SecurityGroupRule rule : rules) {
      if (there.containsKey(Ec2RuleForm.key(rule))) {
        throw Ec2.error(
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: %s, %s, from port: %s, to port: %s, ALLOW\" already exists"
                .formatted(
                    Ec2RuleForm.peerOf(rule),
                    rule.ipProtocol().equals("-1") ? "ALL" : rule.ipProtocol(),
                    rule.fromPort(),
                    rule.toPort()));
      }
    }
  }

  static void checkNumber(Scene scene, List<SecurityGroupRule> rules) {
    int four = 0;
    int six = 0;
    for (SecurityGroupRule rule : rules) {
      String list = rule.prefixListId();
      int weight = list == null ? 1 : Ec2PrefixLists.weight(scene, list);
      four += rule.cidrIpv6() == null ? weight : 0;
      six += rule.cidrIpv4() == null ? weight : 0;
    }
    if (Math.max(four, six) > MOST) {
      throw Ec2.error(
          "RulesPerSecurityGroupLimitExceeded",
          "The maximum number of rules per security group has been reached.");
    }
  }

  private static RevokeSecurityGroupIngressResponse revokeIngress(
      Scene scene, RevokeSecurityGroupIngressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), request.groupName());
    List<IpPermission> permissions = new ArrayList<>(request.ipPermissions());
    if (request.cidrIp() != null) {
      permissions.add(
          single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    }
    return RevokeSecurityGroupIngressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(
            revoke(scene, group, false, permissions, request.securityGroupRuleIds()))
        .build();
  }

  private static RevokeSecurityGroupEgressResponse revokeEgress(
      Scene scene, RevokeSecurityGroupEgressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), null);
    List<IpPermission> permissions = new ArrayList<>(request.ipPermissions());
    if (request.cidrIp() != null) {
      permissions.add(
          single(request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp()));
    }
    return RevokeSecurityGroupEgressResponse.builder()
        .returnValue(true)
        .revokedSecurityGroupRules(
            revoke(scene, group, true, permissions, request.securityGroupRuleIds()))
        .build();
  }

  private static List<RevokedSecurityGroupRule> revoke(
      Scene scene,
      SecurityGroup group,
      boolean egress,
      List<IpPermission> permissions,
      List<String> ids) {
    List<SecurityGroupRule> chosen =
        ids.isEmpty()
            ? matching(scene, group, egress, permissions)
            : ids.stream().map(id -> byId(scene, group, egress, id)).toList();
    remove(scene, chosen);
    return chosen.stream().map(Ec2Rules::revoked).toList();
  }

  /** The stored rules that permissions mean; descriptions do not count. */
  static List<SecurityGroupRule> matching(
      Scene scene, SecurityGroup group, boolean egress, List<IpPermission> permissions) {
    Map<String, SecurityGroupRule> there =
        new HashMap<>(Ec2RuleForm.byKey(of(scene, group.groupId(), egress)));
    Map<String, SecurityGroupRule> chosen = new LinkedHashMap<>();
    for (SecurityGroupRule rule : rules(scene, group, egress, permissions)) {
      String key = Ec2RuleForm.key(rule);
      SecurityGroupRule stored = there.get(key);
      if (stored == null) {
        throw Ec2.error(
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.");
      }
      chosen.put(key, stored);
    }
    return List.copyOf(chosen.values());
  }

  static SecurityGroupRule byId(Scene scene, SecurityGroup group, boolean egress, String id) {
    return scene
        .find(Ec2Tables.RULES, id)
        .filter(rule -> rule.groupId().equals(group.groupId()) && rule.isEgress() == egress)
        .orElseThrow(() -> Ec2Kind.RULE.unknown(id));
  }

  private static void remove(Scene scene, List<SecurityGroupRule> rules) {
    for (SecurityGroupRule rule : rules) {
      scene.table(Ec2Tables.RULES).remove(rule.securityGroupRuleId());
      Tags.forget(scene, rule.securityGroupRuleArn());
    }
  }

  private static RevokedSecurityGroupRule revoked(SecurityGroupRule rule) {
    return Pojos.copy(rule, RevokedSecurityGroupRule.builder())
        .referencedGroupId(
            rule.referencedGroupInfo() == null ? null : rule.referencedGroupInfo().groupId())
        .build();
  }

  static SecurityGroupRule shown(Scene scene, SecurityGroupRule rule) {
    return rule.toBuilder().tags(Ec2.tags(scene, Ec2Kind.RULE, rule.securityGroupRuleId())).build();
  }
}
