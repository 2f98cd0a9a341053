package steadystate.sandbox.ecr;

import static steadystate.sandbox.ecr.Ecr.REPOSITORIES;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationResponse;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;
import software.amazon.awssdk.services.ecr.model.TagResourceResponse;
import software.amazon.awssdk.services.ecr.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecr.model.UntagResourceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Repositories themselves, and their tags. */
final class EcrRepositories {
  private static final String NAME =
      "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-]+[a-z0-9]+)*";

  private EcrRepositories() {}

  static void register(Operations operations) {
    operations
        .on(CreateRepositoryRequest.class, EcrRepositories::create)
        .on(DescribeRepositoriesRequest.class, EcrRepositories::describe)
        .on(DeleteRepositoryRequest.class, EcrRepositories::delete)
        .on(PutImageTagMutabilityRequest.class, EcrRepositories::mutability)
        .on(PutImageScanningConfigurationRequest.class, EcrRepositories::scanning)
        .on(TagResourceRequest.class, EcrRepositories::tag)
        .on(UntagResourceRequest.class, EcrRepositories::untag)
        .on(ListTagsForResourceRequest.class, EcrRepositories::listTags);
  }

  private static CreateRepositoryResponse create(Scene scene, CreateRepositoryRequest request) {
    String name = request.repositoryName();
    if (name == null || !name.matches(NAME) || name.length() < 2 || name.length() > 256) {
      throw Ecr.invalid(
          "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must"
              + " satisfy regular expression '"
              + NAME
              + "''");
    }
    if (scene.find(REPOSITORIES, name).isPresent()) {
      throw Errors.of(
          RepositoryAlreadyExistsException.builder(),
          "The repository with name '%s' already exists in the registry with id '%s'"
              .formatted(name, scene.account().id()));
    }
    String arn = scene.arn("ecr", "repository/" + name);
    String host = scene.account().id() + ".dkr.ecr." + scene.region() + ".amazonaws.com";
    Repository made =
        Repository.builder()
            .repositoryName(name)
            .repositoryArn(arn)
            .registryId(scene.account().id())
            .repositoryUri(host + "/" + name)
            .createdAt(scene.now())
            .imageTagMutability(
                Optional.ofNullable(request.imageTagMutability())
                    .orElse(ImageTagMutability.MUTABLE))
            .imageTagMutabilityExclusionFilters(
                request.hasImageTagMutabilityExclusionFilters()
                    ? request.imageTagMutabilityExclusionFilters()
                    : null)
            .imageScanningConfiguration(
                Optional.ofNullable(request.imageScanningConfiguration())
                    .orElse(ImageScanningConfiguration.builder().scanOnPush(false).build()))
            .encryptionConfiguration(encryption(scene, request))
            .build();
    scene.table(REPOSITORIES).put(name, made);
    Tags.put(scene, arn, Tags.map(request.tags(), Tag::key, Tag::value));
    return CreateRepositoryResponse.builder().repository(made).build();
  }

  /** KMS without a key takes AWS's own, and tells its ARN from then on. */
  private static EncryptionConfiguration encryption(Scene scene, CreateRepositoryRequest request) {
    EncryptionConfiguration asked =
        Optional.ofNullable(request.encryptionConfiguration())
            .orElse(
                EncryptionConfiguration.builder().encryptionType(EncryptionType.AES256).build());
    return asked.encryptionType() == EncryptionType.KMS && asked.kmsKey() == null
        ? asked.toBuilder()
            .kmsKey(scene.arn("kms", "key/00000000-0000-4000-8000-0000000ecr01"))
            .build()
        : asked;
  }

  private static DescribeRepositoriesResponse describe(
      Scene scene, DescribeRepositoriesRequest request) {
    List<String> names = request.repositoryNames();
    if (names.size() > 100) {
      throw Ecr.invalid("Invalid parameter at 'repositoryNames': at most 100 names may be given");
    }
    if (!names.isEmpty()) {
      return DescribeRepositoriesResponse.builder()
          .repositories(
              names.stream().map(n -> Ecr.existing(scene, request.registryId(), n)).toList())
          .build();
    }
    Page<Repository> page =
        Page.of(
            List.copyOf(scene.table(REPOSITORIES).values()),
            request.nextToken(),
            Optional.ofNullable(request.maxResults()).orElse(100),
            () -> Ecr.invalid("Invalid parameter at 'nextToken'"));
    return DescribeRepositoriesResponse.builder()
        .repositories(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteRepositoryResponse delete(Scene scene, DeleteRepositoryRequest request) {
    Repository gone = Ecr.existing(scene, request.registryId(), request.repositoryName());
    String name = gone.repositoryName();
    List<String> images =
        scene.table(Ecr.IMAGES).values().stream()
            .filter(image -> image.repository().equals(name))
            .map(StoredImage::key)
            .toList();
    if (!images.isEmpty() && !Boolean.TRUE.equals(request.force())) {
      throw Errors.of(
          RepositoryNotEmptyException.builder(),
          "The repository with name '%s' in registry with id '%s' cannot be deleted because it"
                  .formatted(name, gone.registryId())
              + " still contains images");
    }
    images.forEach(scene.table(Ecr.IMAGES)::remove);
    scene.table(REPOSITORIES).remove(name);
    scene.table(Ecr.LIFECYCLES).remove(name);
    scene.table(Ecr.POLICIES).remove(name);
    Tags.forget(scene, gone.repositoryArn());
    return DeleteRepositoryResponse.builder().repository(gone).build();
  }

  private static PutImageTagMutabilityResponse mutability(
      Scene scene, PutImageTagMutabilityRequest request) {
    Repository held = Ecr.existing(scene, request.registryId(), request.repositoryName());
    Repository changed =
        held.toBuilder()
            .imageTagMutability(request.imageTagMutability())
            .imageTagMutabilityExclusionFilters(
                request.hasImageTagMutabilityExclusionFilters()
                    ? request.imageTagMutabilityExclusionFilters()
                    : null)
            .build();
    scene.table(REPOSITORIES).put(held.repositoryName(), changed);
    return PutImageTagMutabilityResponse.builder()
        .repositoryName(held.repositoryName())
        .imageTagMutability(changed.imageTagMutability())
        .build();
  }

  private static PutImageScanningConfigurationResponse scanning(
      Scene scene, PutImageScanningConfigurationRequest request) {
    Repository held = Ecr.existing(scene, request.registryId(), request.repositoryName());
    Repository changed =
        held.toBuilder().imageScanningConfiguration(request.imageScanningConfiguration()).build();
    scene.table(REPOSITORIES).put(held.repositoryName(), changed);
    return PutImageScanningConfigurationResponse.builder()
        .repositoryName(held.repositoryName())
        .imageScanningConfiguration(changed.imageScanningConfiguration())
        .build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Tags.put(
        scene,
        tagged(scene, request.resourceArn()),
        Tags.map(request.tags(), Tag::key, Tag::value));
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceArn()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(
            Tags.of(
                scene,
                tagged(scene, request.resourceArn()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static String tagged(Scene scene, String arn) {
    String name = arn.substring(arn.indexOf(":repository/") + ":repository/".length());
    return Ecr.existing(scene, null, name).repositoryArn();
  }
}
