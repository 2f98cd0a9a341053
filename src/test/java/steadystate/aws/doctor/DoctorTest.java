package steadystate.aws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import steadystate.aws.AwsSurroundings;
import steadystate.doctor.Check;
import steadystate.doctor.Check.Verdict;
import steadystate.doctor.Examination;
import steadystate.kinds.Kinds;
import steadystate.lab.Lab;
import steadystate.report.DoctorReport;
import steadystate.report.Paper;
import steadystate.resource.Kind;
import steadystate.sandbox.Fault;
import steadystate.sandbox.SandboxAccess;

/** What is wrong in AWS is said before an apply finds out. */
class DoctorTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/puller";
  private static final String SPEC =
      """
      services:
        api:
          image: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1.0
          executionRole: %s
          secrets: {KEY: "arn:aws:ssm:eu-west-1:123456789012:parameter/shop/key"}
      """
          .formatted(ROLE);

  private final Lab lab = Lab.inMemory();

  private Examination examined(String spec) {
    AwsSurroundings aws =
        new AwsSurroundings(
            new SandboxAccess(lab.sandbox()), "default", lab.clock(), lab.clock()::advance);
    List<String> kinds = Kinds.catalogue().kinds().stream().map(Kind::name).toList();
    return new Doctor(aws, kinds).examine(lab.environment(spec));
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
        .createRole(r ->
            r.roleName("puller")
                .assumeRolePolicyDocument(
                    "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"ecs-tasks.amazonaws.com\"},\"Action\":\"sts:AssumeRole\"}]}"));
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
    assertThat(messages(examined(SPEC), Verdict.SKIP, "permissions"))
        .singleElement()
        .asString()
        .startsWith("unknown: ");
  }

  @Test
  void a_session_is_tried_as_its_role() {
    assertThat(Permissions.principal("arn:aws:sts::123456789012:assumed-role/keeper/session-1"))
        .isEqualTo("arn:aws:iam::123456789012:role/keeper");
  }
}
