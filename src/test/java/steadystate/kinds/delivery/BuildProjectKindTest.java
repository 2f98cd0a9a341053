package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectEnvironment;
import software.amazon.awssdk.services.codebuild.model.Tag;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.plan.Change;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Paper;
import steadystate.report.PlanReport;
import steadystate.report.Stats;
import steadystate.resource.Owner;

class BuildProjectKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();
  private static final String SPEC = PipelineKindTest.PIPELINE;

  private final Lab lab = Lab.inMemory();
  private final CodeBuildClient aws = lab.byHand(CodeBuildClient.class);

  BuildProjectKindTest() {
    lab.sandbox().nature().handshaking(Duration.ZERO);
  }

  @Test
  void a_build_has_what_an_image_needs() {
    lab.apply(SPEC);

    Project made = project();
    assertThat(made.source().typeAsString()).isEqualTo("CODEPIPELINE");
    assertThat(made.source().buildspec()).contains("docker push").contains("imagedefinitions.json");
    assertThat(made.environment().privilegedMode()).isTrue();
    assertThat(made.environment().image()).isEqualTo("aws/codebuild/standard:7.0");
    assertThat(made.serviceRole()).endsWith(":role/dev-api-build");
    assertThat(made.logsConfig().cloudWatchLogs().groupName())
        .isEqualTo("/steadystate/dev/api-build");
    assertThat(made.environment().environmentVariables())
        .extracting(EnvironmentVariable::name, EnvironmentVariable::value)
        .contains(
            org.assertj.core.groups.Tuple.tuple("CONTAINER_NAME", "api"),
            org.assertj.core.groups.Tuple.tuple(
                "REPOSITORY_URI", "123456789012.dkr.ecr.eu-west-1.amazonaws.com/api"));
  }

  @Test
  void drift_by_hand_is_told_field_by_field_and_healed() {
    lab.apply(SPEC);
    ProjectEnvironment spoiled =
        project().environment().toBuilder()
            .computeType("BUILD_GENERAL1_LARGE")
            .image("aws/codebuild/standard:5.0")
            .environmentVariables(
                EnvironmentVariable.builder().name("STAGE").value("other").build(),
                EnvironmentVariable.builder().name("API_TOKEN").value("leaked").build(),
                EnvironmentVariable.builder().name("MORE").value("1").build())
            .build();
    aws.updateProject(r ->
        r.name("dev-api")
            .environment(spoiled)
            .source(s -> s.type("CODEPIPELINE").buildspec("other.yml"))
            .serviceRole("arn:aws:iam::123456789012:role/other"));

    assertThat(lab.differences(SPEC))
        .containsExactlyInAnyOrder(
            "buildProject/api source.buildspec",
            "buildProject/api serviceRole",
            "buildProject/api environment.image",
            "buildProject/api environment.computeType",
            "buildProject/api environment.environmentVariables[API_TOKEN].value",
            "buildProject/api environment.environmentVariables[CONTAINER_NAME]",
            "buildProject/api environment.environmentVariables[MORE]",
            "buildProject/api environment.environmentVariables[REPOSITORY_URI]",
            "buildProject/api environment.environmentVariables[STAGE].value");
    String plan = new PlanReport(lab.look(SPEC).plan(), Stats.NONE).text(Paper.PLAIN);
    assertThat(plan).doesNotContain("canary", "leaked");

    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(SPEC)).isEmpty();
  }

  @Test
  void what_nobody_wrote_stays_when_something_else_changes() {
    lab.apply(SPEC);
    aws.updateProject(
        r -> r.name("dev-api").description("by hand").concurrentBuildLimit(2).timeoutInMinutes(20));
    assertThat(lab.differences(SPEC)).isEmpty();
    String changed =
        SPEC.replace("    build:\n", "    build:\n      computeType: BUILD_GENERAL1_MEDIUM\n");

    assertThat(lab.apply(changed).outcome()).isEqualTo(STEADY);

    assertThat(project().environment().computeTypeAsString()).isEqualTo("BUILD_GENERAL1_MEDIUM");
    assertThat(project().environment().environmentVariables()).hasSize(4);
    assertThat(project().description()).isEqualTo("by hand");
    assertThat(project().timeoutInMinutes()).isEqualTo(20);
  }

  @Test
  void every_field_of_aws_can_be_written_and_short_words_stand_beside_them() {
    String more =
        SPEC.replace(
            "    build:\n",
            """
                build:
                  cache: {type: LOCAL, modes: [LOCAL_DOCKER_LAYER_CACHE, LOCAL_SOURCE_CACHE]}
                  secrets: {NPM: /shop/npm, DB: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db"}
                  project:
                    description: image of the api
                    queuedTimeoutInMinutes: 30
                    environment: {imagePullCredentialsType: CODEBUILD}
            """);

    assertThat(lab.apply(more).outcome()).isEqualTo(STEADY);

    assertThat(project().description()).isEqualTo("image of the api");
    assertThat(project().environment().environmentVariables())
        .filteredOn(variable -> List.of("NPM", "DB").contains(variable.name()))
        .extracting(EnvironmentVariable::typeAsString)
        .containsExactlyInAnyOrder("PARAMETER_STORE", "SECRETS_MANAGER");
    assertThat(lab.differences(more)).isEmpty();
  }

  @Test
  void another_name_makes_another_project_and_pipeline() {
    lab.apply(SPEC);
    String renamed = SPEC.replace("  api:\n    source", "  api:\n    name: shop\n    source");

    assertThat(lab.look(renamed).plan().changes())
        .filteredOn(change -> change.resource().kind().equals("buildProject"))
        .extracting(change -> change.action().word())
        .containsExactly("replace");
    assertThat(lab.apply(renamed).outcome()).isEqualTo(STEADY);
    assertThat(aws.listProjects(r -> {}).projects()).containsExactly("shop");
  }

  @Test
  void a_lost_answer_makes_no_twin_and_a_project_deleted_by_hand_comes_back() {
    lab.sandbox().conditions().loseAnswers("codebuild:CreateProject", 1);
    lab.apply(SPEC);
    lab.sandbox().conditions().clear();
    lab.restarted();
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);

    aws.deleteProject(r -> r.name("dev-api"));
    assertThat(lab.finding(SPEC, "buildProject/api").status()).isEqualTo(Status.MISSING);
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(aws.listProjects(r -> {}).projects()).containsExactly("dev-api");
  }

  @Test
  void tags_taken_away_by_hand_come_back_and_those_of_others_stay() {
    lab.apply(SPEC);
    List<Tag> left =
        project().tags().stream().filter(tag -> !tag.key().equals(Owner.ENVIRONMENT)).toList();
    List<Tag> others = new java.util.ArrayList<>(left);
    others.add(Tag.builder().key("cost").value("7").build());
    aws.updateProject(r -> r.name("dev-api").tags(others));

    assertThat(lab.differences(SPEC))
        .containsExactly("buildProject/api tags[steadystate:environment]");
    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(project().tags()).extracting(Tag::key).contains("cost", Owner.ENVIRONMENT);
  }

  @Test
  void a_role_that_iam_does_not_know_yet_is_tried_again() {
    lab.sandbox()
        .conditions()
        .hook(
            new steadystate.sandbox.Hook() {
              private int tries;

              @Override
              public void before(steadystate.sandbox.Call call) {
                if (call.action().equals("codebuild:CreateProject") && tries++ < 2) {
                  throw software.amazon.awssdk.services.codebuild.model.InvalidInputException
                      .builder()
                      .statusCode(400)
                      .awsErrorDetails(
                          software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                              .errorCode("InvalidInputException")
                              .errorMessage(
                                  "CodeBuild is not authorized to perform: sts:AssumeRole on"
                                      + " service role")
                              .build())
                      .build();
                }
              }
            });

    assertThat(lab.apply(SPEC).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(SPEC).plan().changes()).extracting(Change::resource).isEmpty();
  }

  private Project project() {
    return aws.batchGetProjects(r -> r.names("dev-api")).projects().getFirst();
  }
}
