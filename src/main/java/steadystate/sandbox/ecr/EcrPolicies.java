package steadystate.sandbox.ecr;

import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.DeleteLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.DeleteLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;

/** The two documents of a repository: what expires, and who may pull and push. */
final class EcrPolicies {
  private EcrPolicies() {}

  static void register(Operations operations) {
    operations
        .on(PutLifecyclePolicyRequest.class, EcrPolicies::putLifecycle)
        .on(GetLifecyclePolicyRequest.class, EcrPolicies::getLifecycle)
        .on(DeleteLifecyclePolicyRequest.class, EcrPolicies::deleteLifecycle)
        .on(SetRepositoryPolicyRequest.class, EcrPolicies::setPolicy)
        .on(GetRepositoryPolicyRequest.class, EcrPolicies::getPolicy)
        .on(DeleteRepositoryPolicyRequest.class, EcrPolicies::deletePolicy);
  }

  private static PutLifecyclePolicyResponse putLifecycle(
      Scene scene, PutLifecyclePolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    if (!request.lifecyclePolicyText().contains("\"rules\"")) {
      throw Ecr.invalid(
          "Invalid parameter at 'LifecyclePolicyText' failed to satisfy constraint: 'Lifecycle"
              + " policy validation failure: object has missing required properties"
              + " ([\"rules\"])'");
    }
    scene.table(Ecr.LIFECYCLES).put(of.repositoryName(), request.lifecyclePolicyText());
    return PutLifecyclePolicyResponse.builder()
        .repositoryName(of.repositoryName())
        .lifecyclePolicyText(request.lifecyclePolicyText())
        .build();
  }

  private static GetLifecyclePolicyResponse getLifecycle(
      Scene scene, GetLifecyclePolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    return GetLifecyclePolicyResponse.builder()
        .repositoryName(of.repositoryName())
        .lifecyclePolicyText(lifecycle(scene, of))
        .build();
  }

  private static DeleteLifecyclePolicyResponse deleteLifecycle(
      Scene scene, DeleteLifecyclePolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    String gone = lifecycle(scene, of);
    scene.table(Ecr.LIFECYCLES).remove(of.repositoryName());
    return DeleteLifecyclePolicyResponse.builder().lifecyclePolicyText(gone).build();
  }

  private static String lifecycle(Scene scene, Repository of) {
    return scene
        .find(Ecr.LIFECYCLES, of.repositoryName())
        .orElseThrow(() ->
            Errors.of(
                LifecyclePolicyNotFoundException.builder(),
                "Lifecycle policy does not exist for the repository with name '%s' in the registry"
                        .formatted(of.repositoryName())
                    + " with id '"
                    + of.registryId()
                    + "'"));
  }

  private static SetRepositoryPolicyResponse setPolicy(
      Scene scene, SetRepositoryPolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    scene.table(Ecr.POLICIES).put(of.repositoryName(), request.policyText());
    return SetRepositoryPolicyResponse.builder()
        .repositoryName(of.repositoryName())
        .policyText(request.policyText())
        .build();
  }

  private static GetRepositoryPolicyResponse getPolicy(
      Scene scene, GetRepositoryPolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    return GetRepositoryPolicyResponse.builder()
        .repositoryName(of.repositoryName())
        .policyText(policy(scene, of))
        .build();
  }

  private static DeleteRepositoryPolicyResponse deletePolicy(
      Scene scene, DeleteRepositoryPolicyRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    String gone = policy(scene, of);
    scene.table(Ecr.POLICIES).remove(of.repositoryName());
    return DeleteRepositoryPolicyResponse.builder().policyText(gone).build();
  }

  private static String policy(Scene scene, Repository of) {
    Optional<String> text = scene.find(Ecr.POLICIES, of.repositoryName());
    return text.orElseThrow(() ->
        Errors.of(
            RepositoryPolicyNotFoundException.builder(),
            "Repository policy does not exist for the repository with name '%s' in the registry"
                    .formatted(of.repositoryName())
                + " with id '"
                + of.registryId()
                + "'"));
  }
}
