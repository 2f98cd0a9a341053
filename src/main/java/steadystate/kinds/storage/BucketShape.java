package steadystate.kinds.storage;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import steadystate.aws.SdkShapes;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;

/** What a bucket is compared in, and what may be written of it. */
final class BucketShape {
  static final String NAME = "bucket";
  static final String BLOCK = "publicAccessBlock";
  static final String VERSIONING = "versioning";
  static final String ENCRYPTION = "encryption";
  static final String BUCKET_KEY = "bucketKey";
  static final String LIFECYCLE = "lifecycle";
  static final String POLICY = "policy";
  static final String OWNERSHIP = "ownership";
  static final String FORCE_DESTROY = "forceDestroy";
  static final String TLS_ONLY = "tlsOnly";

  /** Known of what nobody wishes any more: nothing is in it, not even an old version. */
  static final String EMPTY = "empty";

  static final List<String> SWITCHES =
      List.of("blockPublicAcls", "ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets");

  private static final Scalar FLAG = Scalar.of(Type.BOOLEAN);

  static final Shape.Structure MODEL =
      Shape.Structure.empty()
          .with(NAME, Member.of(Scalar.of(Type.TEXT), "Its name, unique in all of AWS.").refuses())
          .with(
              BLOCK,
              SdkShapes.of(PublicAccessBlockConfiguration.builder().build()),
              "What keeps the public out; all four are on unless written otherwise.")
          .with(VERSIONING, FLAG, "Whether old versions of objects are kept.")
          .with(
              ENCRYPTION,
              Scalar.of(Type.TEXT),
              "AES256, aws:kms for AWS's own key, or the id or ARN of a KMS key.")
          .with(BUCKET_KEY, FLAG, "Whether one data key serves many objects, with a KMS key.")
          .with(
              LIFECYCLE,
              Shape.ItemsOf.keyed(rule(), "id"),
              "When objects move to cheaper storage or go, in S3's words; [] for never.")
          .with(
              POLICY,
              Member.of(PolicyDocument.SHAPE, "Who may do what, beside IAM; the whole policy."))
          .with(
              TLS_ONLY,
              FLAG,
              "Whether the policy refuses requests without TLS; true by default. Without `policy`,"
                  + " that statement alone is managed: false takes it off.")
          .with(
              OWNERSHIP,
              Scalar.of(Type.TEXT)
                  .allowed(
                      ObjectOwnership.knownValues().stream()
                          .map(Object::toString)
                          .sorted()
                          .toList()),
              "Who owns objects; BucketOwnerEnforced, AWS's default, has no ACLs.")
          .with(
              FORCE_DESTROY,
              Member.of(FLAG, "Whether the bucket may be emptied to be deleted; never in strict.")
                  .otherwise(Value.flag(false)))
          .with(EMPTY, Member.of(FLAG).never());

  static final Shape.Structure ENTRY = MODEL.without(NAME, EMPTY);

  private BucketShape() {}

  private static Shape.Structure rule() {
    return SdkShapes.of(LifecycleRule.builder().build())
        .change("id", Member::needed)
        .change("transitions", member -> keyed(member, "storageClass"))
        .change("noncurrentVersionTransitions", member -> keyed(member, "storageClass"))
        .change(
            "status",
            member ->
                member.compared(new Member.Compared.Always(Optional.of(Value.text("Enabled")))));
  }

  private static Member keyed(Member member, String key) {
    return member.shape() instanceof Shape.ItemsOf list
        ? member.shape(Shape.ItemsOf.keyed(list.element(), key))
        : member;
  }
}
