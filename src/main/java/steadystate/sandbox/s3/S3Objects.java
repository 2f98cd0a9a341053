package steadystate.sandbox.s3;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;

/** Objects by name and version, without their content. */
final class S3Objects {
  private S3Objects() {}

  static void register(Operations operations) {
    operations
        .on(PutObjectRequest.class, S3Objects::put)
        .on(DeleteObjectRequest.class, S3Objects::delete)
        .on(DeleteObjectsRequest.class, S3Objects::deleteAll)
        .on(ListObjectVersionsRequest.class, S3Objects::list);
  }

  private static boolean isVersioned(Scene scene, String bucket) {
    return scene
        .find(S3.VERSIONING, bucket)
        .filter(held -> held.status() == BucketVersioningStatus.ENABLED)
        .isPresent();
  }

  private static Object put(Scene scene, PutObjectRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    return PutObjectResponse.builder().versionId(add(scene, bucket, request.key(), false)).build();
  }

  private static String add(Scene scene, String bucket, String key, boolean marker) {
    String id = isVersioned(scene, bucket) ? scene.hex(32) : "null";
    StoredVersion version = new StoredVersion(bucket, key, id, marker);
    scene.table(S3.VERSIONS).put(version.row(), version);
    return id;
  }

  private static Object delete(Scene scene, DeleteObjectRequest request) {
    remove(
        scene,
        S3.existing(scene, request.bucket()).name(),
        request.key(),
        Optional.ofNullable(request.versionId()));
    return DeleteObjectResponse.builder().build();
  }

  /** Without a version a versioned bucket only marks the object as deleted. */
  private static void remove(Scene scene, String bucket, String key, Optional<String> version) {
    if (version.isEmpty() && isVersioned(scene, bucket)) {
      add(scene, bucket, key, true);
      return;
    }
    String row = new StoredVersion(bucket, key, version.orElse("null"), false).row();
    scene.table(S3.VERSIONS).remove(row);
  }

  private static Object deleteAll(Scene scene, DeleteObjectsRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    List<ObjectIdentifier> objects = request.delete().objects();
    if (objects.isEmpty() || objects.size() > 1000) {
      throw S3.error("MalformedXML", 400, "The XML you provided was not well-formed");
    }
    objects.forEach(one -> remove(scene, bucket, one.key(), Optional.ofNullable(one.versionId())));
    return DeleteObjectsResponse.builder().build();
  }

  private static Object list(Scene scene, ListObjectVersionsRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    Page<StoredVersion> page =
        Page.of(
            S3.versions(scene, bucket),
            request.keyMarker(),
            Optional.ofNullable(request.maxKeys()).orElse(1000),
            () -> S3.error("InvalidArgument", 400, "The key marker is not valid"));
    return ListObjectVersionsResponse.builder()
        .name(bucket)
        .versions(
            page.items().stream()
                .filter(v -> !v.marker())
                .map(v -> ObjectVersion.builder().key(v.key()).versionId(v.id()).build())
                .toList())
        .deleteMarkers(
            page.items().stream()
                .filter(StoredVersion::marker)
                .map(v -> DeleteMarkerEntry.builder().key(v.key()).versionId(v.id()).build())
                .toList())
        .isTruncated(page.nextToken() != null)
        .nextKeyMarker(page.nextToken())
        .build();
  }
}
