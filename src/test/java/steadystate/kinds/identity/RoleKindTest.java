package steadystate.kinds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import steadystate.drift.Status;
import steadystate.environment.reading.SpecReading;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.resource.Value;
import steadystate.sandbox.Fault;
import steadystate.yaml.Problem;

class RoleKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String TASK =
      """
      roles:
        task:
          trust: [ecs-tasks.amazonaws.com]
          description: what tasks may do
          maxSessionDuration: 7200
          permissionsBoundary: arn:aws:iam::aws:policy/PowerUserAccess
          managedPolicies:
            - arn:aws:iam::aws:policy/ReadOnlyAccess
            - arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess
          inline:
            uploads:
              Version: "2012-10-17"
              Statement:
                - {Sid: Put, Effect: Allow, Action: [s3:PutObject, s3:GetObject], Resource: "arn:aws:s3:::uploads/*"}
                - {Sid: List, Effect: Allow, Action: s3:ListBucket, Resource: ["arn:aws:s3:::uploads"]}
            queue:
              version: "2012-10-17"
              statement: {effect: Allow, action: sqs:SendMessage, resource: "*"}
      """;

  private static final String MACHINE =
      """
      roles:
        machine: {trust: [ec2.amazonaws.com], inline: {}}
      """;

  /** So that what leaves is never the greater part of the environment. */
  private static final String KEPT =
      """
      roles:
        a: {trust: [ecs-tasks.amazonaws.com]}
        b: {trust: [ecs-tasks.amazonaws.com]}
        c: {trust: [ecs-tasks.amazonaws.com]}
      """;

  private final Lab lab = Lab.inMemory();
  private final IamClient iam = lab.byHand(IamClient.class);

  @Test
  void a_role_is_made_with_all_that_hangs_on_it_and_nothing_differs_afterwards() {
    assertThat(lab.apply(TASK).outcome()).isEqualTo(STEADY);

    Role role = iam.getRole(r -> r.roleName("dev-task")).role();
    assertThat(role.maxSessionDuration()).isEqualTo(7_200);
    assertThat(role.tags()).extracting(tag -> tag.key()).contains(Owner.RESOURCE);
    assertThat(iam.listRolePolicies(r -> r.roleName("dev-task")).policyNames())
        .containsExactlyInAnyOrder("uploads", "queue");
    assertThat(iam.listAttachedRolePolicies(r -> r.roleName("dev-task")).attachedPolicies())
        .hasSize(2);
    assertThat(lab.differences(TASK)).isEmpty();
  }

  @Test
  void tags_come_with_the_role_itself() {
    lab.sandbox().conditions().loseAnswers("iam:CreateRole", 1);

    lab.apply(TASK);
    lab.sandbox().conditions().clear();
    lab.clock().advance(Duration.ofMinutes(2));

    assertThat(lab.apply(TASK).outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles()).hasSize(1);
  }

  @Test
  void the_same_documents_in_other_words_are_no_difference() {
    lab.apply(TASK);
    String document =
        """
        {"Statement": [{"Resource": "arn:aws:s3:::uploads", "Action": ["S3:listbucket"], "Effect": "Allow", "Sid": "List"},
          {"Sid": "Put", "Effect": "Allow", "Resource": ["arn:aws:s3:::uploads/*"], "Action": ["s3:GetObject", "s3:PutObject"]}],
         "Version": "2012-10-17"}
        """;
    iam.putRolePolicy(r -> r.roleName("dev-task").policyName("uploads").policyDocument(document));

    assertThat(lab.differences(TASK)).isEmpty();
  }

  @Test
  void what_hands_changed_is_named_and_healed() {
    lab.apply(TASK);
    byHand();

    assertThat(lab.differences(TASK))
        .containsExactlyInAnyOrder(
            "role/task trust",
            "role/task description",
            "role/task maxSessionDuration",
            "role/task permissionsBoundary",
            "role/task managedPolicies[arn:aws:iam::aws:policy/AdministratorAccess]",
            "role/task managedPolicies[arn:aws:iam::aws:policy/ReadOnlyAccess]",
            "role/task inline[door]",
            "role/task inline[queue]",
            "role/task inline[uploads]",
            "role/task tags[steadystate:environment]");
    assertThat(lab.finding(TASK, "role/task").status()).isEqualTo(Status.DRIFTED);

    assertThat(lab.apply(TASK).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(TASK)).isEmpty();
    assertThat(iam.listRolePolicies(r -> r.roleName("dev-task")).policyNames())
        .containsExactlyInAnyOrder("uploads", "queue");
  }

  private void byHand() {
    String everybody =
        PolicyDocument.json(PolicyDocument.trusting(List.of(Value.text("ec2.amazonaws.com"))));
    String all =
        PolicyDocument.json(
            PolicyDocument.of(
                List.of(PolicyDocument.allow("All", List.of("*"), List.of(Value.text("*"))))));
    iam.updateAssumeRolePolicy(r -> r.roleName("dev-task").policyDocument(everybody));
    iam.updateRole(r -> r.roleName("dev-task").description("mine").maxSessionDuration(3_600));
    iam.deleteRolePermissionsBoundary(r -> r.roleName("dev-task"));
    iam.attachRolePolicy(
        r -> r.roleName("dev-task").policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
    iam.detachRolePolicy(
        r -> r.roleName("dev-task").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    iam.putRolePolicy(r -> r.roleName("dev-task").policyName("door").policyDocument(all));
    iam.putRolePolicy(r -> r.roleName("dev-task").policyName("queue").policyDocument(all));
    iam.deleteRolePolicy(r -> r.roleName("dev-task").policyName("uploads"));
    iam.untagRole(r -> r.roleName("dev-task").tagKeys(Owner.ENVIRONMENT));
  }

  @Test
  void policies_that_nobody_wrote_are_left_alone() {
    String bare = "roles: {task: {trust: [ecs-tasks.amazonaws.com]}}";
    lab.apply(bare);
    iam.attachRolePolicy(
        r -> r.roleName("dev-task").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));

    assertThat(lab.differences(bare)).isEmpty();
    assertThat(lab.differences(bare.replace(".com]", ".com], managedPolicies: []")))
        .containsExactly("role/task managedPolicies[arn:aws:iam::aws:policy/ReadOnlyAccess]");
  }

  @Test
  void a_role_for_instances_has_a_profile_of_its_name() {
    assertThat(lab.apply(MACHINE).outcome()).isEqualTo(STEADY);
    assertThat(profileRoles()).containsExactly("dev-machine");

    iam.removeRoleFromInstanceProfile(
        r -> r.instanceProfileName("dev-machine").roleName("dev-machine"));
    assertThat(lab.differences(MACHINE)).containsExactly("role/machine instanceProfile");
    assertThat(lab.apply(MACHINE).outcome()).isEqualTo(STEADY);
    assertThat(profileRoles()).containsExactly("dev-machine");
  }

  private List<String> profileRoles() {
    return iam
        .getInstanceProfile(r -> r.instanceProfileName("dev-machine"))
        .instanceProfile()
        .roles()
        .stream()
        .map(Role::roleName)
        .toList();
  }

  @Test
  void a_role_goes_with_what_hangs_on_it() {
    lab.apply(KEPT + TASK.replace("roles:\n", "") + MACHINE.replace("roles:\n", ""));
    iam.attachRolePolicy(
        r -> r.roleName("dev-machine").policyArn("arn:aws:iam::aws:policy/ReadOnlyAccess"));

    assertThat(lab.apply(KEPT).outcome()).isEqualTo(STEADY);

    assertThat(iam.listRoles().roles()).hasSize(3);
    assertThat(lab.everything()).hasSize(3);
    assertThat(lab.differences(KEPT)).isEmpty();
  }

  @Test
  void what_hangs_on_a_role_later_makes_its_end_wait() {
    lab.apply(KEPT + TASK.replace("roles:\n", ""));
    lab.sandbox()
        .conditions()
        .fail(
            "iam:DeleteRole",
            2,
            Fault.error("DeleteConflict", 409, "must remove roles from instance profile first."));

    assertThat(lab.apply(KEPT).outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles()).hasSize(3);
  }

  @Test
  void a_principal_that_iam_does_not_know_yet_is_waited_for() {
    lab.sandbox()
        .conditions()
        .fail(
            "iam:CreateRole",
            2,
            Fault.error(
                "MalformedPolicyDocument", 400, "Invalid principal in policy: \"AWS\":\"arn\""));

    assertThat(lab.apply(TASK).outcome()).isEqualTo(STEADY);
  }

  @Test
  void a_strangers_role_of_the_name_is_untouched_unless_it_may_be_adopted() {
    iam.createRole(r ->
        r.roleName("dev-task")
            .assumeRolePolicyDocument(
                PolicyDocument.json(
                    PolicyDocument.trusting(List.of(Value.text("ec2.amazonaws.com"))))));

    lab.apply(TASK);
    assertThat(lab.finding(TASK, "role/task").status()).isEqualTo(Status.CONFLICT);
    assertThat(iam.listRolePolicies(r -> r.roleName("dev-task")).policyNames()).isEmpty();

    String adopted = TASK.replace("  task:\n", "  task:\n    adopt: matching\n");
    assertThat(lab.apply(adopted).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(adopted)).isEmpty();
    assertThat(iam.listRoles().roles()).hasSize(1);
  }

  @Test
  void the_path_stays_and_the_name_makes_a_new_role() {
    lab.apply(TASK);

    assertThat(lab.finding(TASK + "    path: /team/\n", "role/task").refused()).hasSize(1);
    assertThat(lab.apply(TASK + "    name: other\n").outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles()).extracting(Role::roleName).containsExactly("other");
  }

  @Test
  void roles_are_the_same_in_every_region() {
    lab.apply(TASK);
    IamClient elsewhere = lab.sandbox().client(IamClient.class, "us-west-2");

    assertThat(elsewhere.listRoles().roles()).hasSize(1);
  }

  @Test
  void two_hundred_roles_cost_two_calls() {
    StringBuilder many = new StringBuilder("roles:\n");
    for (int i = 0; i < 200; i++) {
      many.append("  r").append(i).append(": {trust: [ecs-tasks.amazonaws.com], description: d}\n");
    }
    lab.apply(many.toString());

    Map<String, Long> calls = lab.look(many.toString()).calls();

    assertThat(calls)
        .containsEntry("iam:GetAccountAuthorizationDetails", 1L)
        .containsEntry("iam:ListRoles", 1L);
    assertThat(calls.keySet()).filteredOn(call -> call.startsWith("iam:")).hasSize(2);
  }

  @Test
  void documents_that_aws_would_refuse_are_found_in_the_spec() {
    SpecReading reading =
        lab.reading(
            Lab.HEAD
                + """
                roles:
                  a: {trust: {Statement: [{Effect: Allow, Action: sts:AssumeRole}]}}
                  b: {trust: [x.amazonaws.com], inline: {p: {Statement: [{Effect: Maybe, Action: "*", Resource: "*"}]}}}
                  c: {trust: [x.amazonaws.com], inline: {p: {Statement: [{Effect: Allow, Actions: "*", Resource: "*"}]}}}
                  d: {trust: {Version: "2012-10-17"}}
                """
                    .indent(2));

    assertThat(reading.problems())
        .extracting(Problem::path)
        .containsExactlyInAnyOrder(
            "spec.roles.a.trust.Statement[0]",
            "spec.roles.b.inline.p.Statement[0]",
            "spec.roles.c.inline.p.Statement[0]",
            "spec.roles.c.inline.p.Statement[0]",
            "spec.roles.d.trust");
  }
}
