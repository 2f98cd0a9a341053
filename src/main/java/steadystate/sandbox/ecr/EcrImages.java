package steadystate.sandbox.ecr;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;

/** Images: a digest is of the manifest, and a tag points at the image that was pushed with it. */
final class EcrImages {
  private static final String MEDIA = "application/vnd.oci.image.manifest.v1+json";

  private EcrImages() {}

  static void register(Operations operations) {
    operations
        .on(PutImageRequest.class, EcrImages::put)
        .on(DescribeImagesRequest.class, EcrImages::describe)
        .on(BatchDeleteImageRequest.class, EcrImages::delete);
  }

  private static PutImageResponse put(Scene scene, PutImageRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    String name = of.repositoryName();
    String digest = digest(request.imageManifest());
    Optional<String> tag = Optional.ofNullable(request.imageTag());
    Optional<StoredImage> pointed = tag.flatMap(t -> tagged(scene, name, t));
    if (pointed.isPresent() && pointed.get().digest().equals(digest)) {
      throw Errors.of(
          ImageAlreadyExistsException.builder(),
          "Image with digest '%s' and tag '%s' already exists in the repository with name '%s'"
              .formatted(digest, tag.get(), name));
    }
    if (pointed.isPresent() && of.imageTagMutability() == ImageTagMutability.IMMUTABLE) {
      throw Errors.of(
          ImageTagAlreadyExistsException.builder(),
          "The image tag '%s' already exists in the '%s' repository and cannot be overwritten"
                  .formatted(tag.get(), name)
              + " because the tag is immutable.");
    }
    pointed.ifPresent(old -> save(scene, old.tags(without(old.tags(), tag.get()))));
    StoredImage image =
        scene
            .find(Ecr.IMAGES, StoredImage.key(name, digest))
            .orElse(
                new StoredImage(
                    name, digest, List.of(), request.imageManifest(), MEDIA, scene.now()));
    List<String> tags = new ArrayList<>(image.tags());
    tag.ifPresent(tags::add);
    save(scene, image.tags(tags));
    return PutImageResponse.builder()
        .image(
            Image.builder()
                .repositoryName(name)
                .registryId(of.registryId())
                .imageId(id(digest, request.imageTag()))
                .imageManifest(request.imageManifest())
                .build())
        .build();
  }

  private static List<String> without(List<String> tags, String tag) {
    return tags.stream().filter(one -> !one.equals(tag)).toList();
  }

  private static void save(Scene scene, StoredImage image) {
    scene.table(Ecr.IMAGES).put(image.key(), image);
  }

  private static String digest(String manifest) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(manifest.getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Optional<StoredImage> tagged(Scene scene, String repository, String tag) {
    return in(scene, repository).stream().filter(i -> i.tags().contains(tag)).findFirst();
  }

  private static List<StoredImage> in(Scene scene, String repository) {
    return scene.table(Ecr.IMAGES).values().stream()
        .filter(image -> image.repository().equals(repository))
        .toList();
  }

  private static Optional<StoredImage> find(Scene scene, String repository, ImageIdentifier id) {
    return in(scene, repository).stream()
        .filter(i -> id.imageDigest() == null || i.digest().equals(id.imageDigest()))
        .filter(i -> id.imageTag() == null || i.tags().contains(id.imageTag()))
        .findFirst();
  }

  /** One image that is not there fails the whole call. */
  private static DescribeImagesResponse describe(Scene scene, DescribeImagesRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    List<StoredImage> images = new ArrayList<>();
    if (request.imageIds().size() > 100) {
      throw Ecr.invalid("Invalid parameter at 'imageIds': at most 100 may be given");
    }
    for (ImageIdentifier id : request.imageIds()) {
      images.add(find(scene, of.repositoryName(), id).orElseThrow(() -> notFound(of, id)));
    }
    if (request.imageIds().isEmpty()) {
      images.addAll(in(scene, of.repositoryName()));
    }
    Page<StoredImage> page =
        Page.of(
            images.stream().distinct().toList(),
            request.nextToken(),
            Optional.ofNullable(request.maxResults()).orElse(1000),
            () -> Ecr.invalid("Invalid parameter at 'nextToken'"));
    return DescribeImagesResponse.builder()
        .imageDetails(page.items().stream().map(image -> detail(of, image)).toList())
        .nextToken(page.nextToken())
        .build();
  }

  private static RuntimeException notFound(Repository of, ImageIdentifier id) {
    return Errors.of(
        ImageNotFoundException.builder(),
        "The image with imageId {imageDigest:'%s', imageTag:'%s'} does not exist within the"
                .formatted(id.imageDigest(), id.imageTag())
            + " repository with name '%s' in the registry with id '%s'"
                .formatted(of.repositoryName(), of.registryId()));
  }

  private static ImageDetail detail(Repository of, StoredImage image) {
    return ImageDetail.builder()
        .registryId(of.registryId())
        .repositoryName(of.repositoryName())
        .imageDigest(image.digest())
        .imageTags(image.tags().isEmpty() ? null : image.tags())
        .imagePushedAt(image.pushedAt())
        .imageSizeInBytes(10_000_000L)
        .imageManifestMediaType(image.mediaType())
        .build();
  }

  /** A tag alone takes the tag off; the image goes with its last tag, or by its digest. */
  private static BatchDeleteImageResponse delete(Scene scene, BatchDeleteImageRequest request) {
    Repository of = Ecr.existing(scene, request.registryId(), request.repositoryName());
    List<ImageIdentifier> gone = new ArrayList<>();
    List<ImageFailure> failures = new ArrayList<>();
    for (ImageIdentifier id : request.imageIds()) {
      Optional<StoredImage> image = find(scene, of.repositoryName(), id);
      if (image.isEmpty()) {
        failures.add(
            ImageFailure.builder()
                .imageId(id)
                .failureCode(ImageFailureCode.IMAGE_NOT_FOUND)
                .failureReason("Requested image not found")
                .build());
        continue;
      }
      List<String> left =
          id.imageTag() == null ? List.of() : without(image.get().tags(), id.imageTag());
      if (left.isEmpty()) {
        scene.table(Ecr.IMAGES).remove(image.get().key());
      } else {
        save(scene, image.get().tags(left));
      }
      gone.add(id(image.get().digest(), id.imageTag()));
    }
    return BatchDeleteImageResponse.builder().imageIds(gone).failures(failures).build();
  }

  private static ImageIdentifier id(String digest, @Nullable String tag) {
    return ImageIdentifier.builder().imageDigest(digest).imageTag(tag).build();
  }
}
