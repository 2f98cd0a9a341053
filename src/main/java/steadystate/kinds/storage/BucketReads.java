package steadystate.kinds.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionByDefault;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionRule;
import software.amazon.awssdk.services.s3.model.Tag;
import steadystate.aws.Pojo;
import steadystate.failure.FailureException;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Reads of buckets: all of the account's in one list, and of each only the parts that are managed.
 */
final class BucketReads {
  /** The most that ListBuckets gives on a page. */
  private static final int PAGE = 10_000;

  private final Scope scope;
  private final S3Client s3;

  BucketReads(Scope scope) {
    this.scope = scope;
    this.s3 = scope.client(S3Client.class);
  }

  /** Every bucket of the account, of all regions. */
  List<Bucket> all() {
    return scope.once(
        "s3:ListBuckets",
        () -> {
          List<Bucket> all = new ArrayList<>();
          s3.listBucketsPaginator(r -> r.maxBuckets(PAGE)).buckets().forEach(all::add);
          return all;
        });
  }

  /** A bucket of another region answers only there. */
  boolean isElsewhere(Bucket bucket) {
    return bucket.bucketRegion() != null && !bucket.bucketRegion().equals(scope.region());
  }

  Map<String, String> tags(String bucket) {
    Map<String, String> tags = new LinkedHashMap<>();
    List<Tag> told =
        otherwise(
            List.of(),
            () -> s3.getBucketTagging(r -> r.bucket(bucket)).tagSet(),
            "NoSuchTagSet",
            "NoSuchBucket");
    told.forEach(tag -> tags.put(tag.key(), tag.value() == null ? "" : tag.value()));
    return tags;
  }

  /**
   * The parts of which the wish speaks.
   *
   * @param wish empty for a bucket that nobody wishes any more
   */
  Entries model(String bucket, Entries wish) {
    Entries model = Value.entries(Map.of(BucketShape.NAME, Value.text(bucket)));
    if (wish.has(BucketShape.BLOCK)) {
      model = model.with(BucketShape.BLOCK, block(bucket));
    }
    if (wish.has(BucketShape.VERSIONING)) {
      model = model.with(BucketShape.VERSIONING, Value.flag(versioned(bucket)));
    }
    if (wish.has(BucketShape.ENCRYPTION) || wish.has(BucketShape.BUCKET_KEY)) {
      Optional<ServerSideEncryptionRule> rule = encryption(bucket);
      boolean key = rule.map(r -> Boolean.TRUE.equals(r.bucketKeyEnabled())).orElse(false);
      model =
          model
              .with(BucketShape.ENCRYPTION, Value.text(algorithm(rule)))
              .with(BucketShape.BUCKET_KEY, Value.flag(key));
    }
    if (wish.has(BucketShape.LIFECYCLE)) {
      model = model.with(BucketShape.LIFECYCLE, lifecycle(bucket));
    }
    if (wish.has(BucketShape.POLICY)) {
      model = model.with(BucketShape.POLICY, policy(bucket));
    }
    if (wish.has(BucketShape.TLS_ONLY)) {
      TlsOnly own = new TlsOnly(scope.region(), bucket);
      Value policy = policy(bucket);
      boolean wished = wish.flag(BucketShape.TLS_ONLY).orElse(true);
      boolean there = wished ? own.isSaidIn(policy) : own.isIn(policy);
      model = model.with(BucketShape.TLS_ONLY, Value.flag(there));
    }
    return wish.has(BucketShape.OWNERSHIP)
        ? model.with(BucketShape.OWNERSHIP, Value.text(ownership(bucket)))
        : model;
  }

  /** Whether it is known to hold nothing; who may not look knows nothing. */
  boolean isEmpty(String bucket) {
    try {
      ListObjectVersionsResponse first = s3.listObjectVersions(r -> r.bucket(bucket).maxKeys(1));
      return first.versions().isEmpty() && first.deleteMarkers().isEmpty();
    } catch (FailureException unknown) {
      return false;
    }
  }

  /** What is not there blocks nothing. */
  private Value block(String bucket) {
    Entries open = Entries.EMPTY;
    for (String one : BucketShape.SWITCHES) {
      open = open.with(one, Value.flag(false));
    }
    Entries none = open;
    return otherwise(
        none,
        () ->
            Pojo.read(
                s3.getPublicAccessBlock(r -> r.bucket(bucket)).publicAccessBlockConfiguration()),
        "NoSuchPublicAccessBlockConfiguration");
  }

  private boolean versioned(String bucket) {
    return "Enabled".equals(s3.getBucketVersioning(r -> r.bucket(bucket)).statusAsString());
  }

  private Optional<ServerSideEncryptionRule> encryption(String bucket) {
    return otherwise(
        Optional.empty(),
        () ->
            s3
                .getBucketEncryption(r -> r.bucket(bucket))
                .serverSideEncryptionConfiguration()
                .rules()
                .stream()
                .findFirst(),
        "ServerSideEncryptionConfigurationNotFoundError");
  }

  /** S3 encrypts every object since 2023: where nothing is said, it is AES256. */
  private static String algorithm(Optional<ServerSideEncryptionRule> rule) {
    Optional<ServerSideEncryptionByDefault> by =
        rule.flatMap(r -> Optional.ofNullable(r.applyServerSideEncryptionByDefault()));
    return by.flatMap(d -> Optional.ofNullable(d.kmsMasterKeyID()))
        .or(() -> by.map(ServerSideEncryptionByDefault::sseAlgorithmAsString))
        .orElse("AES256");
  }

  private Value lifecycle(String bucket) {
    return otherwise(
        Value.items(List.of()),
        () ->
            Value.items(
                s3.getBucketLifecycleConfiguration(r -> r.bucket(bucket)).rules().stream()
                    .map(Pojo::read)
                    .toList()),
        "NoSuchLifecycleConfiguration");
  }

  Value policy(String bucket) {
    return otherwise(
        Entries.EMPTY,
        () -> PolicyDocument.parse(s3.getBucketPolicy(r -> r.bucket(bucket)).policy()),
        "NoSuchBucketPolicy");
  }

  /** Without controls, as before 2023, the writer of an object owns it. */
  private String ownership(String bucket) {
    return otherwise(
        "ObjectWriter",
        () ->
            s3.getBucketOwnershipControls(r -> r.bucket(bucket))
                .ownershipControls()
                .rules()
                .getFirst()
                .objectOwnershipAsString(),
        "OwnershipControlsNotFoundError");
  }

  private static <T> T otherwise(T absent, Supplier<? extends T> read, String... codes) {
    try {
      return read.get();
    } catch (FailureException failed) {
      if (failed.is(codes)) {
        return absent;
      }
      throw failed;
    }
  }
}
