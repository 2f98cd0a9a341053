package steadystate.kinds.registry;

import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import steadystate.aws.SdkShapes;
import steadystate.kinds.identity.PolicyDocument;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Shape.Scalar;
import steadystate.resource.Shape.Type;
import steadystate.resource.Value;

/** What a repository is compared in, and what may be written of it. */
final class RepositoryShape {
  static final String NAME = "repositoryName";
  static final String MUTABILITY = "imageTagMutability";
  static final String EXCLUSIONS = "imageTagMutabilityExclusionFilters";
  static final String SCANNING = "imageScanningConfiguration";
  static final String ENCRYPTION = "encryptionConfiguration";
  static final String LIFECYCLE = "lifecyclePolicy";
  static final String POLICY = "repositoryPolicy";

  /** Known of what nobody wishes any more: no image is in it. */
  static final String EMPTY = "empty";

  static final String EMPTY_ON_DELETE = "emptyOnDelete";
  static final String KEEP = "keep";
  static final String EXPIRE = "expireUntaggedAfterDays";

  static final Shape.Structure MODEL =
      SdkShapes.of(CreateRepositoryRequest.builder().build())
          .without("tags", "registryId")
          .change(NAME, member -> member.describe("Its name.").refuses())
          .change(MUTABILITY, member -> member.describe("Whether a tag may be pushed again."))
          .change(
              EXCLUSIONS,
              member ->
                  member
                      .shape(keyed(member.shape()))
                      .describe("Tags to which the rule about pushing again does not apply."))
          .change(SCANNING, member -> member.describe("Whether images are scanned when pushed."))
          .change(
              ENCRYPTION,
              member ->
                  member.describe("How images are encrypted; AWS never changes it.").refuses())
          .with(
              LIFECYCLE,
              Member.of(
                  LifecyclePolicy.SHAPE, "What expires, in ECR's words; {rules: []} for nothing."))
          .with(
              POLICY,
              Member.of(
                  PolicyDocument.SHAPE, "Who may pull and push; {Statement: []} for nobody else."))
          .with(
              EMPTY_ON_DELETE,
              Member.of(
                      Scalar.of(Type.BOOLEAN),
                      "Whether the repository may be deleted with images in it.")
                  .otherwise(Value.flag(false)))
          .with(EMPTY, Member.of(Scalar.of(Type.BOOLEAN)).never());

  static final Shape.Structure ENTRY =
      MODEL
          .without(NAME, EMPTY)
          .with(KEEP, Scalar.of(Type.INTEGER).range(1, 100_000), "How many images stay.")
          .with(
              EXPIRE,
              Scalar.of(Type.INTEGER).range(1, 36_500),
              "After how many days an image without a tag goes.");

  private RepositoryShape() {}

  private static Shape keyed(Shape shape) {
    return shape instanceof Shape.ItemsOf list
        ? Shape.ItemsOf.keyed(list.element(), "filter")
        : shape;
  }
}
