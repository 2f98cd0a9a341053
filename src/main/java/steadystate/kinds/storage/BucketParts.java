package steadystate.kinds.storage;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLifecycleConfiguration;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.SdkTags;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * Writes the parts of a bucket, each by its own call. Every call names the account that must own
 * the bucket: a name is the same in all of AWS.
 */
record BucketParts(Scope scope, String bucket) {

  void write(String member, Entries model) {
    switch (member) {
      case BucketShape.BLOCK -> block(model.map(BucketShape.BLOCK).orElse(Entries.EMPTY));
      case BucketShape.VERSIONING -> versioning(model.flag(BucketShape.VERSIONING).orElse(false));
      case BucketShape.ENCRYPTION, BucketShape.BUCKET_KEY -> encryption(model);
      case BucketShape.LIFECYCLE -> lifecycle(model);
      case BucketShape.POLICY -> policy(model.get(BucketShape.POLICY).orElse(Entries.EMPTY));
      case BucketShape.TLS_ONLY -> tlsOnly(model.flag(BucketShape.TLS_ONLY).orElse(true));
      case BucketShape.OWNERSHIP ->
          s3().putBucketOwnershipControls(r ->
              r.bucket(bucket)
                  .expectedBucketOwner(owner())
                  .ownershipControls(c ->
                      c.rules(rule ->
                          rule.objectOwnership(model.text(BucketShape.OWNERSHIP).orElseThrow()))));
      default ->
          throw new FailureException(
              new Failure.Rejected("NotUpdatable", bucket + ": AWS cannot change " + member));
    }
  }

  private S3Client s3() {
    return scope.client(S3Client.class);
  }

  private String owner() {
    return scope.account();
  }

  private void block(Entries wished) {
    PublicAccessBlockConfiguration block =
        Pojo.fill(PublicAccessBlockConfiguration.builder(), wished).build();
    s3().putPublicAccessBlock(r ->
        r.bucket(bucket).expectedBucketOwner(owner()).publicAccessBlockConfiguration(block));
  }

  private void versioning(boolean on) {
    s3().putBucketVersioning(r ->
        r.bucket(bucket)
            .expectedBucketOwner(owner())
            .versioningConfiguration(v -> v.status(on ? "Enabled" : "Suspended")));
  }

  private void encryption(Entries model) {
    String wished = model.text(BucketShape.ENCRYPTION).orElse("AES256");
    boolean named = !wished.equals("AES256") && !wished.startsWith("aws:kms");
    boolean bucketKey = model.flag(BucketShape.BUCKET_KEY).orElse(false);
    s3().putBucketEncryption(r ->
        r.bucket(bucket)
            .expectedBucketOwner(owner())
            .serverSideEncryptionConfiguration(c ->
                c.rules(rule ->
                    rule.bucketKeyEnabled(bucketKey)
                        .applyServerSideEncryptionByDefault(d ->
                            d.sseAlgorithm(named ? "aws:kms" : wished)
                                .kmsMasterKeyID(named ? wished : null)))));
  }

  private void lifecycle(Entries model) {
    List<Value> rules = model.list(BucketShape.LIFECYCLE);
    if (rules.isEmpty()) {
      s3().deleteBucketLifecycle(r -> r.bucket(bucket).expectedBucketOwner(owner()));
      return;
    }
    BucketLifecycleConfiguration all =
        Pojo.fill(
                BucketLifecycleConfiguration.builder(),
                Value.entries(Map.of("rules", Value.items(rules))))
            .build();
    s3().putBucketLifecycleConfiguration(
            r -> r.bucket(bucket).expectedBucketOwner(owner()).lifecycleConfiguration(all));
  }

  private void policy(Value wished) {
    if (PolicyDocument.statements(wished).isEmpty()) {
      s3().deleteBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner()));
    } else {
      String text = PolicyDocument.json(wished);
      s3().putBucketPolicy(r -> r.bucket(bucket).expectedBucketOwner(owner()).policy(text));
    }
  }

  /** What others have said in the policy stays. */
  private void tlsOnly(boolean on) {
    TlsOnly own = new TlsOnly(scope.region(), bucket);
    Value there = new BucketReads(scope).policy(bucket);
    policy(on ? own.added(there) : own.removed(there));
  }

  /** S3 takes the whole set at once. */
  void tags(Map<String, String> all) {
    s3().putBucketTagging(
            r -> r.bucket(bucket).expectedBucketOwner(owner()).tagging(t -> t.tagSet(sdk(all))));
  }

  static List<Tag> sdk(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }
}
