package steadystate.kinds.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import steadystate.drift.Status;
import steadystate.lab.Lab;
import steadystate.plan.Note;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;
import steadystate.sandbox.Call;
import steadystate.sandbox.codeconnections.Handshakes;
import steadystate.sandbox.codepipeline.PipelineDoings;

class PipelineKindTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  static final String PIPELINE =
      """
      connections: {github: {providerType: GitHub}}
      services:
        api: {image: repo/api:1, cpu: 256, memory: 512, desiredCount: 1, assignPublicIp: true}
      pipelines:
        api:
          source:
            connection: connection/github
            repository: team/shop
            branch: main
            triggers: {branches: {includes: [main]}, filePaths: {includes: ["api/**"]}}
          build:
            environment: {STAGE: dev, API_TOKEN: canary-8f14e45f}
          deploy:
            service: service/api
            repository: 123456789012.dkr.ecr.eu-west-1.amazonaws.com/api
            timeout: 15m
          artifacts: team-artifacts
      """;

  private final Lab lab = Lab.inMemory();
  private final CodePipelineClient aws = lab.byHand(CodePipelineClient.class);

  PipelineKindTest() {
    lab.sandbox().nature().handshaking(java.time.Duration.ZERO);
  }

  @Test
  void a_pipeline_is_made_with_its_build_roles_and_log_group() {
    assertThat(lab.apply(PIPELINE).outcome()).isEqualTo(STEADY);

    PipelineDeclaration made = pipeline();
    assertThat(made.pipelineTypeAsString()).isEqualTo("V2");
    assertThat(made.stages())
        .extracting(StageDeclaration::name)
        .containsExactly("Source", "Build", "Deploy");
    assertThat(action(made, "Source").configuration())
        .containsEntry("FullRepositoryId", "team/shop")
        .containsEntry("BranchName", "main");
    assertThat(action(made, "Build").configuration()).containsEntry("ProjectName", "dev-api");
    assertThat(action(made, "Deploy").configuration())
        .containsEntry("ClusterName", "dev")
        .containsEntry("ServiceName", "api")
        .containsEntry("DeploymentTimeout", "15");
    assertThat(lab.everything())
        .extracting(live -> live.id().toString())
        .contains(
            "pipeline/api",
            "buildProject/api",
            "role/api-pipeline",
            "role/api-build",
            "logGroup/api-build");
  }

  @Test
  void a_second_plan_is_empty_whatever_the_order_of_answers() {
    lab.apply(PIPELINE);
    for (int seed = 1; seed <= 3; seed++) {
      lab.sandbox().conditions().shuffle(seed);
      assertThat(lab.look(PIPELINE).plan().changes()).isEmpty();
      assertThat(lab.differences(PIPELINE)).isEmpty();
    }
  }

  @Test
  void what_a_person_has_to_confirm_first_is_waited_for_and_said() {
    Lab alone = Lab.inMemory();
    Receipt receipt = alone.apply(PIPELINE);

    assertThat(receipt.outcome())
        .isInstanceOfSatisfying(
            Receipt.Outcome.Unsteady.class,
            unsteady ->
                assertThat(unsteady.reason())
                    .contains("is held: waits until connection/github is confirmed")
                    .contains("settings/connections"));
    assertThat(alone.look(PIPELINE).plan().changes())
        .extracting(change -> change.resource().toString())
        .containsExactly("role/api-pipeline", "pipeline/api");
    assertThat(alone.finding(PIPELINE, "service/api").status()).isEqualTo(Status.IN_SYNC);

    new Handshakes(alone.sandbox(), Lab.REGION).completeAll();
    assertThat(alone.apply(PIPELINE).outcome()).isEqualTo(STEADY);
  }

  @Test
  void drift_by_hand_is_told_field_by_field_and_healed() {
    lab.apply(PIPELINE);
    PipelineDeclaration spoiled = pipeline();
    StageDeclaration source = spoiled.stages().getFirst();
    ActionDeclaration action = source.actions().getFirst();
    ActionDeclaration other =
        action.toBuilder()
            .configuration(
                Map.of(
                    "ConnectionArn", action.configuration().get("ConnectionArn"),
                    "FullRepositoryId", "team/other",
                    "BranchName", "try",
                    "DetectChanges", "false"))
            .build();
    List<StageDeclaration> stages = new java.util.ArrayList<>(spoiled.stages());
    stages.set(0, source.toBuilder().actions(other).build());
    aws.updatePipeline(r ->
        r.pipeline(
            spoiled.toBuilder()
                .stages(stages)
                .executionMode("QUEUED")
                .roleArn("arn:aws:iam::123456789012:role/other")
                .artifactStore(s -> s.type("S3").location("elsewhere"))
                .build()));

    assertThat(lab.differences(PIPELINE))
        .containsExactlyInAnyOrder(
            "pipeline/api roleArn",
            "pipeline/api artifactStore.location",
            "pipeline/api stages[Source].actions[Source].configuration[BranchName]",
            "pipeline/api stages[Source].actions[Source].configuration[DetectChanges]",
            "pipeline/api stages[Source].actions[Source].configuration[FullRepositoryId]");
    assertThat(lab.apply(PIPELINE).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(PIPELINE)).isEmpty();
    assertThat(pipeline().executionModeAsString()).as("nobody wrote it").isEqualTo("QUEUED");
  }

  @Test
  void a_stage_added_by_hand_is_taken_out_and_the_order_comes_back() {
    lab.apply(PIPELINE);
    PipelineDeclaration made = pipeline();
    List<StageDeclaration> stages = new java.util.ArrayList<>(made.stages());
    stages.add(
        1,
        StageDeclaration.builder()
            .name("Approve")
            .actions(a ->
                a.name("Wait")
                    .actionTypeId(
                        t -> t.category("Approval").owner("AWS").provider("Manual").version("1")))
            .build());
    aws.updatePipeline(r -> r.pipeline(made.toBuilder().stages(stages).build()));

    assertThat(lab.differences(PIPELINE))
        .containsExactlyInAnyOrder("pipeline/api stages[Approve]", "pipeline/api stageOrder");
    lab.apply(PIPELINE);

    assertThat(pipeline().stages())
        .extracting(StageDeclaration::name)
        .containsExactly("Source", "Build", "Deploy");
  }

  @Test
  void a_change_in_the_spec_is_one_update_and_keeps_what_nobody_wrote() {
    lab.apply(PIPELINE);
    PipelineDeclaration made = pipeline();
    aws.updatePipeline(r -> r.pipeline(made.toBuilder().executionMode("QUEUED").build()));
    String changed = PIPELINE.replace("branch: main", "branch: release");
    lab.sandbox().recording().clear();

    assertThat(lab.apply(changed).outcome()).isEqualTo(STEADY);

    assertThat(lab.sandbox().recording().writes())
        .extracting(Call::operation)
        .containsExactly("UpdatePipeline", "TagResource");
    assertThat(pipeline().executionModeAsString()).isEqualTo("QUEUED");
    assertThat(action(pipeline(), "Source").configuration()).containsEntry("BranchName", "release");
    assertThat(pipeline().version()).isEqualTo(3);
  }

  @Test
  void a_lost_answer_makes_no_twin_and_a_stranger_is_a_conflict() {
    lab.sandbox().conditions().loseAnswers("codepipeline:CreatePipeline", 1);
    lab.apply(PIPELINE);
    lab.sandbox().conditions().clear();
    lab.restarted();

    assertThat(lab.apply(PIPELINE).outcome()).isEqualTo(STEADY);
    assertThat(aws.listPipelines(r -> {}).pipelines()).hasSize(1);

    String arn = "arn:aws:codepipeline:eu-west-1:123456789012:dev-api";
    List<String> ours =
        aws.listTagsForResource(r -> r.resourceArn(arn)).tags().stream().map(t -> t.key()).toList();
    aws.untagResource(r -> r.resourceArn(arn).tagKeys(ours));
    lab.restarted();
    assertThat(lab.finding(PIPELINE, "pipeline/api").status()).isEqualTo(Status.CONFLICT);
  }

  @Test
  void tags_taken_away_by_hand_come_back() {
    lab.apply(PIPELINE);
    String arn = "arn:aws:codepipeline:eu-west-1:123456789012:dev-api";
    aws.untagResource(r -> r.resourceArn(arn).tagKeys(Owner.ENVIRONMENT));

    assertThat(lab.differences(PIPELINE))
        .containsExactly("pipeline/api tags[steadystate:environment]");
    assertThat(lab.apply(PIPELINE).outcome()).isEqualTo(STEADY);
    assertThat(lab.differences(PIPELINE)).isEmpty();
  }

  @Test
  void what_left_the_spec_goes_before_what_it_used() {
    String more = "securityGroups: {a: {}, b: {}, c: {}}\n";
    lab.apply(more + PIPELINE);
    String without = PIPELINE.substring(0, PIPELINE.indexOf("pipelines:"));
    lab.sandbox().recording().clear();

    assertThat(lab.apply(more + without).outcome()).isEqualTo(STEADY);

    assertThat(lab.sandbox().recording().writes())
        .extracting(Call::operation)
        .filteredOn(operation -> operation.startsWith("Delete"))
        .startsWith("DeletePipeline");
    assertThat(aws.listPipelines(r -> {}).pipelines()).isEmpty();
  }

  @Test
  void a_failed_run_is_news_and_keeps_nothing_from_being_steady() {
    lab.apply(PIPELINE);
    new PipelineDoings(lab.sandbox(), Lab.REGION).fail("dev-api", "Build: exit status 1");

    assertThat(lab.apply(PIPELINE).outcome()).isEqualTo(STEADY);
    assertThat(lab.look(PIPELINE).plan().notes())
        .filteredOn(note -> note.about().equals("news"))
        .singleElement()
        .extracting(Note::message)
        .asString()
        .contains("Failed: Build: exit status 1");
  }

  @Test
  void a_steady_pass_reads_no_pipeline_again() {
    lab.apply(PIPELINE);
    lab.look(PIPELINE);
    lab.sandbox().recording().clear();

    lab.look(PIPELINE);

    assertThat(lab.sandbox().recording().byAction())
        .containsEntry("codepipeline:ListPipelines", 1L)
        .containsEntry("codepipeline:ListPipelineExecutions", 1L)
        .containsEntry("codebuild:BatchGetProjects", 1L)
        .doesNotContainKey("codepipeline:GetPipeline")
        .doesNotContainKey("codepipeline:ListTagsForResource");
  }

  @Test
  void a_bucket_is_made_where_none_is_named() {
    String without = PIPELINE.replace("    artifacts: team-artifacts\n", "");

    assertThat(lab.apply(without).outcome()).isEqualTo(STEADY);

    assertThat(pipeline().artifactStore().location()).isEqualTo("dev-api-artifacts-123456789012");
    assertThat(lab.differences(without)).isEmpty();
    assertThat(lab.everything())
        .extracting(live -> live.id().toString())
        .contains("bucket/api-artifacts");
  }

  private PipelineDeclaration pipeline() {
    return aws.getPipeline(r -> r.name("dev-api")).pipeline();
  }

  private static ActionDeclaration action(PipelineDeclaration pipeline, String name) {
    return pipeline.stages().stream()
        .flatMap(stage -> stage.actions().stream())
        .filter(action -> action.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
