package steadystate.sandbox.codepipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionStatus;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;

/** Runs of pipelines. Each takes a minute and succeeds, unless somebody has said otherwise. */
final class PipelineRuns {
  static final Duration LENGTH = Duration.ofMinutes(1);

  /** By execution id, oldest first. */
  static final Table<Run> RUNS = new Table<>("codepipeline.runs");

  /** One run of one pipeline. */
  record Run(String pipeline, PipelineExecutionSummary summary) {
    Run ended(PipelineExecutionStatus status, String text, Instant at) {
      return new Run(
          pipeline,
          summary.toBuilder().status(status).statusSummary(text).lastUpdateTime(at).build());
    }

    boolean isUnderWay() {
      return summary.status() == PipelineExecutionStatus.IN_PROGRESS;
    }
  }

  private PipelineRuns() {}

  static String start(Scene scene, String pipeline, TriggerType trigger) {
    String id = scene.hex(32).replaceAll("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    PipelineExecutionSummary summary =
        PipelineExecutionSummary.builder()
            .pipelineExecutionId(id)
            .status(PipelineExecutionStatus.IN_PROGRESS)
            .startTime(scene.now())
            .lastUpdateTime(scene.now())
            .trigger(t -> t.triggerType(trigger))
            .build();
    scene.table(RUNS).put(id, new Run(pipeline, summary));
    return id;
  }

  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (Map.Entry<String, Run> entry : List.copyOf(scene.table(RUNS).entrySet())) {
      Run run = entry.getValue();
      Instant end = run.summary().startTime().plus(LENGTH);
      if (!run.isUnderWay()) {
        continue;
      }
      if (end.isAfter(scene.now())) {
        next = end.isBefore(next) ? end : next;
      } else {
        scene
            .table(RUNS)
            .put(entry.getKey(), run.ended(PipelineExecutionStatus.SUCCEEDED, "", scene.now()));
      }
    }
    return next;
  }

  /** The newest run of a pipeline ends badly. */
  static void fail(Scene scene, String pipeline, String why) {
    List<Map.Entry<String, Run>> newest = new ArrayList<>();
    scene.table(RUNS).entrySet().stream()
        .filter(entry -> entry.getValue().pipeline().equals(pipeline))
        .forEach(newest::add);
    Map.Entry<String, Run> last = newest.getLast();
    scene
        .table(RUNS)
        .put(
            last.getKey(), last.getValue().ended(PipelineExecutionStatus.FAILED, why, scene.now()));
  }

  static void forget(Scene scene, String pipeline) {
    for (Map.Entry<String, Run> entry : List.copyOf(scene.table(RUNS).entrySet())) {
      if (entry.getValue().pipeline().equals(pipeline)) {
        scene.table(RUNS).remove(entry.getKey());
      }
    }
  }

  /** Newest first. */
  static ListPipelineExecutionsResponse list(Scene scene, ListPipelineExecutionsRequest request) {
    SandboxCodePipeline.existing(scene, request.pipelineName());
    List<PipelineExecutionSummary> all =
        new ArrayList<>(
            scene.table(RUNS).values().stream()
                .filter(run -> run.pipeline().equals(request.pipelineName()))
                .map(Run::summary)
                .toList());
    java.util.Collections.reverse(all);
    Integer size = request.maxResults();
    Page<PipelineExecutionSummary> page =
        Page.of(
            all,
            request.nextToken(),
            size == null ? 100 : size,
            () -> Errors.of(InvalidNextTokenException.builder(), "Invalid next token"));
    return ListPipelineExecutionsResponse.builder()
        .pipelineExecutionSummaries(page.items())
        .nextToken(page.nextToken())
        .build();
  }
}
