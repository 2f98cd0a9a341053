package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;

/** Looking at single rules of security groups and changing them in place. */
final class Ec2RuleChanges {
  private static final Ec2List<SecurityGroupRule> LIST =
      new Ec2List<>(Ec2Kind.RULE, SecurityGroupRule::securityGroupRuleId)
          .by("group-id", SecurityGroupRule::groupId)
          .by("security-group-rule-id", SecurityGroupRule::securityGroupRuleId);

  private Ec2RuleChanges() {}

  static void register(Operations operations) {
    operations
        .on(DescribeSecurityGroupRulesRequest.class, Ec2RuleChanges::describe)
        .on(ModifySecurityGroupRulesRequest.class, Ec2.dryRunnable(Ec2RuleChanges::modify))
        .on(
            UpdateSecurityGroupRuleDescriptionsIngressRequest.class,
            Ec2.dryRunnable(Ec2RuleChanges::describeIngress))
        .on(
            UpdateSecurityGroupRuleDescriptionsEgressRequest.class,
            Ec2.dryRunnable(Ec2RuleChanges::describeEgress));
  }

  private static DescribeSecurityGroupRulesResponse describe(
      Scene scene, DescribeSecurityGroupRulesRequest request) {
    List<SecurityGroupRule> all =
        scene.table(Ec2Tables.RULES).values().stream()
            .map(rule -> Ec2Rules.shown(scene, rule))
            .toList();
    Page<SecurityGroupRule> page = LIST.page(scene, request, all, request.securityGroupRuleIds());
    return DescribeSecurityGroupRulesResponse.builder()
        .securityGroupRules(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static ModifySecurityGroupRulesResponse modify(
      Scene scene, ModifySecurityGroupRulesRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), null);
    for (SecurityGroupRuleUpdate update : request.securityGroupRules()) {
      String id = update.securityGroupRuleId();
      SecurityGroupRule old = scene.table(Ec2Tables.RULES).get(id);
      if (old == null || !old.groupId().equals(group.groupId())) {
        throw Ec2Kind.RULE.unknown(id);
      }
      boolean egress = old.isEgress();
      IpPermission wanted = permission(update.securityGroupRule());
      List<SecurityGroupRule> parsed = Ec2RuleForm.rules(scene, group, egress, wanted);
      List<SecurityGroupRule> others = new ArrayList<>(Ec2Rules.of(scene, group.groupId(), egress));
      others.remove(old);
      Ec2Rules.checkNew(parsed, others);
      SecurityGroupRule changed =
          parsed.getFirst().toBuilder()
              .securityGroupRuleId(id)
              .securityGroupRuleArn(old.securityGroupRuleArn())
              .build();
      scene.table(Ec2Tables.RULES).put(id, changed);
      others.add(changed);
      Ec2Rules.checkNumber(scene, others);
    }
    return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
  }

  private static IpPermission permission(SecurityGroupRuleRequest rule) {
    String text = rule.description();
    IpPermission.Builder permission =
        IpPermission.builder()
            .ipProtocol(rule.ipProtocol())
            .fromPort(rule.fromPort())
            .toPort(rule.toPort());
    if (rule.cidrIpv4() != null) {
      permission.ipRanges(IpRange.builder().cidrIp(rule.cidrIpv4()).description(text).build());
    }
    if (rule.cidrIpv6() != null) {
      permission.ipv6Ranges(
          Ipv6Range.builder().cidrIpv6(rule.cidrIpv6()).description(text).build());
    }
    if (rule.prefixListId() != null) {
      permission.prefixListIds(
          PrefixListId.builder().prefixListId(rule.prefixListId()).description(text).build());
    }
    if (rule.referencedGroupId() != null) {
      permission.userIdGroupPairs(
          UserIdGroupPair.builder().groupId(rule.referencedGroupId()).description(text).build());
    }
    return permission.build();
  }

  private static UpdateSecurityGroupRuleDescriptionsIngressResponse describeIngress(
      Scene scene, UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), request.groupName());
    redescribe(
        scene, group, false, request.ipPermissions(), request.securityGroupRuleDescriptions());
    return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder().returnValue(true).build();
  }

  private static UpdateSecurityGroupRuleDescriptionsEgressResponse describeEgress(
      Scene scene, UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
    SecurityGroup group = Ec2SecurityGroups.asked(scene, request.groupId(), request.groupName());
    redescribe(
        scene, group, true, request.ipPermissions(), request.securityGroupRuleDescriptions());
    return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder().returnValue(true).build();
  }

  private static void redescribe(
      Scene scene,
      SecurityGroup group,
      boolean egress,
      List<IpPermission> permissions,
      List<SecurityGroupRuleDescription> byId) {
    for (SecurityGroupRuleDescription one : byId) {
      SecurityGroupRule rule = Ec2Rules.byId(scene, group, egress, one.securityGroupRuleId());
      store(scene, rule, Ec2RuleForm.checkedDescription(one.description()));
    }
    if (permissions.isEmpty() && !byId.isEmpty()) {
      return;
    }
    Map<String, SecurityGroupRule> said =
        Ec2RuleForm.byKey(Ec2Rules.rules(scene, group, egress, permissions));
    for (SecurityGroupRule rule : Ec2Rules.matching(scene, group, egress, permissions)) {
      SecurityGroupRule wanted = said.getOrDefault(Ec2RuleForm.key(rule), rule);
      store(scene, rule, wanted.description());
    }
  }

  private static void store(Scene scene, SecurityGroupRule rule, @Nullable String description) {
    scene
        .table(Ec2Tables.RULES)
        .put(rule.securityGroupRuleId(), rule.toBuilder().description(description).build());
  }
}
