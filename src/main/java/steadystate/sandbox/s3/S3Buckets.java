package steadystate.sandbox.s3;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.Bucket;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsResponse;
import software.amazon.awssdk.services.s3.model.OwnershipControls;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutBucketTaggingResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryptionConfiguration;
import software.amazon.awssdk.services.s3.model.Tag;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Buckets themselves, and their tags. */
final class S3Buckets {
  private S3Buckets() {}

  static void register(Operations operations) {
    operations
        .on(CreateBucketRequest.class, S3Buckets::create)
        .on(HeadBucketRequest.class, S3Buckets::head)
        .on(ListBucketsRequest.class, S3Buckets::list)
        .on(DeleteBucketRequest.class, S3Buckets::delete)
        .on(GetBucketTaggingRequest.class, S3Buckets::tags)
        .on(PutBucketTaggingRequest.class, S3Buckets::putTags)
        .on(DeleteBucketTaggingRequest.class, S3Buckets::deleteTags);
  }

  /** A bucket begins encrypted, closed to the public and without ACLs since 2023. */
  private static CreateBucketResponse create(Scene scene, CreateBucketRequest request) {
    String name = request.bucket();
    if (name == null || !name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
      throw S3.error("InvalidBucketName", 400, "The specified bucket is not valid.");
    }
    checkRegion(scene, request);
    boolean here = scene.find(S3.BUCKETS, name).isPresent();
    if (here && !scene.region().equals("us-east-1")) {
      throw Errors.of(
          BucketAlreadyOwnedByYouException.builder(),
          "BucketAlreadyOwnedByYou",
          409,
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    if (!here) {
      Bucket made =
          Bucket.builder()
              .name(name)
              .creationDate(scene.now())
              .bucketRegion(scene.region())
              .bucketArn(S3.arn(name))
              .build();
      scene.table(S3.BUCKETS).put(name, made);
      begin(scene, name, request);
    }
    return CreateBucketResponse.builder().location("/" + name).bucketArn(S3.arn(name)).build();
  }

  private static void checkRegion(Scene scene, CreateBucketRequest request) {
    String asked =
        Optional.ofNullable(request.createBucketConfiguration())
            .map(CreateBucketConfiguration::locationConstraintAsString)
            .orElse("");
    boolean first = scene.region().equals("us-east-1");
    if (first && asked.equals("us-east-1")) {
      throw S3.error(
          "InvalidLocationConstraint", 400, "The specified location-constraint is not valid");
    }
    if (!first && !asked.equals(scene.region())) {
      throw S3.error(
          "IllegalLocationConstraintException",
          400,
          "The "
              + (asked.isEmpty() ? "unspecified" : asked)
              + " location constraint is incompatible"
              + " for the region specific endpoint this request was sent to.");
    }
  }

  private static void begin(Scene scene, String name, CreateBucketRequest request) {
    scene
        .table(S3.BLOCKS)
        .put(
            name,
            PublicAccessBlockConfiguration.builder()
                .blockPublicAcls(true)
                .ignorePublicAcls(true)
                .blockPublicPolicy(true)
                .restrictPublicBuckets(true)
                .build());
    scene
        .table(S3.ENCRYPTION)
        .put(
            name,
            ServerSideEncryptionConfiguration.builder()
                .rules(r ->
                    r.applyServerSideEncryptionByDefault(d -> d.sseAlgorithm("AES256"))
                        .bucketKeyEnabled(false))
                .build());
    String ownership =
        Optional.ofNullable(request.objectOwnershipAsString()).orElse("BucketOwnerEnforced");
    scene
        .table(S3.OWNERSHIP)
        .put(name, OwnershipControls.builder().rules(r -> r.objectOwnership(ownership)).build());
    List<Tag> tags =
        Optional.ofNullable(request.createBucketConfiguration())
            .map(CreateBucketConfiguration::tags)
            .orElse(List.of());
    Tags.put(scene, S3.arn(name), Tags.map(tags, Tag::key, Tag::value));
  }

  private static HeadBucketResponse head(Scene scene, HeadBucketRequest request) {
    S3.existing(scene, request.bucket());
    return HeadBucketResponse.builder().bucketRegion(scene.region()).build();
  }

  private static ListBucketsResponse list(Scene scene, ListBucketsRequest request) {
    Page<Bucket> page =
        Page.of(
            scene.table(S3.BUCKETS).values().stream()
                .filter(b -> request.prefix() == null || b.name().startsWith(request.prefix()))
                .toList(),
            request.continuationToken(),
            Optional.ofNullable(request.maxBuckets()).orElse(10_000),
            () -> S3.error("InvalidArgument", 400, "The continuation token is not valid"));
    return ListBucketsResponse.builder()
        .buckets(page.items())
        .continuationToken(page.nextToken())
        .build();
  }

  private static DeleteBucketResponse delete(Scene scene, DeleteBucketRequest request) {
    Bucket gone = S3.existing(scene, request.bucket());
    if (!S3.versions(scene, gone.name()).isEmpty()) {
      throw S3.error(
          "BucketNotEmpty",
          409,
          "The bucket you tried to delete is not empty. You must delete all versions in the"
              + " bucket.");
    }
    S3.forget(scene, gone.name());
    Tags.forget(scene, S3.arn(gone.name()));
    return DeleteBucketResponse.builder().build();
  }

  private static GetBucketTaggingResponse tags(Scene scene, GetBucketTaggingRequest request) {
    Bucket bucket = S3.existing(scene, request.bucket());
    List<Tag> tags =
        Tags.of(
            scene,
            S3.arn(bucket.name()),
            (key, value) -> Tag.builder().key(key).value(value).build());
    if (tags.isEmpty()) {
      throw S3.error("NoSuchTagSet", 404, "The TagSet does not exist");
    }
    return GetBucketTaggingResponse.builder().tagSet(tags).build();
  }

  /** The whole set at once: what is not in it is gone. */
  private static PutBucketTaggingResponse putTags(Scene scene, PutBucketTaggingRequest request) {
    String arn = S3.arn(S3.existing(scene, request.bucket()).name());
    Tags.forget(scene, arn);
    Tags.put(scene, arn, Tags.map(request.tagging().tagSet(), Tag::key, Tag::value));
    return PutBucketTaggingResponse.builder().build();
  }

  private static DeleteBucketTaggingResponse deleteTags(
      Scene scene, DeleteBucketTaggingRequest request) {
    String arn = S3.arn(S3.existing(scene, request.bucket()).name());
    Tags.forget(scene, arn);
    return DeleteBucketTaggingResponse.builder().build();
  }
}
