package steadystate.sandbox.ecr;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** What all operations of the registry share. */
final class Ecr {
  /** By name. */
  static final Table<Repository> REPOSITORIES = new Table<>("ecr.repositories");

  /** The text of each repository's lifecycle policy, by the repository's name. */
  static final Table<String> LIFECYCLES = new Table<>("ecr.lifecyclePolicies");

  /** The text of each repository's permissions, by the repository's name. */
  static final Table<String> POLICIES = new Table<>("ecr.repositoryPolicies");

  /** By {@link StoredImage#key}. */
  static final Table<StoredImage> IMAGES = new Table<>("ecr.images");

  private Ecr() {}

  static Repository existing(Scene scene, @Nullable String registry, @Nullable String name) {
    boolean here = registry == null || registry.equals(scene.account().id());
    return Optional.ofNullable(name)
        .filter(known -> here)
        .flatMap(known -> scene.find(REPOSITORIES, known))
        .orElseThrow(() ->
            Errors.of(
                RepositoryNotFoundException.builder(),
                "The repository with name '%s' does not exist in the registry with id '%s'"
                    .formatted(name, registry == null ? scene.account().id() : registry)));
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(InvalidParameterException.builder(), message);
  }
}
