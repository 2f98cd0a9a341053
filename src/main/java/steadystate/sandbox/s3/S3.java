package steadystate.sandbox.s3;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** What all operations of S3 share. Every table is by the bucket's name, but for the objects. */
final class S3 {
  static final Table<Bucket> BUCKETS = new Table<>("s3.buckets");
  static final Table<PublicAccessBlockConfiguration> BLOCKS = new Table<>("s3.publicAccessBlocks");
  static final Table<VersioningConfiguration> VERSIONING = new Table<>("s3.versioning");
  static final Table<ServerSideEncryptionConfiguration> ENCRYPTION = new Table<>("s3.encryption");
  static final Table<List<LifecycleRule>> LIFECYCLES = new Table<>("s3.lifecycles");
  static final Table<String> POLICIES = new Table<>("s3.policies");
  static final Table<OwnershipControls> OWNERSHIP = new Table<>("s3.ownership");

  /** By bucket, key and version. */
  static final Table<StoredVersion> VERSIONS = new Table<>("s3.versions");

  private static final List<Table<?>> PARTS =
      List.of(BLOCKS, VERSIONING, ENCRYPTION, LIFECYCLES, POLICIES, OWNERSHIP);

  private S3() {}

  static String arn(String bucket) {
    return "arn:aws:s3:::" + bucket;
  }

  static Bucket existing(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(BUCKETS, known))
        .orElseThrow(() ->
            Errors.of(
                NoSuchBucketException.builder(),
                "NoSuchBucket",
                404,
                "The specified bucket does not exist"));
  }

  /** A part of a bucket that exists, or S3's answer to one that it does not have. */
  static <V> V part(Scene scene, Table<V> table, String bucket, String code, String message) {
    existing(scene, bucket);
    Supplier<AwsServiceException> missing = () -> error(code, 404, message);
    return scene.find(table, bucket).orElseThrow(missing);
  }

  static void forget(Scene scene, String bucket) {
    scene.table(BUCKETS).remove(bucket);
    PARTS.forEach(table -> scene.table(table).remove(bucket));
  }

  static List<StoredVersion> versions(Scene scene, String bucket) {
    Map<String, StoredVersion> all = scene.table(VERSIONS);
    return all.values().stream().filter(v -> v.bucket().equals(bucket)).toList();
  }

  static AwsServiceException error(String code, int status, String message) {
    return Errors.of(S3Exception.builder(), code, status, message);
  }
}
