package steadystate.kinds.identity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.Tag;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** How roles are read: all at once. */
record RoleReads(Scope scope) {
  /** The instance profiles that hold a role, with commas between. */
  static final String PROFILES = "instanceProfiles";

  /** Every role of the account with its policies and tags, asked once in a pass. */
  List<RoleDetail> all() {
    return scope.once(
        "iam:GetAccountAuthorizationDetails Role",
        () ->
            scope
                .client(IamClient.class)
                .getAccountAuthorizationDetailsPaginator(
                    r -> r.filter(EntityType.ROLE).maxItems(1_000))
                .stream()
                .flatMap(page -> page.roleDetailList().stream())
                .toList());
  }

  /** The details leave out what {@link #described} has. */
  static boolean asksMore(Declared declared) {
    return declared.model().has(RoleShape.DESCRIPTION) || declared.model().has(RoleShape.DURATION);
  }

  /** Description and session of every role, by name. */
  Map<String, Role> described() {
    return scope.once(
        "iam:ListRoles",
        () -> {
          Map<String, Role> byName = new LinkedHashMap<>();
          scope
              .client(IamClient.class)
              .listRolesPaginator(r -> r.maxItems(1_000))
              .roles()
              .forEach(role -> byName.put(role.roleName(), role));
          return byName;
        });
  }

  Live live(ResourceId id, RoleDetail role, Optional<Role> described, Map<String, String> tags) {
    Entries model = Canonical.form(RoleShape.MODEL, model(role, described));
    String profiles =
        String.join(
            ",",
            role.instanceProfileList().stream().map(InstanceProfile::instanceProfileName).toList());
    Attributes attributes = attributes(role.arn(), role.roleName(), role.roleId(), model);
    return new Live(
        id,
        role.arn(),
        model,
        tags,
        attributes.with(PROFILES, profiles),
        Health.READY,
        Optional.ofNullable(role.createDate()),
        Map.of());
  }

  private static Entries model(RoleDetail role, Optional<Role> described) {
    Map<String, Value> inline = new LinkedHashMap<>();
    role.rolePolicyList()
        .forEach(policy ->
            inline.put(policy.policyName(), PolicyDocument.parse(policy.policyDocument())));
    boolean inProfile =
        role.instanceProfileList().stream()
            .anyMatch(profile -> role.roleName().equals(profile.instanceProfileName()));
    String boundary =
        Optional.ofNullable(role.permissionsBoundary())
            .flatMap(held -> Optional.ofNullable(held.permissionsBoundaryArn()))
            .orElse("");
    Map<String, Value> model = new LinkedHashMap<>();
    model.put(RoleShape.NAME, Value.text(role.roleName()));
    model.put("path", Value.text(Optional.ofNullable(role.path()).orElse("/")));
    model.put(RoleShape.TRUST, PolicyDocument.parse(role.assumeRolePolicyDocument()));
    model.put(RoleShape.INLINE, Value.entries(inline));
    model.put(
        RoleShape.MANAGED,
        Value.texts(
            role.attachedManagedPolicies().stream().map(AttachedPolicy::policyArn).toList()));
    model.put(RoleShape.BOUNDARY, Value.text(boundary));
    model.put(RoleShape.PROFILE, Value.flag(inProfile));
    described.ifPresent(more -> {
      model.put(
          RoleShape.DESCRIPTION, Value.text(Optional.ofNullable(more.description()).orElse("")));
      Optional.ofNullable(more.maxSessionDuration())
          .ifPresent(seconds -> model.put(RoleShape.DURATION, Value.number(seconds)));
    });
    return Value.entries(model);
  }

  /** A profile's ARN is its role's in another word. */
  static Attributes attributes(String arn, String name, String id, Entries model) {
    Attributes all = Attributes.of("arn", arn).with("name", name).with("id", id);
    return model.flag(RoleShape.PROFILE).orElse(false)
        ? all.with("instanceProfileName", name)
            .with("instanceProfileArn", arn.replaceFirst(":role/.*", ":instance-profile/" + name))
        : all;
  }

  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = new LinkedHashMap<>();
    tags.forEach(tag -> map.put(tag.key(), tag.value()));
    return map;
  }

  static List<Tag> tags(Map<String, String> tags) {
    List<Tag> list = new ArrayList<>();
    tags.forEach((key, value) -> list.add(Tag.builder().key(key).value(value).build()));
    return list;
  }
}
