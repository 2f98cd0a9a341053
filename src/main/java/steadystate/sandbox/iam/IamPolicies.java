package steadystate.sandbox.iam;

import java.util.Optional;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.AttachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.AttachedPolicy;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DeleteRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.DetachRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.GetRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.GetRolePolicyResponse;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListAttachedRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesRequest;
import software.amazon.awssdk.services.iam.model.ListRolePoliciesResponse;
import software.amazon.awssdk.services.iam.model.PutRolePolicyRequest;
import software.amazon.awssdk.services.iam.model.PutRolePolicyResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;

/** The policies of roles. AWS's own managed policies all exist. */
final class IamPolicies {
  private IamPolicies() {}

  static void register(Operations operations) {
    operations
        .on(PutRolePolicyRequest.class, IamPolicies::put)
        .on(GetRolePolicyRequest.class, IamPolicies::get)
        .on(ListRolePoliciesRequest.class, IamPolicies::list)
        .on(DeleteRolePolicyRequest.class, IamPolicies::delete)
        .on(AttachRolePolicyRequest.class, IamPolicies::attach)
        .on(ListAttachedRolePoliciesRequest.class, IamPolicies::listAttached)
        .on(DetachRolePolicyRequest.class, IamPolicies::detach);
  }

  private static PutRolePolicyResponse put(Scene scene, PutRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    Iam.check(request.policyDocument(), "Resource", "Principal");
    Iam.put(scene, role.with(request.policyName(), request.policyDocument()));
    return PutRolePolicyResponse.builder().build();
  }

  private static GetRolePolicyResponse get(Scene scene, GetRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    String document =
        Optional.ofNullable(role.inline().get(request.policyName()))
            .orElseThrow(() -> noPolicy(request.policyName()));
    return GetRolePolicyResponse.builder()
        .roleName(request.roleName())
        .policyName(request.policyName())
        .policyDocument(Iam.encoded(document))
        .build();
  }

  private static ListRolePoliciesResponse list(Scene scene, ListRolePoliciesRequest request) {
    return ListRolePoliciesResponse.builder()
        .policyNames(Iam.role(scene, request.roleName()).inline().keySet())
        .isTruncated(false)
        .build();
  }

  private static DeleteRolePolicyResponse delete(Scene scene, DeleteRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    if (!role.inline().containsKey(request.policyName())) {
      throw noPolicy(request.policyName());
    }
    Iam.put(scene, role.without(request.policyName()));
    return DeleteRolePolicyResponse.builder().build();
  }

  private static AttachRolePolicyResponse attach(Scene scene, AttachRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    if (!request.policyArn().matches("arn:aws[a-z-]*:iam::(aws|\\d{12}):policy/.+")) {
      throw Iam.missing("Policy " + request.policyArn() + " does not exist or is not attachable.");
    }
    Iam.put(scene, role.attached(request.policyArn(), true));
    return AttachRolePolicyResponse.builder().build();
  }

  static AttachedPolicy attached(String arn) {
    return AttachedPolicy.builder()
        .policyArn(arn)
        .policyName(arn.substring(arn.lastIndexOf('/') + 1))
        .build();
  }

  private static ListAttachedRolePoliciesResponse listAttached(
      Scene scene, ListAttachedRolePoliciesRequest request) {
    return ListAttachedRolePoliciesResponse.builder()
        .attachedPolicies(
            Iam.role(scene, request.roleName()).attached().stream()
                .map(IamPolicies::attached)
                .toList())
        .isTruncated(false)
        .build();
  }

  private static DetachRolePolicyResponse detach(Scene scene, DetachRolePolicyRequest request) {
    IamRole role = Iam.role(scene, request.roleName());
    if (!role.attached().contains(request.policyArn())) {
      throw Iam.missing("Policy " + request.policyArn() + " was not found.");
    }
    Iam.put(scene, role.attached(request.policyArn(), false));
    return DetachRolePolicyResponse.builder().build();
  }

  private static RuntimeException noPolicy(String name) {
    return Iam.missing("The role policy with name " + name + " cannot be found.");
  }
}
