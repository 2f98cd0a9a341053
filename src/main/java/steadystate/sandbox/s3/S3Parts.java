package steadystate.sandbox.s3;

import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketLifecycleResponse;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.DeleteBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.DeletePublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.GetBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.GetPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionRequest;
import software.amazon.awssdk.services.s3.model.PutBucketEncryptionResponse;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.PutBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.PutBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.PutBucketPolicyResponse;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockRequest;
import software.amazon.awssdk.services.s3.model.PutPublicAccessBlockResponse;
import software.amazon.awssdk.services.s3.model.VersioningConfiguration;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;

/** What hangs on a bucket, each with calls of its own. */
final class S3Parts {
  private S3Parts() {}

  static void register(Operations operations) {
    operations
        .on(GetPublicAccessBlockRequest.class, S3Parts::block)
        .on(PutPublicAccessBlockRequest.class, S3Parts::putBlock)
        .on(DeletePublicAccessBlockRequest.class, S3Parts::deleteBlock)
        .on(GetBucketVersioningRequest.class, S3Parts::versioning)
        .on(PutBucketVersioningRequest.class, S3Parts::putVersioning)
        .on(GetBucketEncryptionRequest.class, S3Parts::encryption)
        .on(PutBucketEncryptionRequest.class, S3Parts::putEncryption)
        .on(GetBucketLifecycleConfigurationRequest.class, S3Parts::lifecycle)
        .on(PutBucketLifecycleConfigurationRequest.class, S3Parts::putLifecycle)
        .on(DeleteBucketLifecycleRequest.class, S3Parts::deleteLifecycle)
        .on(GetBucketPolicyRequest.class, S3Parts::policy)
        .on(PutBucketPolicyRequest.class, S3Parts::putPolicy)
        .on(DeleteBucketPolicyRequest.class, S3Parts::deletePolicy)
        .on(GetBucketOwnershipControlsRequest.class, S3Parts::ownership)
        .on(PutBucketOwnershipControlsRequest.class, S3Parts::putOwnership);
  }

  private static Object block(Scene scene, GetPublicAccessBlockRequest request) {
    return GetPublicAccessBlockResponse.builder()
        .publicAccessBlockConfiguration(
            S3.part(
                scene,
                S3.BLOCKS,
                request.bucket(),
                "NoSuchPublicAccessBlockConfiguration",
                "The public access block configuration was not found"))
        .build();
  }

  private static Object putBlock(Scene scene, PutPublicAccessBlockRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    scene.table(S3.BLOCKS).put(bucket, request.publicAccessBlockConfiguration());
    return PutPublicAccessBlockResponse.builder().build();
  }

  private static Object deleteBlock(Scene scene, DeletePublicAccessBlockRequest request) {
    scene.table(S3.BLOCKS).remove(S3.existing(scene, request.bucket()).name());
    return DeletePublicAccessBlockResponse.builder().build();
  }

  /** A bucket that never had versions answers without a status. */
  private static Object versioning(Scene scene, GetBucketVersioningRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    return GetBucketVersioningResponse.builder()
        .status(scene.find(S3.VERSIONING, bucket).map(VersioningConfiguration::status).orElse(null))
        .build();
  }

  private static Object putVersioning(Scene scene, PutBucketVersioningRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    scene.table(S3.VERSIONING).put(bucket, request.versioningConfiguration());
    return PutBucketVersioningResponse.builder().build();
  }

  private static Object encryption(Scene scene, GetBucketEncryptionRequest request) {
    return GetBucketEncryptionResponse.builder()
        .serverSideEncryptionConfiguration(
            S3.part(
                scene,
                S3.ENCRYPTION,
                request.bucket(),
                "ServerSideEncryptionConfigurationNotFoundError",
                "The server side encryption configuration was not found"))
        .build();
  }

  private static Object putEncryption(Scene scene, PutBucketEncryptionRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    scene.table(S3.ENCRYPTION).put(bucket, request.serverSideEncryptionConfiguration());
    return PutBucketEncryptionResponse.builder().build();
  }

  private static Object lifecycle(Scene scene, GetBucketLifecycleConfigurationRequest request) {
    return GetBucketLifecycleConfigurationResponse.builder()
        .rules(
            S3.part(
                scene,
                S3.LIFECYCLES,
                request.bucket(),
                "NoSuchLifecycleConfiguration",
                "The lifecycle configuration does not exist"))
        .build();
  }

  private static Object putLifecycle(Scene scene, PutBucketLifecycleConfigurationRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    for (LifecycleRule rule : request.lifecycleConfiguration().rules()) {
      if (rule.filter() == null && rule.prefix() == null) {
        throw S3.error("MalformedXML", 400, "The XML you provided was not well-formed");
      }
    }
    scene.table(S3.LIFECYCLES).put(bucket, request.lifecycleConfiguration().rules());
    return PutBucketLifecycleConfigurationResponse.builder().build();
  }

  private static Object deleteLifecycle(Scene scene, DeleteBucketLifecycleRequest request) {
    scene.table(S3.LIFECYCLES).remove(S3.existing(scene, request.bucket()).name());
    return DeleteBucketLifecycleResponse.builder().build();
  }

  private static Object policy(Scene scene, GetBucketPolicyRequest request) {
    return GetBucketPolicyResponse.builder()
        .policy(
            S3.part(
                scene,
                S3.POLICIES,
                request.bucket(),
                "NoSuchBucketPolicy",
                "The bucket policy does not exist"))
        .build();
  }

  private static Object putPolicy(Scene scene, PutBucketPolicyRequest request) {
    scene.table(S3.POLICIES).put(S3.existing(scene, request.bucket()).name(), request.policy());
    return PutBucketPolicyResponse.builder().build();
  }

  private static Object deletePolicy(Scene scene, DeleteBucketPolicyRequest request) {
    scene.table(S3.POLICIES).remove(S3.existing(scene, request.bucket()).name());
    return DeleteBucketPolicyResponse.builder().build();
  }

  private static Object ownership(Scene scene, GetBucketOwnershipControlsRequest request) {
    return GetBucketOwnershipControlsResponse.builder()
        .ownershipControls(
            S3.part(
                scene,
                S3.OWNERSHIP,
                request.bucket(),
                "OwnershipControlsNotFoundError",
                "The bucket ownership controls were not found"))
        .build();
  }

  private static Object putOwnership(Scene scene, PutBucketOwnershipControlsRequest request) {
    String bucket = S3.existing(scene, request.bucket()).name();
    scene.table(S3.OWNERSHIP).put(bucket, request.ownershipControls());
    return PutBucketOwnershipControlsResponse.builder().build();
  }
}
