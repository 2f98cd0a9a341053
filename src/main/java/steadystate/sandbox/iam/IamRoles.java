package steadystate.sandbox.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleResponse;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.DeleteRoleRequest;
import software.amazon.awssdk.services.iam.model.DeleteRoleResponse;
import software.amazon.awssdk.services.iam.model.EntityType;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsRequest;
import software.amazon.awssdk.services.iam.model.GetAccountAuthorizationDetailsResponse;
import software.amazon.awssdk.services.iam.model.GetRoleRequest;
import software.amazon.awssdk.services.iam.model.GetRoleResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.ListRolesRequest;
import software.amazon.awssdk.services.iam.model.ListRolesResponse;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.PolicyDetail;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryRequest;
import software.amazon.awssdk.services.iam.model.PutRolePermissionsBoundaryResponse;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleDetail;
import software.amazon.awssdk.services.iam.model.TagRoleRequest;
import software.amazon.awssdk.services.iam.model.TagRoleResponse;
import software.amazon.awssdk.services.iam.model.UntagRoleRequest;
import software.amazon.awssdk.services.iam.model.UntagRoleResponse;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.UpdateAssumeRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;
import software.amazon.awssdk.services.iam.model.UpdateRoleResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Roles themselves. */
final class IamRoles {
  private static final int HOUR = 3_600;

  private IamRoles() {}

  static void register(Operations operations) {
    operations
        .on(CreateRoleRequest.class, IamRoles::create)
        .on(GetRoleRequest.class, IamRoles::get)
        .on(ListRolesRequest.class, IamRoles::list)
        .on(GetAccountAuthorizationDetailsRequest.class, IamRoles::details)
        .on(UpdateRoleRequest.class, IamRoles::update)
        .on(UpdateAssumeRolePolicyRequest.class, IamRoles::trust)
        .on(PutRolePermissionsBoundaryRequest.class, IamRoles::bound)
        .on(DeleteRolePermissionsBoundaryRequest.class, IamRoles::unbound)
        .on(TagRoleRequest.class, IamRoles::tag)
        .on(UntagRoleRequest.class, IamRoles::untag)
        .on(DeleteRoleRequest.class, IamRoles::delete);
  }

  private static CreateRoleResponse create(Scene scene, CreateRoleRequest request) {
    String name = request.roleName();
    if (name == null || !name.matches("[\\w+=,.@-]{1,64}")) {
      throw Iam.invalid("The specified value for roleName is invalid.");
    }
    if (scene.find(Iam.ROLES, name).isPresent()) {
      throw Iam.exists("Role with name " + name + " already exists.");
    }
    Iam.check(request.assumeRolePolicyDocument(), "Principal", "Resource");
    String path = Optional.ofNullable(request.path()).orElse("/");
    Role.Builder role =
        Role.builder()
            .path(path)
            .roleName(name)
            .roleId("AROA" + scene.hex(17).toUpperCase(java.util.Locale.ROOT))
            .arn(Iam.arn(scene, "role", path, name))
            .createDate(scene.now())
            .description(request.description())
            .maxSessionDuration(Optional.ofNullable(request.maxSessionDuration()).orElse(HOUR))
            .assumeRolePolicyDocument(request.assumeRolePolicyDocument());
    Optional.ofNullable(request.permissionsBoundary())
        .ifPresent(arn -> role.permissionsBoundary(boundary(arn)));
    IamRole made = new IamRole(role.build(), Map.of(), Set.of());
    Iam.put(scene, made);
    Tags.put(scene, made.role().arn(), Iam.map(request.tags()));
    return CreateRoleResponse.builder().role(shown(scene, made)).build();
  }

  private static AttachedPermissionsBoundary boundary(String arn) {
    return AttachedPermissionsBoundary.builder()
        .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
        .permissionsBoundaryArn(arn)
        .build();
  }

  private static Role shown(Scene scene, IamRole role) {
    Role bare = role.role();
    return bare.toBuilder()
        .assumeRolePolicyDocument(Iam.encoded(bare.assumeRolePolicyDocument()))
        .tags(Iam.tags(scene, bare.arn()))
        .build();
  }

  private static GetRoleResponse get(Scene scene, GetRoleRequest request) {
    return GetRoleResponse.builder()
        .role(shown(scene, Iam.role(scene, request.roleName())))
        .build();
  }

  /** Leaves out tags and the boundary, as AWS does. */
  private static ListRolesResponse list(Scene scene, ListRolesRequest request) {
    String prefix = Optional.ofNullable(request.pathPrefix()).orElse("/");
    List<Role> roles =
        scene.table(Iam.ROLES).values().stream()
            .filter(role -> role.role().path().startsWith(prefix))
            .map(role ->
                shown(scene, role).toBuilder()
                    .tags((List<software.amazon.awssdk.services.iam.model.Tag>) null)
                    .permissionsBoundary((AttachedPermissionsBoundary) null)
                    .build())
            .toList();
    Page<Role> page = page(roles, request.marker(), request.maxItems());
    return ListRolesResponse.builder()
        .roles(page.items())
        .marker(page.nextToken())
        .isTruncated(page.nextToken() != null)
        .build();
  }

  private static <V> Page<V> page(
      List<V> all,
      @org.jspecify.annotations.Nullable String marker,
      @org.jspecify.annotations.Nullable Integer size) {
    return Page.of(
        all, marker, Optional.ofNullable(size).orElse(100), () -> Iam.invalid("Invalid Marker."));
  }

  /** Everything of a role but its description and its longest session. */
  private static GetAccountAuthorizationDetailsResponse details(
      Scene scene, GetAccountAuthorizationDetailsRequest request) {
    boolean asked = request.filter().isEmpty() || request.filter().contains(EntityType.ROLE);
    List<RoleDetail> all =
        asked
            ? scene.table(Iam.ROLES).values().stream().map(role -> detail(scene, role)).toList()
            : List.of();
    Page<RoleDetail> page = page(all, request.marker(), request.maxItems());
    return GetAccountAuthorizationDetailsResponse.builder()
        .roleDetailList(page.items())
        .marker(page.nextToken())
        .isTruncated(page.nextToken() != null)
        .build();
  }

  private static RoleDetail detail(Scene scene, IamRole role) {
    Role bare = role.role();
    List<InstanceProfile> profiles =
        scene.table(Iam.PROFILES).values().stream()
            .filter(profile ->
                profile.roles().stream().anyMatch(r -> r.roleName().equals(bare.roleName())))
            .toList();
    return RoleDetail.builder()
        .path(bare.path())
        .roleName(bare.roleName())
        .roleId(bare.roleId())
        .arn(bare.arn())
        .createDate(bare.createDate())
        .assumeRolePolicyDocument(Iam.encoded(bare.assumeRolePolicyDocument()))
        .instanceProfileList(profiles)
        .rolePolicyList(
            role.inline().entrySet().stream()
                .map(policy ->
                    PolicyDetail.builder()
                        .policyName(policy.getKey())
                        .policyDocument(Iam.encoded(policy.getValue()))
                        .build())
                .toList())
        .attachedManagedPolicies(role.attached().stream().map(IamPolicies::attached).toList())
        .permissionsBoundary(bare.permissionsBoundary())
        .tags(Iam.tags(scene, bare.arn()))
        .build();
  }

  private static UpdateRoleResponse update(Scene scene, UpdateRoleRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    Role.Builder changed = role.role().toBuilder();
    Optional.ofNullable(request.description()).ifPresent(changed::description);
    Optional.ofNullable(request.maxSessionDuration()).ifPresent(changed::maxSessionDuration);
    Iam.put(scene, role.role(changed.build()));
    return UpdateRoleResponse.builder().build();
  }

  private static UpdateAssumeRolePolicyResponse trust(
      Scene scene, UpdateAssumeRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    Iam.check(request.policyDocument(), "Principal", "Resource");
    Iam.put(
        scene,
        role.role(
            role.role().toBuilder().assumeRolePolicyDocument(request.policyDocument()).build()));
    return UpdateAssumeRolePolicyResponse.builder().build();
  }

  private static PutRolePermissionsBoundaryResponse bound(
      Scene scene, PutRolePermissionsBoundaryRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    Iam.put(
        scene,
        role.role(
            role.role().toBuilder()
                .permissionsBoundary(boundary(request.permissionsBoundary()))
                .build()));
    return PutRolePermissionsBoundaryResponse.builder().build();
  }

  private static DeleteRolePermissionsBoundaryResponse unbound(
      Scene scene, DeleteRolePermissionsBoundaryRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    Iam.put(
        scene,
        role.role(
            role.role().toBuilder()
                .permissionsBoundary((AttachedPermissionsBoundary) null)
                .build()));
    return DeleteRolePermissionsBoundaryResponse.builder().build();
  }

  private static TagRoleResponse tag(Scene scene, TagRoleRequest request) {
    Tags.put(scene, Iam.role(scene, request.roleName()).role().arn(), Iam.map(request.tags()));
    return TagRoleResponse.builder().build();
  }

  private static UntagRoleResponse untag(Scene scene, UntagRoleRequest request) {
    Tags.remove(scene, Iam.role(scene, request.roleName()).role().arn(), request.tagKeys());
    return UntagRoleResponse.builder().build();
  }

  private static DeleteRoleResponse delete(Scene scene, DeleteRoleRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    boolean inProfile =
        scene.table(Iam.PROFILES).values().stream()
            .flatMap(profile -> profile.roles().stream())
            .anyMatch(held -> held.roleName().equals(request.roleName()));
    if (inProfile) {
      throw conflict("Cannot delete entity, must remove roles from instance profile first.");
    }
    if (!role.attached().isEmpty()) {
      throw conflict("Cannot delete entity, must detach all policies first.");
    }
    if (!role.isBare()) {
      throw conflict("Cannot delete entity, must delete policies first.");
    }
    scene.table(Iam.ROLES).remove(request.roleName());
    Tags.forget(scene, role.role().arn());
    return DeleteRoleResponse.builder().build();
  }

  private static RuntimeException conflict(String message) {
    return Errors.of(DeleteConflictException.builder(), "DeleteConflict", 409, message);
  }
}
