package steadystate.kinds.identity;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.Role;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/** What hangs on one role: policies, and the instance profile of its name. */
record RolePolicies(Scope scope, String role) {

  /** Brings the named members to the wish: what is new first, then what goes. */
  void set(Entries live, Entries wish, Set<String> members) {
    if (members.contains(RoleShape.INLINE)) {
      inline(
          live.map(RoleShape.INLINE).orElse(Entries.EMPTY),
          wish.map(RoleShape.INLINE).orElse(Entries.EMPTY));
    }
    if (members.contains(RoleShape.MANAGED)) {
      managed(texts(live.list(RoleShape.MANAGED)), texts(wish.list(RoleShape.MANAGED)));
    }
  }

  private void inline(Entries live, Entries wish) {
    IamClient iam = scope.client(IamClient.class);
    wish.entries()
        .forEach((name, document) -> {
          boolean same =
              live.get(name)
                  .map(PolicyDocument::meaning)
                  .filter(PolicyDocument.meaning(document)::equals)
                  .isPresent();
          if (!same) {
            String text = PolicyDocument.json(document);
            RoleKind.judged(() ->
                iam.putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(text)));
          }
        });
    for (String name : live.entries().keySet()) {
      if (!wish.has(name)) {
        gone(() -> iam.deleteRolePolicy(r -> r.roleName(role).policyName(name)));
      }
    }
  }

  private void managed(Set<String> live, Set<String> wish) {
    IamClient iam = scope.client(IamClient.class);
    for (String arn : wish) {
      if (!live.contains(arn)) {
        RoleKind.judged(() -> iam.attachRolePolicy(r -> r.roleName(role).policyArn(arn)));
      }
    }
    for (String arn : live) {
      if (!wish.contains(arn)) {
        gone(() -> iam.detachRolePolicy(r -> r.roleName(role).policyArn(arn)));
      }
    }
  }

  private static Set<String> texts(List<Value> values) {
    return new TreeSet<>(values.stream().map(Value::toString).toList());
  }

  /** Makes the profile of the role's name, or finishes one that was begun, and puts the role in. */
  void profile(Wish wish) {
    IamClient iam = scope.client(IamClient.class);
    String path = wish.model().text("path").orElse("/");
    try {
      iam.createInstanceProfile(
          r -> r.instanceProfileName(role).path(path).tags(RoleReads.tags(wish.tags())));
    } catch (FailureException e) {
      if (!e.is("EntityAlreadyExists", "EntityAlreadyExistsException")) {
        throw e;
      }
      InstanceProfile there =
          iam.getInstanceProfile(r -> r.instanceProfileName(role)).instanceProfile();
      if (there.roles().stream().map(Role::roleName).anyMatch(role::equals)) {
        return;
      }
      Map<String, String> tags = RoleReads.tags(there.tags());
      if (!Owner.isOurs(tags, scope.environment(), wish.id(), scope.installation())) {
        throw new FailureException(
            new Failure.Rejected(
                "NameTaken",
                "instance profile " + role + " is not ours; delete it, or give the role a name"),
            e);
      }
    }
    RoleKind.judged(
        () -> iam.addRoleToInstanceProfile(r -> r.instanceProfileName(role).roleName(role)));
  }

  /**
   * Takes the role out of every profile.
   *
   * @param profiles names with commas between
   */
  void leaveProfiles(String profiles) {
    IamClient iam = scope.client(IamClient.class);
    for (String profile : profiles.isEmpty() ? List.<String>of() : List.of(profiles.split(","))) {
      gone(() ->
          iam.removeRoleFromInstanceProfile(r -> r.instanceProfileName(profile).roleName(role)));
    }
  }

  /**
   * Deletes the profile of the role's name, as the console does with a role. An empty one is what a
   * lost answer has left, and goes when it is ours.
   *
   * @param held whether the role was in it a moment ago
   */
  void deleteProfile(ResourceId id, boolean held) {
    IamClient iam = scope.client(IamClient.class);
    gone(() -> {
      if (held || isOursAndEmpty(id)) {
        iam.deleteInstanceProfile(r -> r.instanceProfileName(role));
      }
    });
  }

  private boolean isOursAndEmpty(ResourceId id) {
    InstanceProfile there =
        scope
            .client(IamClient.class)
            .getInstanceProfile(r -> r.instanceProfileName(role))
            .instanceProfile();
    return there.roles().isEmpty()
        && Owner.isOurs(
            RoleReads.tags(there.tags()), scope.environment(), id, scope.installation());
  }

  /** What is gone already is a success. */
  static void gone(Runnable call) {
    Deletion.of(call, "NoSuchEntity", "NoSuchEntityException");
  }
}
