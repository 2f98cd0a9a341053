package steadystate.sandbox.iam;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.AddRoleToInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.CreateInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.DeleteConflictException;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.DeleteInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.GetInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.InstanceProfile;
import software.amazon.awssdk.services.iam.model.LimitExceededException;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileRequest;
import software.amazon.awssdk.services.iam.model.RemoveRoleFromInstanceProfileResponse;
import software.amazon.awssdk.services.iam.model.Role;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Instance profiles, each with room for one role. */
final class IamProfiles {
  private IamProfiles() {}

  static void register(Operations operations) {
    operations
        .on(CreateInstanceProfileRequest.class, IamProfiles::create)
        .on(GetInstanceProfileRequest.class, IamProfiles::get)
        .on(AddRoleToInstanceProfileRequest.class, IamProfiles::add)
        .on(RemoveRoleFromInstanceProfileRequest.class, IamProfiles::remove)
        .on(DeleteInstanceProfileRequest.class, IamProfiles::delete);
  }

  private static CreateInstanceProfileResponse create(
      Scene scene, CreateInstanceProfileRequest request) {
    String name = request.instanceProfileName();
    if (scene.find(Iam.PROFILES, name).isPresent()) {
      throw Iam.exists("Instance Profile " + name + " already exists.");
    }
    String path = Optional.ofNullable(request.path()).orElse("/");
    InstanceProfile made =
        InstanceProfile.builder()
            .path(path)
            .instanceProfileName(name)
            .instanceProfileId("AIPA" + scene.hex(17).toUpperCase(Locale.ROOT))
            .arn(Iam.arn(scene, "instance-profile", path, name))
            .createDate(scene.now())
            .roles(List.of())
            .build();
    scene.table(Iam.PROFILES).put(name, made);
    Tags.put(scene, made.arn(), Iam.map(request.tags()));
    return CreateInstanceProfileResponse.builder().instanceProfile(shown(scene, made)).build();
  }

  private static InstanceProfile shown(Scene scene, InstanceProfile profile) {
    return profile.toBuilder().tags(Iam.tags(scene, profile.arn())).build();
  }

  private static GetInstanceProfileResponse get(Scene scene, GetInstanceProfileRequest request) {
    InstanceProfile profile = Iam.profile(scene, request.instanceProfileName());
    return GetInstanceProfileResponse.builder().instanceProfile(shown(scene, profile)).build();
  }

  private static AddRoleToInstanceProfileResponse add(
      Scene scene, AddRoleToInstanceProfileRequest request) {
    InstanceProfile profile = Iam.profile(scene, request.instanceProfileName());
    IamRole role = Iam.role(scene, request.roleName());
    if (!profile.roles().isEmpty()) {
      throw Errors.of(
          LimitExceededException.builder(),
          "LimitExceeded",
          409,
          "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1");
    }
    put(scene, profile, List.of(role.role()));
    return AddRoleToInstanceProfileResponse.builder().build();
  }

  private static void put(Scene scene, InstanceProfile profile, List<Role> roles) {
    scene
        .table(Iam.PROFILES)
        .put(profile.instanceProfileName(), profile.toBuilder().roles(roles).build());
  }

  private static RemoveRoleFromInstanceProfileResponse remove(
      Scene scene, RemoveRoleFromInstanceProfileRequest request) {
    InstanceProfile profile = Iam.profile(scene, request.instanceProfileName());
    if (profile.roles().stream().noneMatch(r -> r.roleName().equals(request.roleName()))) {
      throw Iam.missing(
          "Role " + request.roleName() + " is not in " + request.instanceProfileName());
    }
    put(scene, profile, List.of());
    return RemoveRoleFromInstanceProfileResponse.builder().build();
  }

  private static DeleteInstanceProfileResponse delete(
      Scene scene, DeleteInstanceProfileRequest request) {
    InstanceProfile profile = Iam.profile(scene, request.instanceProfileName());
    if (!profile.roles().isEmpty()) {
      throw Errors.of(
          DeleteConflictException.builder(),
          "DeleteConflict",
          409,
          "Cannot delete entity, must remove roles from instance profile first.");
    }
    scene.table(Iam.PROFILES).remove(request.instanceProfileName());
    Tags.forget(scene, profile.arn());
    return DeleteInstanceProfileResponse.builder().build();
  }
}
