package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Vpc;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** Security groups; their rules are in {@link Ec2Rules}. */
public final class Ec2SecurityGroups {
  private static final String CHARACTERS = "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*";

  private static final Ec2List<SecurityGroup> LIST =
      new Ec2List<>(Ec2Kind.SECURITY_GROUP, SecurityGroup::groupId)
          .by("group-id", SecurityGroup::groupId)
          .by("group-name", SecurityGroup::groupName)
          .by("vpc-id", SecurityGroup::vpcId)
          .by("description", SecurityGroup::description)
          .by("owner-id", SecurityGroup::ownerId)
          .byAny("ip-permission.group-id", group -> peers(group.ipPermissions()))
          .byAny("egress.ip-permission.group-id", group -> peers(group.ipPermissionsEgress()));

  private Ec2SecurityGroups() {}

  static void register(Operations operations) {
    operations
        .on(CreateSecurityGroupRequest.class, Ec2.dryRunnable(Ec2SecurityGroups::create))
        .on(DescribeSecurityGroupsRequest.class, Ec2SecurityGroups::describe)
        .on(DeleteSecurityGroupRequest.class, Ec2.dryRunnable(Ec2SecurityGroups::delete));
  }

  static SecurityGroup get(Scene scene, String id) {
    return Ec2.get(scene, Tables.SECURITY_GROUPS, Ec2Kind.SECURITY_GROUP, id);
  }

  /** The group of that name in a VPC; AWS does not tell capitals from small letters here. */
  public static SecurityGroup named(Scene scene, String vpcId, String name) {
    return find(scene, vpcId, name)
        .orElseThrow(() ->
            Ec2.error(
                "InvalidGroup.NotFound",
                "The security group '" + name + "' does not exist in VPC '" + vpcId + "'"));
  }

  /** The group that a request names by id, or by name in the default VPC. */
  static SecurityGroup asked(Scene scene, @Nullable String id, @Nullable String name) {
    if (id != null) {
      return get(scene, id);
    }
    if (name == null) {
      throw Ec2.error("MissingParameter", "Missing parameter: groupId or groupName.");
    }
    return named(scene, Ec2Vpcs.defaultVpc(scene).vpcId(), name);
  }

  private static CreateSecurityGroupResponse create(
      Scene scene, CreateSecurityGroupRequest request) {
    String name = Ec2.required(request.groupName(), "GroupName").stripTrailing();
    check(name, request.description());
    Vpc vpc =
        request.vpcId() == null
            ? Ec2Vpcs.defaultVpc(scene)
            : Ec2.get(scene, Ec2Tables.VPCS, Ec2Kind.VPC, request.vpcId());
    if (find(scene, vpc.vpcId(), name).isPresent()) {
      throw Ec2.error(
          "InvalidGroup.Duplicate",
          "The security group '" + name + "' already exists for VPC '" + vpc.vpcId() + "'");
    }
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.SECURITY_GROUP);
    String id = Ec2Kind.SECURITY_GROUP.newId(scene);
    SecurityGroup group = make(scene, id, name, request.description(), vpc.vpcId());
    Ec2.tag(scene, Ec2Kind.SECURITY_GROUP, id, tags);
    return CreateSecurityGroupResponse.builder()
        .groupId(id)
        .securityGroupArn(group.securityGroupArn())
        .tags(Ec2.tags(scene, Ec2Kind.SECURITY_GROUP, id))
        .build();
  }

  /** A new group, which lets everything out from its first moment. */
  public static SecurityGroup make(
      Scene scene, String id, String name, String description, String vpcId) {
    SecurityGroup group =
        SecurityGroup.builder()
            .groupId(id)
            .groupName(name)
            .description(description)
            .vpcId(vpcId)
            .ownerId(scene.account().id())
            .securityGroupArn(Ec2Kind.SECURITY_GROUP.arn(scene, id))
            .build();
    scene.table(Tables.SECURITY_GROUPS).put(id, group);
    Ec2Rules.allowAllOut(scene, group);
    return group;
  }

  /** The group that every VPC has: its members reach each other, and everything outside. */
  static void makeDefault(Scene scene, String id, String vpcId) {
    SecurityGroup group = make(scene, id, "default", "default VPC security group", vpcId);
    IpPermission itself =
        IpPermission.builder().ipProtocol("-1").userIdGroupPairs(pair -> pair.groupId(id)).build();
    List<SecurityGroupRule> rules = Ec2RuleForm.rules(scene, group, false, itself);
    Ec2Rules.add(scene, group, false, rules, Map.of());
  }

  private static void check(String name, @Nullable String description) {
    if (name.regionMatches(true, 0, "sg-", 0, 3)) {
      throw Ec2.invalid(
          "Invalid value '" + name + "' for groupName. Group names may not be in the format sg-*.");
    }
    if (name.equals("default")) {
      throw Ec2.invalid("Cannot use reserved security group name: default");
    }
    if (name.length() > 255 || !name.matches(CHARACTERS)) {
      throw Ec2.invalid(
          "Value ("
              + name
              + ") for parameter GroupName is invalid. Character sets beyond ASCII are"
              + " not supported.");
    }
    String text = Ec2.required(description, "GroupDescription");
    if (text.length() > 255 || !text.matches(CHARACTERS)) {
      throw Ec2.invalid(
          "Value ("
              + text
              + ") for parameter GroupDescription is invalid. Character sets beyond"
              + " ASCII are not supported.");
    }
  }

  private static DescribeSecurityGroupsResponse describe(
      Scene scene, DescribeSecurityGroupsRequest request) {
    Map<String, List<SecurityGroupRule>> rules = new HashMap<>();
    for (SecurityGroupRule rule : scene.table(Ec2Tables.RULES).values()) {
      rules.computeIfAbsent(rule.groupId(), id -> new ArrayList<>()).add(rule);
    }
    List<SecurityGroup> all =
        scene.table(Tables.SECURITY_GROUPS).values().stream()
            .filter(group -> isAsked(group, request.groupNames()))
            .map(group -> shown(scene, group, rules.getOrDefault(group.groupId(), List.of())))
            .toList();
    for (String name : request.groupNames()) {
      named(scene, Ec2Vpcs.defaultVpc(scene).vpcId(), name);
    }
    Page<SecurityGroup> page = LIST.page(scene, request, all, request.groupIds());
    return DescribeSecurityGroupsResponse.builder()
        .securityGroups(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static boolean isAsked(SecurityGroup group, List<String> names) {
    return names.isEmpty() || names.stream().anyMatch(group.groupName()::equalsIgnoreCase);
  }

  private static SecurityGroup shown(
      Scene scene, SecurityGroup group, List<SecurityGroupRule> rules) {
    return group.toBuilder()
        .ipPermissions(
            Ec2RuleForm.permissions(rules.stream().filter(rule -> !rule.isEgress()).toList()))
        .ipPermissionsEgress(
            Ec2RuleForm.permissions(rules.stream().filter(SecurityGroupRule::isEgress).toList()))
        .tags(Ec2.tags(scene, Ec2Kind.SECURITY_GROUP, group.groupId()))
        .build();
  }

  /** A group that a network interface is in, or that another group's rule names, stays. */
  private static DeleteSecurityGroupResponse delete(
      Scene scene, DeleteSecurityGroupRequest request) {
    SecurityGroup group = asked(scene, request.groupId(), request.groupName());
    String id = group.groupId();
    if (group.groupName().equals("default")) {
      throw Ec2.error(
          "CannotDelete",
          "the specified group: \"" + id + "\" name: \"default\" cannot be deleted" + " by a user");
    }
    boolean worn =
        scene.table(Tables.NETWORK_INTERFACES).values().stream()
            .flatMap(eni -> eni.groups().stream())
            .anyMatch(wearing -> id.equals(wearing.groupId()));
    if (worn || Ec2Rules.isNamedByAnother(scene, id)) {
      throw Ec2.dependency("resource " + id + " has a dependent object");
    }
    remove(scene, id);
    return DeleteSecurityGroupResponse.builder().returnValue(true).groupId(id).build();
  }

  /** Takes a group away with its rules, whoever uses it. */
  static void remove(Scene scene, String id) {
    scene.table(Tables.SECURITY_GROUPS).remove(id);
    Ec2Rules.removeAllOf(scene, id);
    Tags.forget(scene, Ec2Kind.SECURITY_GROUP.arn(scene, id));
  }

  private static Optional<SecurityGroup> find(Scene scene, String vpcId, String name) {
    return scene.table(Tables.SECURITY_GROUPS).values().stream()
        .filter(group -> group.vpcId().equals(vpcId))
        .filter(group -> group.groupName().equalsIgnoreCase(name))
        .findFirst();
  }

  private static Stream<String> peers(List<IpPermission> permissions) {
    return permissions.stream()
        .flatMap(permission -> permission.userIdGroupPairs().stream())
        .map(pair -> pair.groupId());
  }
}
