package steadystate.aws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.SimulatePrincipalPolicyRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import steadystate.aws.AwsSurroundings;
import steadystate.doctor.Check;
import steadystate.doctor.Check.Verdict;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.permission.LeastPolicy;
import steadystate.permission.Statement;
import steadystate.report.DoctorReport;
import steadystate.report.Paper;
import steadystate.resource.Kind;
import steadystate.resource.ResourceId;
import steadystate.sandbox.Account;
import steadystate.sandbox.Fault;
import steadystate.sandbox.SandboxAccess;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is wrong in AWS is said before an apply finds out. */
class DoctorTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/puller";
  private static final String TRUST =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}
      """;
  private static final String SPEC =
      """
      services:
        api:
          image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.0
          executionRole: %s
          secrets: {KEY: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key"}
      """
          .formatted(ROLE);

  private static final List<String> KINDS =
      Kinds.catalogue().kinds().stream().map(Kind::name).toList();

  private final Lab lab = Lab.inMemory();

  private Examination examined(String spec) {
    return examined(spec, Extent.WHOLE, Duration.ZERO);
  }

  /** By a machine whose clock goes ahead of AWS's. */
  private Examination examined(String spec, Extent extent, Duration ahead) {
    AwsSurroundings aws =
        new AwsSurroundings(
            new SandboxAccess(lab.sandbox()),
            "default",
            () -> lab.clock().instant().plus(ahead),
            lab.clock()::advance);
    return new Doctor(aws, KINDS).examine(lab.environment(spec), extent);
  }

  private static List<String> messages(Examination examination, Verdict verdict, String group) {
    return examination.checks().stream()
        .filter(check -> check.verdict() == verdict && check.group().equals(group))
        .map(Check::message)
        .toList();
  }

  @Test
  void whatever_a_spec_names_and_nobody_has_made_fails_with_who_names_it() {
    Examination examination = examined(SPEC);

    assertThat(examination.healthy()).isFalse();
    assertThat(messages(examination, Verdict.FAIL, "references"))
        .hasSize(3)
        .allMatch(message -> message.contains("which service/api names"))
        .anyMatch(message -> message.contains("/shop:1.0"))
        .anyMatch(message -> message.contains("parameter/shop/key"))
        .anyMatch(message -> message.contains("role/puller"));
    assertThat(new DoctorReport(examination).text(Paper.PLAIN))
        .contains("push it")
        .contains("3 failed");
  }

  @Test
  void what_is_there_is_fine() {
    lab.byHand(SsmClient.class)
        .putParameter(r -> r.name("/shop/key").value("x").type(ParameterType.SECURE_STRING));
    lab.byHand(IamClient.class)
        .createRole(r -> r.roleName("puller").assumeRolePolicyDocument(TRUST));
    lab.byHand(EcrClient.class).createRepository(r -> r.repositoryName("shop"));
    lab.byHand(EcrClient.class)
        .putImage(r -> r.repositoryName("shop").imageTag("1.0").imageManifest("{}"));

    Examination examination = examined(SPEC);

    assertThat(messages(examination, Verdict.FAIL, "references")).isEmpty();
    assertThat(messages(examination, Verdict.OK, "references")).hasSize(3);
    assertThat(examination.healthy()).isTrue();
    assertThat(lab.sandbox().recording().writes()).hasSize(4);
  }

  @Test
  void the_wrong_account_fails_and_nothing_of_it_is_looked_at() {
    String spec = Lab.HEAD.replace("123456789012", "210987654321") + SPEC.indent(2);

    Examination examination = examined(spec);

    assertThat(messages(examination, Verdict.FAIL, "account")).hasSize(1);
    assertThat(messages(examination, Verdict.FAIL, "references")).isEmpty();
    assertThat(lab.sandbox().calls())
        .extracting(call -> call.operation())
        .containsOnly("GetCallerIdentity");
  }

  @Test
  void credentials_that_are_refused_are_the_only_thing_said() {
    lab.sandbox().conditions().fail("sts:*", Fault.DENIED);

    Examination examination = examined(SPEC);

    assertThat(examination.checks()).hasSize(1);
    assertThat(messages(examination, Verdict.FAIL, "credentials")).hasSize(1);
  }

  @Test
  void permissions_that_cannot_be_tried_are_named_as_unknown() {
    lab.sandbox().conditions().fail("iam:SimulatePrincipalPolicy", Fault.DENIED);

    assertThat(messages(examined(SPEC), Verdict.SKIP, "permissions"))
        .singleElement()
        .asString()
        .startsWith("unknown: ");
  }

  @Test
  void a_role_with_the_least_policy_may_do_all_and_what_is_taken_from_it_is_named() {
    role(policy(statement -> statement));
    assertThat(messages(examined(SPEC), Verdict.FAIL, "permissions")).isEmpty();

    role(
        policy(statement -> {
          ((ArrayNode) statement.path("Action"))
              .removeIf(action -> action.asString("").equals("ecs:UpdateService"));
          return statement;
        }));
    assertThat(messages(examined(SPEC), Verdict.FAIL, "permissions"))
        .singleElement()
        .asString()
        .startsWith("arn:aws:iam::123456789012:role/keeper may not ecs:UpdateService on ");
  }

  @Test
  void the_simulation_is_read_to_its_last_page() {
    role("{\"Version\": \"2012-10-17\", \"Statement\": []}");

    SimulatePrincipalPolicyRequest request =
        SimulatePrincipalPolicyRequest.builder()
            .policySourceArn("arn:aws:iam::123456789012:role/keeper")
            .actionNames(IntStream.range(0, 150).mapToObj(i -> "ecs:Action" + i).toList())
            .build();
    assertThat(lab.byHand(IamClient.class).simulatePrincipalPolicy(request).isTruncated()).isTrue();

    assertThat(messages(examined(SPEC), Verdict.OK, "permissions"))
        .containsExactly("0 actions are allowed");
  }

  @Test
  void a_plan_asks_for_what_it_touches_and_no_more() {
    role(policy(statement -> statement));
    lab.sandbox().recording().clear();
    Extent service =
        new Extent(false, Set.of(new ResourceId("service", "api")), Map.of("service", 1));

    Examination examination = examined(SPEC, service, Duration.ZERO);

    assertThat(messages(examination, Verdict.OK, "permissions")).hasSize(1);
    assertThat(messages(examination, Verdict.FAIL, "references")).hasSize(3);
    assertThat(messages(examination, Verdict.OK, "endpoints")).isEmpty();
    assertThat(lab.sandbox().calls())
        .filteredOn(call -> call.operation().equals("SimulatePrincipalPolicy"))
        .hasSizeBetween(1, 8);
  }

  @Test
  void a_clock_that_aws_would_refuse_fails() {
    assertThat(messages(examined(SPEC), Verdict.OK, "clock"))
        .containsExactly("0 s apart from AWS's");
    assertThat(messages(examined(SPEC, Extent.WHOLE, Duration.ofMinutes(6)), Verdict.FAIL, "clock"))
        .containsExactly("360 s apart from AWS's");
  }

  @Test
  void a_certificate_must_be_issued_and_lie_in_the_region() {
    AcmClient acm = lab.byHand(AcmClient.class);
    String issued = acm.importCertificate(r -> {}).certificateArn();
    String waiting = acm.requestCertificate(r -> r.domainName("shop.example")).certificateArn();

    assertThat(certificate(issued)).isEmpty();
    assertThat(certificate(waiting)).contains("is not issued but PENDING_VALIDATION");
    assertThat(certificate(issued.replace("eu-west-1", "us-east-1"))).contains("lies in us-east-1");
    assertThat(certificate(issued + "0")).contains("ResourceNotFoundException");
  }

  private String certificate(String arn) {
    String spec =
        """
        loadBalancers:
          public:
            listeners:
              https: {port: 443, protocol: HTTPS, certificates: ["%s"]}
        """
            .formatted(arn);
    return String.join(" ", messages(examined(spec), Verdict.FAIL, "references"));
  }

  @Test
  void a_subnet_and_a_secret_that_are_not_there_fail() {
    String secret =
        lab.byHand(SecretsManagerClient.class)
            .createSecret(r -> r.name("db").secretString("x"))
            .arn();
    String spec =
        """
        services:
          api:
            image: repo/api:1
            secrets: {DB: "%s:password::", KEY: "%s"}
            networkConfiguration: {awsvpcConfiguration: {subnets: [subnet-0123456789abcdef0]}}
        """
            .formatted(secret, secret.replace(":secret:db", ":secret:none"));

    assertThat(messages(examined(spec), Verdict.FAIL, "references"))
        .hasSize(2)
        .anyMatch(message -> message.contains("secret:none"))
        .anyMatch(message -> message.contains("InvalidSubnetID.NotFound"));
  }

  @Test
  void a_service_that_does_not_answer_fails_and_one_that_refuses_has_answered() {
    lab.sandbox().conditions().fail("ecs:ListClusters", Fault.TIMED_OUT);
    lab.sandbox().conditions().fail("ec2:DescribeAvailabilityZones", Fault.DENIED);

    Examination examination = examined(SPEC);

    assertThat(messages(examination, Verdict.FAIL, "endpoints"))
        .singleElement()
        .asString()
        .startsWith("ecs in eu-west-1 does not answer");
  }

  @Test
  void quotas_are_told_with_what_is_to_be_made_and_what_does_not_fit_fails() {
    String spec = "network: {cidrBlock: 10.0.0.0/16}\n";
    assertThat(messages(examined(spec), Verdict.OK, "quotas")).contains("1 of 5 VPCs");

    for (int i = 1; i <= 4; i++) {
      String block = "10." + i + ".0.0/16";
      lab.byHand(Ec2Client.class).createVpc(r -> r.cidrBlock(block));
    }

    assertThat(messages(examined(spec), Verdict.OK, "quotas"))
        .contains("5 of 5 VPCs: near the limit");
    Extent plan = new Extent(false, Set.of(new ResourceId("vpc", "main")), Map.of("vpc", 1));
    assertThat(messages(examined(spec, plan, Duration.ZERO), Verdict.FAIL, "quotas"))
        .containsExactly("5 of 5 VPCs, and 1 more to be made");
  }

  @Test
  void more_tasks_than_fargate_gives_fail_and_a_quota_without_a_value_of_its_own_is_the_default() {
    String spec =
        """
        services:
          api: {image: repo/api:1, cpu: 4096, memory: 8192, desiredCount: 2}
        """;

    Examination examination = examined(spec);

    assertThat(messages(examination, Verdict.FAIL, "quotas"))
        .singleElement()
        .asString()
        .startsWith("8 of 6 Fargate vCPUs");
    assertThat(messages(examination, Verdict.OK, "quotas"))
        .contains("0 of 5000 ECS services of a cluster");
  }

  @Test
  void quotas_that_may_not_be_read_are_one_line() {
    lab.sandbox().conditions().fail("servicequotas:*", Fault.DENIED);

    Examination examination = examined(SPEC);

    assertThat(messages(examination, Verdict.SKIP, "quotas"))
        .singleElement()
        .asString()
        .contains("servicequotas:GetServiceQuota");
    assertThat(messages(examination, Verdict.OK, "quotas")).isEmpty();
  }

  /** Puts this policy on the role of the caller, and no other. */
  private void role(String policy) {
    lab.sandbox()
        .account(
            new Account("123456789012", "arn:aws:sts::123456789012:assumed-role/keeper/session"));
    IamClient iam = lab.byHand(IamClient.class);
    if (iam.listRoles().roles().stream().noneMatch(role -> role.roleName().equals("keeper"))) {
      iam.createRole(r -> r.roleName("keeper").assumeRolePolicyDocument(TRUST));
    }
    iam.putRolePolicy(r -> r.roleName("keeper").policyName("least").policyDocument(policy));
  }

  private String policy(UnaryOperator<ObjectNode> change) {
    ObjectNode document = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
    ArrayNode statements = document.putArray("Statement");
    LeastPolicy.of(List.of(lab.environment(SPEC)), KINDS).stream()
        .flatMap(policy -> policy.statements().stream())
        .map(Statement::json)
        .map(change)
        .filter(statement -> !statement.path("Action").isEmpty())
        .forEach(statements::add);
    return document.toString();
  }

  @Test
  void a_session_is_tried_as_its_role() {
    assertThat(Permissions.principal("arn:aws:sts::123456789012:assumed-role/keeper/session-1"))
        .isEqualTo("arn:aws:iam::123456789012:role/keeper");
  }
}
