package steadystate.sandbox.ecs;

import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecs.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecs.model.TagResourceRequest;
import software.amazon.awssdk.services.ecs.model.TagResourceResponse;
import software.amazon.awssdk.services.ecs.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecs.model.UntagResourceResponse;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Elastic Container Service. */
public final class SandboxEcs implements SandboxService {
  @Override
  public String prefix() {
    return Ecs.PREFIX;
  }

  @Override
  public Class<? extends SdkClient> client() {
    return EcsClient.class;
  }

  @Override
  public void register(Operations operations) {
    EcsClusters.register(operations);
    EcsTaskDefinitions.register(operations);
    EcsServices.register(operations);
    EcsTasks.register(operations);
    EcsDeployments.register(operations);
    operations
        .on(TagResourceRequest.class, SandboxEcs::tag)
        .on(UntagResourceRequest.class, SandboxEcs::untag)
        .on(ListTagsForResourceRequest.class, SandboxEcs::listTags);
  }

  /** Tasks first: what became of them decides what the services do. */
  @Override
  public Instant advance(Scene scene) {
    TaskLife.advance(scene);
    Instant services = ServiceScheduler.advance(scene);
    Instant tasks = TaskLife.advance(scene);
    return services.isBefore(tasks) ? services : tasks;
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    checkThere(scene, request.resourceArn());
    Map<String, String> tags = Ecs.tags(request.tags());
    Tags.put(scene, request.resourceArn(), tags);
    return TagResourceResponse.builder().build();
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    checkThere(scene, request.resourceArn());
    request.tagKeys().forEach(Ecs::checkKey);
    Tags.remove(scene, request.resourceArn(), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    checkThere(scene, request.resourceArn());
    return ListTagsForResourceResponse.builder()
        .tags(Tags.of(scene, request.resourceArn(), Ecs::tag))
        .build();
  }

  private static void checkThere(Scene scene, String arn) {
    if (scene.find(Tags.TABLE, arn).isEmpty()) {
      throw Errors.of(
          ResourceNotFoundException.builder(), "The specified resource was not found: " + arn);
    }
  }
}
