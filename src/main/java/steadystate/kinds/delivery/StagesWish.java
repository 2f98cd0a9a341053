package steadystate.kinds.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Durations;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The stages that the short words of a pipeline stand for: Source, Build, Deploy. */
final class StagesWish {
  private static final String SOURCE_OUTPUT = "source";
  private static final String BUILD_OUTPUT = "build";
  private static final String SOURCE_ACTION = "Source";

  private final PipelineDraft draft;

  StagesWish(PipelineDraft draft) {
    this.draft = draft;
  }

  Value stages(Optional<ResourceId> project) {
    List<Value> stages = new ArrayList<>();
    stages.add(stage(SOURCE_ACTION, source()));
    project.ifPresent(id -> stages.add(stage("Build", build(id))));
    if (draft.written().has(PipelineDraft.DEPLOY)) {
      stages.add(stage("Deploy", deploy()));
    }
    return new Value.Items(stages, draft.written().origin());
  }

  private Entries stage(String name, Entries action) {
    Value word = Value.text(name).from(Origin.byDefault("source, build, deploy"));
    return new Entries(Map.of(), action.origin())
        .with(PipelineShape.NAME, word)
        .with(PipelineShape.ACTIONS, Value.items(List.of(action.with(PipelineShape.NAME, word))));
  }

  private Entries source() {
    Entries written = draft.map(PipelineDraft.SOURCE);
    Map<String, Value> settings = new LinkedHashMap<>();
    written.get("connection").ifPresent(v -> settings.put("ConnectionArn", v));
    written.get("repository").ifPresent(v -> settings.put("FullRepositoryId", v));
    settings.put(
        "BranchName",
        written.get("branch").orElse(Value.text("main").from(Origin.byDefault("main"))));
    written
        .get("detectChanges")
        .ifPresent(v -> settings.put("DetectChanges", Value.text(v.toString()).from(v.origin())));
    return action("Source", "CodeStarSourceConnection", settings, written)
        .with("outputArtifacts", artifact(SOURCE_OUTPUT));
  }

  private Entries build(ResourceId project) {
    return action(
            "Build",
            "CodeBuild",
            Map.of("ProjectName", Value.reference(project, "name")),
            draft.map(PipelineDraft.BUILD))
        .with("inputArtifacts", artifact(SOURCE_OUTPUT))
        .with("outputArtifacts", artifact(BUILD_OUTPUT));
  }

  private Entries deploy() {
    Entries written = draft.map(PipelineDraft.DEPLOY);
    Value service = written.get("service").orElse(Value.text(""));
    Map<String, Value> settings = new LinkedHashMap<>();
    settings.put("ClusterName", cluster(written, service));
    settings.put("ServiceName", service);
    settings.put(
        "FileName",
        written
            .get("imageDefinitions")
            .orElse(Value.text("imagedefinitions.json").from(Origin.byDefault("ECS's own name"))));
    written.get("timeout").ifPresent(v -> settings.put("DeploymentTimeout", minutes(v)));
    return action("Deploy", "ECS", settings, written)
        .with("inputArtifacts", artifact(BUILD_OUTPUT));
  }

  private Value cluster(Entries written, Value service) {
    return written
        .get("cluster")
        .orElseGet(() ->
            PipelineDraft.named(service, "service")
                .<Value>map(id -> Value.reference(id, "cluster"))
                .orElse(Value.text(draft.blueprint().environment()))
                .from(Origin.byDefault("the environment's cluster")));
  }

  private Value minutes(Value timeout) {
    Duration time = Durations.parse(timeout.toString()).orElse(Duration.ofMinutes(60));
    if (time.toMinutes() < 1 || time.toMinutes() > 60) {
      draft.problem(
          "out-of-range",
          timeout,
          "deploy.timeout",
          "CodePipeline waits between 1 and 60 minutes for ECS",
          "write 1m to 1h");
    }
    return Value.text(String.valueOf(time.toMinutes())).from(timeout.origin());
  }

  private static Entries action(
      String category, String provider, Map<String, Value> settings, Entries written) {
    Map<String, Value> type = new LinkedHashMap<>();
    type.put("category", Value.text(category));
    type.put("owner", Value.text("AWS"));
    type.put("provider", Value.text(provider));
    type.put("version", Value.text("1"));
    return new Entries(Map.of(), written.origin())
        .with("actionTypeId", Value.entries(type))
        .with(PipelineShape.CONFIGURATION, new Entries(settings, written.origin()));
  }

  private static Value artifact(String name) {
    return Value.items(List.of(Value.entries(Map.of(PipelineShape.NAME, Value.text(name)))));
  }

  /** The short trigger as AWS's: one filter of pushes to the source. */
  Optional<Value> triggers() {
    return draft
        .map(PipelineDraft.SOURCE)
        .get("triggers")
        .map(filter -> {
          Entries git =
              new Entries(Map.of(), filter.origin())
                  .with("sourceActionName", Value.text(SOURCE_ACTION))
                  .with("push", Value.items(List.of(filter)).from(filter.origin()));
          Entries trigger =
              new Entries(Map.of(), filter.origin())
                  .with("providerType", Value.text("CodeStarSourceConnection"))
                  .with("gitConfiguration", git);
          return Value.items(List.of(trigger)).from(filter.origin());
        });
  }
}
