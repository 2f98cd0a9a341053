package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import steadystate.failure.FailureException;
import steadystate.resource.Scope;

/**
 * What tags in ECR point at. DescribeImages tells the digest under which an image was pushed, also
 * that of an index of several platforms; reading the manifest may convert it.
 */
record ImageTags(Scope scope) {
  /** DescribeImages takes no more at once. */
  private static final int BATCH = 100;

  /** A repository of somebody's registry. */
  record Repository(String registry, String name) {}

  /** Digests by tag; a tag that is not there is not in the map. */
  Map<String, String> digests(Repository repository, List<String> tags) {
    Map<String, String> digests = new HashMap<>();
    for (List<String> batch : EcsPages.parts(tags, BATCH)) {
      digests.putAll(together(repository, batch));
    }
    return digests;
  }

  /** One tag that is not there fails the whole call: then each is asked for alone. */
  private Map<String, String> together(Repository repository, List<String> tags) {
    try {
      return described(repository, tags);
    } catch (FailureException failed) {
      if (failed.is("RepositoryNotFoundException")) {
        return Map.of();
      }
      if (!failed.is("ImageNotFoundException")) {
        throw failed;
      }
    }
    Map<String, String> digests = new HashMap<>();
    if (tags.size() > 1) {
      tags.forEach(tag -> digests.putAll(together(repository, List.of(tag))));
    }
    return digests;
  }

  private Map<String, String> described(Repository repository, List<String> tags) {
    List<ImageIdentifier> ids = new ArrayList<>();
    tags.forEach(tag -> ids.add(ImageIdentifier.builder().imageTag(tag).build()));
    List<ImageDetail> images =
        scope
            .client(EcrClient.class)
            .describeImages(r ->
                r.registryId(repository.registry()).repositoryName(repository.name()).imageIds(ids))
            .imageDetails();
    Map<String, String> digests = new HashMap<>();
    for (ImageDetail image : images) {
      image.imageTags().stream()
          .filter(tags::contains)
          .forEach(tag -> digests.put(tag, image.imageDigest()));
    }
    return digests;
  }
}
