package steadystate.kinds.registry;

import java.util.Optional;
import software.amazon.awssdk.services.ecr.EcrClient;
import steadystate.kinds.Deletion;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Writes the two documents of a repository, where the wish speaks of them. */
record RepositoryDocuments(EcrClient ecr, String repository, Wish wish) {
  /**
   * @param fresh whether the repository was just made and has none
   */
  void lifecycle(boolean fresh) {
    Optional<Value> wished = wish.model().get(RepositoryShape.LIFECYCLE);
    if (wished.isPresent() && !LifecyclePolicy.isNothing(wished.get())) {
      String text = PolicyDocument.json(wished.get());
      ecr.putLifecyclePolicy(r -> r.repositoryName(repository).lifecyclePolicyText(text));
    } else if (wished.isPresent() && !fresh) {
      gone(() -> ecr.deleteLifecyclePolicy(r -> r.repositoryName(repository)));
    }
  }

  void permissions(boolean fresh) {
    Optional<Value> wished = wish.model().get(RepositoryShape.POLICY);
    if (wished.isPresent() && !PolicyDocument.statements(wished.get()).isEmpty()) {
      String text = PolicyDocument.json(wished.get());
      ecr.setRepositoryPolicy(r -> r.repositoryName(repository).policyText(text));
    } else if (wished.isPresent() && !fresh) {
      gone(() -> ecr.deleteRepositoryPolicy(r -> r.repositoryName(repository)));
    }
  }

  /** What is not there any more is what was wished. */
  private static void gone(Runnable delete) {
    Deletion.of(delete, "LifecyclePolicyNotFoundException", "RepositoryPolicyNotFoundException");
  }
}
