package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionSummary;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import steadystate.failure.FailureException;
import steadystate.resource.Scope;

/** What CodePipeline tells. A version of a pipeline never changes, so it is read once. */
record PipelineReads(Scope scope, CodePipelineClient client) {
  PipelineReads(Scope scope) {
    this(scope, scope.client(CodePipelineClient.class));
  }

  List<PipelineSummary> all() {
    return client
        .listPipelinesPaginator(ListPipelinesRequest.builder().maxResults(1_000).build())
        .pipelines()
        .stream()
        .toList();
  }

  /** Empty when it was deleted since the list was made. */
  Optional<GetPipelineResponse> version(PipelineSummary pipeline) {
    String which =
        String.join(
            " ",
            "pipeline",
            scope.region(),
            pipeline.name(),
            String.valueOf(pipeline.version()),
            String.valueOf(pipeline.created()),
            String.valueOf(pipeline.updated()));
    try {
      return Optional.of(
          scope.forever(which, () -> client.getPipeline(r -> r.name(pipeline.name()))));
    } catch (FailureException e) {
      if (e.is("PipelineNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  Map<String, String> tags(String arn) {
    Map<String, String> tags = new LinkedHashMap<>();
    client
        .listTagsForResourcePaginator(ListTagsForResourceRequest.builder().resourceArn(arn).build())
        .tags()
        .forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  /**
   * What is to be told of the last run; nothing while all went well. A run that cannot be read is
   * not worth an unknown pipeline.
   */
  Optional<String> news(String pipeline) {
    try {
      return client
          .listPipelineExecutions(r -> r.pipelineName(pipeline).maxResults(1))
          .pipelineExecutionSummaries()
          .stream()
          .findFirst()
          .flatMap(PipelineReads::news);
    } catch (FailureException unread) {
      return Optional.empty();
    }
  }

  private static Optional<String> news(PipelineExecutionSummary last) {
    String status = String.valueOf(last.statusAsString());
    return switch (status) {
      case "Succeeded", "Superseded" -> Optional.empty();
      case "InProgress" -> Optional.of("its last run is under way, since " + last.startTime());
      default -> {
        String why = last.statusSummary() == null ? "" : ": " + last.statusSummary();
        yield Optional.of("its last run, of " + last.startTime() + ", ended as " + status + why);
      }
    };
  }
}
