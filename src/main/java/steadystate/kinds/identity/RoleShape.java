package steadystate.kinds.identity;

import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** What a role is made of, under the spec's names. */
final class RoleShape {
  static final String NAME = "roleName";
  static final String TRUST = "trust";
  static final String MANAGED = "managedPolicies";
  static final String INLINE = "inline";
  static final String PROFILE = "instanceProfile";
  static final String DESCRIPTION = "description";
  static final String DURATION = "maxSessionDuration";
  static final String BOUNDARY = "permissionsBoundary";

  /** What a user writes; the name stands in every entry. */
  static final Shape.Structure ENTRY =
      Shape.Structure.empty()
          .with(
              TRUST,
              Member.of(
                      PolicyDocument.SHAPE,
                      "Who may take the role: services such as [ecs-tasks.amazonaws.com], or a"
                          + " policy document.")
                  .needed())
          .with(
              MANAGED,
              Shape.ItemsOf.set(Shape.Scalar.of(Shape.Type.TEXT).pattern("arn:aws[a-z-]*:iam::.+")),
              "ARNs of policies. When written, others are taken off.")
          .with(
              INLINE,
              Shape.EntriesOf.of(PolicyDocument.SHAPE),
              "Policy documents by name. When written, others are deleted.")
          .with(
              "path",
              Member.of(
                      Shape.Scalar.of(Shape.Type.TEXT).pattern("/|/[!-~]+/"),
                      "Where it stands among roles; AWS never changes it.")
                  .refuses())
          .with(DESCRIPTION, Shape.Scalar.of(Shape.Type.TEXT).range(0, 1_000), "What it is for.")
          .with(
              DURATION,
              Shape.Scalar.of(Shape.Type.INTEGER).range(3_600, 43_200),
              "Seconds that somebody may hold the role.")
          .with(
              BOUNDARY,
              Shape.Scalar.of(Shape.Type.TEXT),
              "ARN of the policy beyond which the role may do nothing; empty text takes it away.");

  static final Shape.Structure MODEL =
      Shape.Structure.empty()
          .with(NAME, Member.of(Shape.Scalar.of(Shape.Type.TEXT), "Its name.").replaces())
          .withAll(ENTRY)
          .change("path", path -> path.otherwise(Value.text("/")))
          .with(
              PROFILE,
              Shape.Scalar.of(Shape.Type.BOOLEAN),
              "Whether instances can take the role: it is in a profile of its name.");

  private RoleShape() {}
}
