package steadystate.sandbox.rds;

import java.time.Instant;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceRequest;
import software.amazon.awssdk.services.rds.model.AddTagsToResourceResponse;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.rds.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceRequest;
import software.amazon.awssdk.services.rds.model.RemoveTagsFromResourceResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** The Relational Database Service, as far as instances go. */
public final class SandboxRds implements SandboxService {
  @Override
  public String prefix() {
    return Rds.PREFIX;
  }

  @Override
  public Class<? extends SdkClient> client() {
    return RdsClient.class;
  }

  @Override
  public void register(Operations operations) {
    RdsInstances.register(operations);
    RdsChanges.register(operations);
    RdsSnapshots.register(operations);
    RdsSubnetGroups.register(operations);
    RdsParameters.register(operations);
    operations
        .on(AddTagsToResourceRequest.class, SandboxRds::tag)
        .on(RemoveTagsFromResourceRequest.class, SandboxRds::untag)
        .on(ListTagsForResourceRequest.class, SandboxRds::listTags);
  }

  @Override
  public Instant advance(Scene scene) {
    return RdsLife.advance(scene);
  }

  private static AddTagsToResourceResponse tag(Scene scene, AddTagsToResourceRequest request) {
    checkThere(scene, request.resourceName());
    Tags.put(scene, request.resourceName(), Rds.tags(request.tags()));
    return AddTagsToResourceResponse.builder().build();
  }

  private static RemoveTagsFromResourceResponse untag(
      Scene scene, RemoveTagsFromResourceRequest request) {
    checkThere(scene, request.resourceName());
    Tags.remove(scene, request.resourceName(), request.tagKeys());
    return RemoveTagsFromResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    checkThere(scene, request.resourceName());
    return ListTagsForResourceResponse.builder()
        .tagList(Tags.of(scene, request.resourceName(), Rds::tag))
        .build();
  }

  private static void checkThere(Scene scene, String arn) {
    if (scene.find(Tags.TABLE, arn).isEmpty()) {
      throw Rds.error("DBInstanceNotFound", 404, "The specified resource was not found: " + arn);
    }
  }
}
