package steadystate.kinds.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.Role;
import steadystate.drift.Finding;
import steadystate.lab.Lab;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Value;

/** Services without roles get the least that they need. */
class ExecutionRoleTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String EVERYTHING =
      """
      services:
        api:
          image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/api:1.4.2
          secrets:
            DB: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:password::"
            KEY: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key"
            PLAIN: shop-token
          kmsKeys: ["arn:aws:kms:eu-west-1:123456789012:key/one"]
          logRetentionDays: 14
          containers:
            sidecar:
              image: public.ecr.aws/x/sidecar:1.0.0
              environmentFiles: [{type: s3, value: "arn:aws:s3:::settings/side.env"}]
      """;

  private static final String LOGS =
      "services: {api: {image: 'nginx:1.27.0', logRetentionDays: 14}}";

  private static final String NOTHING = "services: {api: {image: 'nginx:1.27.0'}}";

  private final Lab lab = Lab.inMemory();
  private final IamClient iam = lab.byHand(IamClient.class);

  @Test
  void a_service_gets_exactly_what_it_needs() {
    assertThat(lab.apply(EVERYTHING).outcome()).isEqualTo(STEADY);

    assertThat(statements("dev-api-execution"))
        .containsExactlyInAnyOrder(
            "[logs:CreateLogStream, logs:PutLogEvents] on"
                + " [arn:aws:logs:eu-west-1:123456789012:log-group:/steadystate/dev/api:*]",
            "[ecr:BatchCheckLayerAvailability, ecr:BatchGetImage, ecr:GetDownloadUrlForLayer] on"
                + " [arn:aws:ecr:eu-west-1:123456789012:repository/shop/api]",
            "[ecr:GetAuthorizationToken] on [*]",
            "[secretsmanager:GetSecretValue] on"
                + " [arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf]",
            "[ssm:GetParameters] on"
                + " [arn:aws:ssm:eu-west-1:123456789012:parameter/shop-token,"
                + " arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key]",
            "[s3:GetObject] on [arn:aws:s3:::settings/side.env]",
            "[s3:GetBucketLocation] on [arn:aws:s3:::settings]",
            "[kms:Decrypt] on [arn:aws:kms:eu-west-1:123456789012:key/one]");
    assertThat(definition().executionRoleArn())
        .isEqualTo("arn:aws:iam::123456789012:role/dev-api-execution");
    assertThat(definition().taskRoleArn()).isNull();
    assertThat(lab.differences(EVERYTHING)).isEmpty();
  }

  private List<String> statements(String role) {
    String document =
        iam.getRolePolicy(r -> r.roleName(role).policyName("execution")).policyDocument();
    return PolicyDocument.statements(PolicyDocument.parse(document)).stream()
        .map(one -> one.get("Action").orElseThrow() + " on " + one.get("Resource").orElseThrow())
        .toList();
  }

  private TaskDefinition definition() {
    EcsClient ecs = lab.byHand(EcsClient.class);
    return ecs.describeTaskDefinition(r -> r.taskDefinition("dev-api")).taskDefinition();
  }

  @Test
  void a_plan_shows_what_the_role_may_do() {
    Finding role = lab.finding(LOGS, "role/api-execution");

    assertThat(role.fields())
        .filteredOn(field -> field.path().toString().equals("inline[execution]"))
        .singleElement()
        .satisfies(field -> {
          assertThat(field.desired().toString()).contains("logs:PutLogEvents");
          assertThat(field.origin().reason()).isEqualTo("the least that service/api needs");
        });
  }

  @Test
  void a_service_that_needs_nothing_gets_none() {
    assertThat(lab.apply(NOTHING).outcome()).isEqualTo(STEADY);

    assertThat(iam.listRoles().roles()).isEmpty();
    assertThat(definition().executionRoleArn()).isNull();
  }

  @Test
  void on_instances_images_and_logs_are_the_instances_matter() {
    String onInstances = LOGS.replace("image:", "launchType: EC2, image:");

    assertThat(lab.environment(onInstances).declared())
        .noneMatch(declared -> declared.id().kind().equals("role"));
    assertThat(lab.environment(onInstances.replace("image:", "secrets: {A: b}, image:")).declared())
        .anyMatch(declared -> declared.id().toString().equals("role/api-execution"));
  }

  @Test
  void a_written_role_is_taken_and_none_is_made() {
    String written =
        """
        roles: {pull: {trust: [ecs-tasks.amazonaws.com]}, work: {trust: [ecs-tasks.amazonaws.com]}}
        """
            + LOGS.replace("image:", "executionRole: role/pull, taskRole: role/work, image:");
    String raw =
        LOGS.replace(
            "image:",
            "taskDefinition: {executionRoleArn: 'arn:aws:iam::123456789012:role/own'}, image:");

    assertThat(lab.apply(written).outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles())
        .extracting(Role::roleName)
        .containsExactlyInAnyOrder("dev-pull", "dev-work");
    assertThat(definition().executionRoleArn()).endsWith(":role/dev-pull");
    assertThat(definition().taskRoleArn()).endsWith(":role/dev-work");
    assertThat(lab.environment(raw).declared())
        .noneMatch(declared -> declared.id().kind().equals("role"));
  }

  @Test
  void a_role_is_not_named_in_two_places() {
    String twice =
        LOGS.replace(
            "image:",
            "taskRole: 'arn:aws:iam::123456789012:role/a', taskDefinition: {taskRoleArn:"
                + " 'arn:aws:iam::123456789012:role/b'}, image:");

    assertThat(lab.reading(Lab.HEAD + twice.indent(2)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.code()).isEqualTo("set-twice"));
  }

  @Test
  void rights_that_somebody_added_are_taken_away() {
    lab.apply(LOGS);
    String all =
        PolicyDocument.json(
            PolicyDocument.of(
                List.of(PolicyDocument.allow("All", List.of("*"), List.of(Value.text("*"))))));
    iam.putRolePolicy(r -> r.roleName("dev-api-execution").policyName("more").policyDocument(all));

    assertThat(lab.differences(LOGS)).containsExactly("role/api-execution inline[more]");
    assertThat(lab.apply(LOGS).outcome()).isEqualTo(STEADY);
    assertThat(iam.listRolePolicies(r -> r.roleName("dev-api-execution")).policyNames())
        .containsExactly("execution");
  }

  @Test
  void the_role_follows_the_service_and_goes_with_it() {
    String two = LOGS.replace("}}", "}, web: {image: 'nginx:1.27.0'}}");
    lab.apply(two);
    assertThat(lab.apply(two.replace("logRetentionDays: 14", "secrets: {A: b}")).outcome())
        .isEqualTo(STEADY);
    assertThat(statements("dev-api-execution"))
        .containsExactly("[ssm:GetParameters] on [arn:aws:ssm:eu-west-1:123456789012:parameter/b]");

    assertThat(lab.apply("services: {web: {image: 'nginx:1.27.0'}}").outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles()).isEmpty();
  }

  @Test
  void what_a_service_brought_along_is_no_delete_of_its_own() {
    StringBuilder many = new StringBuilder("services:\n");
    for (int i = 0; i < 12; i++) {
      many.append("  s" + i + ": {image: 'nginx:1.27.0', logRetentionDays: 14}\n");
    }
    lab.apply(many.toString());
    int five = many.indexOf("  s5:");

    assertThat(lab.apply("services:\n" + many.substring(five)).outcome()).isEqualTo(STEADY);
    assertThat(iam.listRoles().roles()).hasSize(7);
  }

  @Test
  void a_long_name_is_cut_and_stays_apart_from_others() {
    String key = "a".repeat(60);

    assertThat(RolesSection.name("dev-" + key + "-execution"))
        .hasSize(64)
        .isNotEqualTo(RolesSection.name("dev-" + key + "b-execution"));
  }
}
