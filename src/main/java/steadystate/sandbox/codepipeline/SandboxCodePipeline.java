package steadystate.sandbox.codepipeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.DeletePipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.GetPipelineResponse;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.ListPipelineExecutionsRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesRequest;
import software.amazon.awssdk.services.codepipeline.model.ListPipelinesResponse;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineNameInUseException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;
import software.amazon.awssdk.services.codepipeline.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionRequest;
import software.amazon.awssdk.services.codepipeline.model.StartPipelineExecutionResponse;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import software.amazon.awssdk.services.codepipeline.model.TagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.TagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.TriggerType;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceRequest;
import software.amazon.awssdk.services.codepipeline.model.UntagResourceResponse;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/**
 * CodePipeline: pipelines with their versions, and runs that begin and end and deploy nothing.
 * Tokens are kept and never told.
 */
public final class SandboxCodePipeline implements SandboxService {
  /** By name; tags are kept under the ARN. */
  static final Table<StoredPipeline> PIPELINES = new Table<>("codepipeline.pipelines");

  @Override
  public String prefix() {
    return "codepipeline";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return CodePipelineClient.class;
  }

  @Override
  public void register(Operations operations) {
    operations
        .on(CreatePipelineRequest.class, SandboxCodePipeline::create)
        .on(UpdatePipelineRequest.class, SandboxCodePipeline::update)
        .on(GetPipelineRequest.class, SandboxCodePipeline::get)
        .on(ListPipelinesRequest.class, SandboxCodePipeline::list)
        .on(DeletePipelineRequest.class, SandboxCodePipeline::delete)
        .on(StartPipelineExecutionRequest.class, SandboxCodePipeline::start)
        .on(ListPipelineExecutionsRequest.class, PipelineRuns::list)
        .on(TagResourceRequest.class, SandboxCodePipeline::tag)
        .on(UntagResourceRequest.class, SandboxCodePipeline::untag)
        .on(ListTagsForResourceRequest.class, SandboxCodePipeline::listTags);
  }

  @Override
  public Instant advance(Scene scene) {
    return PipelineRuns.advance(scene);
  }

  /** A new pipeline runs at once. */
  private static CreatePipelineResponse create(Scene scene, CreatePipelineRequest request) {
    PipelineDeclaration filled = PipelineChecks.filled(scene, request.pipeline());
    if (scene.find(PIPELINES, filled.name()).isPresent()) {
      throw Errors.of(
          PipelineNameInUseException.builder(),
          "A pipeline with the name '%s' already exists in account '%s'"
              .formatted(filled.name(), scene.account().id()));
    }
    StoredPipeline stored =
        new StoredPipeline(filled.toBuilder().version(1).build(), scene.now(), scene.now());
    scene.table(PIPELINES).put(filled.name(), stored);
    Tags.put(scene, arn(scene, filled.name()), Tags.map(request.tags(), Tag::key, Tag::value));
    PipelineRuns.start(scene, filled.name(), TriggerType.CREATE_PIPELINE);
    return CreatePipelineResponse.builder().pipeline(stored.shown()).tags(request.tags()).build();
  }

  private static String arn(Scene scene, String name) {
    return scene.arn("codepipeline", name);
  }

  private static UpdatePipelineResponse update(Scene scene, UpdatePipelineRequest request) {
    PipelineDeclaration filled = PipelineChecks.filled(scene, request.pipeline());
    StoredPipeline old = existing(scene, filled.name());
    int version = old.declaration().version() + 1;
    StoredPipeline stored =
        new StoredPipeline(filled.toBuilder().version(version).build(), old.created(), scene.now());
    scene.table(PIPELINES).put(filled.name(), stored);
    return UpdatePipelineResponse.builder().pipeline(stored.shown()).build();
  }

  private static GetPipelineResponse get(Scene scene, GetPipelineRequest request) {
    StoredPipeline stored = existing(scene, request.name());
    return GetPipelineResponse.builder()
        .pipeline(stored.shown())
        .metadata(m ->
            m.pipelineArn(arn(scene, request.name()))
                .created(stored.created())
                .updated(stored.updated()))
        .build();
  }

  private static ListPipelinesResponse list(Scene scene, ListPipelinesRequest request) {
    List<PipelineSummary> all =
        scene.table(PIPELINES).values().stream()
            .map(SandboxCodePipeline::summary)
            .sorted(Comparator.comparing(PipelineSummary::name))
            .toList();
    Integer size = request.maxResults();
    Page<PipelineSummary> page =
        Page.of(
            all,
            request.nextToken(),
            size == null ? 1_000 : size,
            () -> Errors.of(InvalidNextTokenException.builder(), "Invalid next token"));
    return ListPipelinesResponse.builder()
        .pipelines(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static PipelineSummary summary(StoredPipeline stored) {
    PipelineDeclaration pipeline = stored.declaration();
    return PipelineSummary.builder()
        .name(pipeline.name())
        .version(pipeline.version())
        .pipelineType(pipeline.pipelineType())
        .executionMode(pipeline.executionMode())
        .created(stored.created())
        .updated(stored.updated())
        .build();
  }

  /** Deleting what is not there succeeds. */
  private static DeletePipelineResponse delete(Scene scene, DeletePipelineRequest request) {
    scene.table(PIPELINES).remove(request.name());
    PipelineRuns.forget(scene, request.name());
    Tags.forget(scene, arn(scene, request.name()));
    return DeletePipelineResponse.builder().build();
  }

  private static StartPipelineExecutionResponse start(
      Scene scene, StartPipelineExecutionRequest request) {
    existing(scene, request.name());
    String id = PipelineRuns.start(scene, request.name(), TriggerType.START_PIPELINE_EXECUTION);
    return StartPipelineExecutionResponse.builder().pipelineExecutionId(id).build();
  }

  static StoredPipeline existing(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(PIPELINES, known))
        .orElseThrow(() ->
            Errors.of(
                PipelineNotFoundException.builder(),
                "Account '%s' does not have a pipeline with name '%s'"
                    .formatted(scene.account().id(), name)));
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    String arn = tagged(scene, request.resourceArn());
    Tags.put(scene, arn, Tags.map(request.tags(), Tag::key, Tag::value));
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceArn()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    Map<String, String> tags = Tags.of(scene, tagged(scene, request.resourceArn()));
    return ListTagsForResourceResponse.builder()
        .tags(
            tags.entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  private static String tagged(Scene scene, String arn) {
    if (scene.find(Tags.TABLE, arn).isEmpty()) {
      throw Errors.of(
          ResourceNotFoundException.builder(), "No resource with the ARN '%s'".formatted(arn));
    }
    return arn;
  }
}
