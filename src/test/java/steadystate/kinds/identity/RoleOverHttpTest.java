package steadystate.kinds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;

/** Roles over HTTP, where documents come back URL-encoded by other hands. */
class RoleOverHttpTest {
  private static final String KEPT =
      """
      roles:
        a: {trust: [ecs-tasks.amazonaws.com]}
        b: {trust: [ecs-tasks.amazonaws.com]}
      """;

  private static final String ROLES =
      KEPT
          + """
            machine:
              trust: [ec2.amazonaws.com, ecs-tasks.amazonaws.com]
              description: everything at once
              maxSessionDuration: 7200
              managedPolicies: [arn:aws:iam::aws:policy/ReadOnlyAccess]
              inline:
                uploads:
                  Version: "2012-10-17"
                  Statement:
                    - {Effect: Allow, Action: "s3:PutObject", Resource: "arn:aws:s3:::uploads/*"}
          """;

  private final Lab lab = Lab.moto();

  @Test
  void all_is_made_seen_changed_and_taken_away() {
    assertThat(lab.apply(ROLES).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.differences(ROLES)).isEmpty();

    String newer =
        ROLES
            .replace("ReadOnlyAccess", "AWSXRayDaemonWriteAccess")
            .replace("uploads:", "more:")
            .replace("s3:PutObject", "s3:GetObject")
            .replace(", ecs-tasks.amazonaws.com]\n    d", "]\n    d")
            .replace("at once", "else")
            .replace("7200", "3600");
    assertThat(lab.differences(newer)).hasSizeGreaterThan(5);
    assertThat(lab.apply(newer).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.differences(newer)).isEmpty();

    assertThat(lab.apply(KEPT).outcome()).isEqualTo(new Receipt.Outcome.Steady());
    IamClient iam = lab.byHand(IamClient.class);
    assertThat(iam.listRoles().roles()).hasSize(2);
    assertThat(iam.listInstanceProfiles().instanceProfiles()).isEmpty();
  }
}
