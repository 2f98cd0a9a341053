package steadystate.kinds.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.Tag;
import steadystate.aws.Pojo;
import steadystate.failure.FailureException;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Declared;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Reads of repositories: all of the account's in one list, and the documents that are managed. */
final class RepositoryReads {
  /** The most that DescribeRepositories gives on a page. */
  private static final int PAGE = 1000;

  private final Scope scope;
  private final EcrClient ecr;

  RepositoryReads(Scope scope) {
    this.scope = scope;
    this.ecr = scope.client(EcrClient.class);
  }

  /**
   * Every repository of the account and region. By names a single one that is not there would fail
   * the whole call.
   */
  List<Repository> all() {
    return scope.once(
        "ecr:DescribeRepositories",
        () -> {
          List<Repository> all = new ArrayList<>();
          ecr.describeRepositoriesPaginator(r -> r.maxResults(PAGE))
              .repositories()
              .forEach(all::add);
          return all;
        });
  }

  Map<String, String> tags(String arn) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (Tag tag : ecr.listTagsForResource(r -> r.resourceArn(arn)).tags()) {
      tags.put(tag.key(), tag.value() == null ? "" : tag.value());
    }
    return tags;
  }

  /** Whether it is known to hold no image; who may not look knows nothing. */
  boolean isEmpty(String repository) {
    try {
      return ecr.describeImages(r -> r.repositoryName(repository).maxResults(1))
          .imageDetails()
          .isEmpty();
    } catch (FailureException unknown) {
      return false;
    }
  }

  /** The model of a repository, with the documents of which the wish speaks. */
  Entries model(Repository repository, List<Declared> wishes) {
    Entries model = Pojo.read(repository);
    String name = repository.repositoryName();
    if (wishes.stream().anyMatch(w -> w.model().has(RepositoryShape.LIFECYCLE))) {
      model = model.with(RepositoryShape.LIFECYCLE, lifecycle(name));
    }
    if (wishes.stream().anyMatch(w -> w.model().has(RepositoryShape.POLICY))) {
      model = model.with(RepositoryShape.POLICY, policy(name));
    }
    return model;
  }

  private Value lifecycle(String name) {
    try {
      return PolicyDocument.parse(
          ecr.getLifecyclePolicy(r -> r.repositoryName(name)).lifecyclePolicyText());
    } catch (FailureException failed) {
      return absent(failed, LifecyclePolicy.NOTHING);
    }
  }

  private Value policy(String name) {
    try {
      return PolicyDocument.parse(
          ecr.getRepositoryPolicy(r -> r.repositoryName(name)).policyText());
    } catch (FailureException failed) {
      return absent(failed, Entries.EMPTY);
    }
  }

  /** What is not there, also because its repository went away meanwhile. */
  private static Value absent(FailureException failed, Value otherwise) {
    if (failed.is(
        "LifecyclePolicyNotFoundException",
        "RepositoryPolicyNotFoundException",
        "RepositoryNotFoundException")) {
      return otherwise;
    }
    throw failed;
  }
}
