package steadystate.sandbox.codepipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.InvalidActionDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;

/** What CodePipeline refuses, and what it adds. */
final class PipelineChecks {
  private PipelineChecks() {}

  /** The declaration with AWS's defaults in it. */
  static PipelineDeclaration filled(Scene scene, PipelineDeclaration pipeline) {
    structure(scene, pipeline);
    Set<String> artifacts = new HashSet<>();
    for (StageDeclaration stage : pipeline.stages()) {
      if (stage.actions().isEmpty()) {
        throw Errors.of(
            InvalidStageDeclarationException.builder(), "Stage has no actions: " + stage.name());
      }
      stage.actions().forEach(action -> action(pipeline, stage, action, artifacts));
    }
    PipelineDeclaration.Builder filled = pipeline.toBuilder();
    if (pipeline.pipelineTypeAsString() == null) {
      filled.pipelineType(PipelineType.V1);
    }
    if (pipeline.executionModeAsString() == null) {
      filled.executionMode(ExecutionMode.SUPERSEDED);
    }
    return filled.stages(pipeline.stages().stream().map(PipelineChecks::filled).toList()).build();
  }

  private static void structure(Scene scene, PipelineDeclaration pipeline) {
    String name = pipeline.name();
    if (name == null || !name.matches("[A-Za-z0-9.@\\-_]{1,100}")) {
      throw invalid("Invalid pipeline name: " + name);
    }
    String role = pipeline.roleArn();
    if (role == null || !role.startsWith("arn:aws:iam::" + scene.account().id() + ":role/")) {
      throw invalid("CodePipeline is not authorized to perform AssumeRole on role " + role);
    }
    if (pipeline.stages().size() < 2) {
      throw invalid(
          "Pipeline has only "
              + pipeline.stages().size()
              + " stage(s). There should be a minimum of 2 stages in a pipeline");
    }
    if ((pipeline.artifactStore() == null) == pipeline.artifactStores().isEmpty()) {
      throw invalid("Exactly one of artifactStore and artifactStores must be given");
    }
    unique("stage", pipeline.stages().stream().map(StageDeclaration::name).toList());
    boolean first =
        pipeline.stages().getFirst().actions().stream()
            .allMatch(action -> action.actionTypeId().category() == ActionCategory.SOURCE);
    if (!first) {
      throw invalid("Pipeline should start with a stage that only contains source actions");
    }
    boolean old = pipeline.pipelineType() != PipelineType.V2;
    if (old && (pipeline.hasTriggers() || pipeline.hasVariables())) {
      throw invalid("Triggers and variables are only supported for pipelines of type V2");
    }
  }

  private static void action(
      PipelineDeclaration pipeline,
      StageDeclaration stage,
      ActionDeclaration action,
      Set<String> artifacts) {
    boolean source = action.actionTypeId().category() == ActionCategory.SOURCE;
    if (source && stage != pipeline.stages().getFirst()) {
      throw Errors.of(
          InvalidActionDeclarationException.builder(),
          "Source actions can only be in the first stage: " + action.name());
    }
    action
        .inputArtifacts()
        .forEach(input -> {
          if (!artifacts.contains(input.name())) {
            throw invalid(
                "Action " + action.name() + " has an unknown input artifact " + input.name());
          }
        });
    action.outputArtifacts().forEach(output -> artifacts.add(output.name()));
    unique("action", stage.actions().stream().map(ActionDeclaration::name).toList());
  }

  private static void unique(String thing, List<String> names) {
    if (new HashSet<>(names).size() < names.size()) {
      throw invalid("Pipeline has more than one " + thing + " of a name: " + names);
    }
  }

  private static StageDeclaration filled(StageDeclaration stage) {
    return stage.toBuilder()
        .actions(
            stage.actions().stream()
                .map(action ->
                    action.toBuilder()
                        .runOrder(action.runOrder() == null ? 1 : action.runOrder())
                        .configuration(action.configuration())
                        .inputArtifacts(action.inputArtifacts())
                        .outputArtifacts(action.outputArtifacts())
                        .build())
                .toList())
        .build();
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(InvalidStructureException.builder(), message);
  }
}
