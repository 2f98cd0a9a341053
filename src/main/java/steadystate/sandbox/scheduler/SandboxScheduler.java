package steadystate.sandbox.scheduler;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleGroupRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleGroupRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.scheduler.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleGroupState;
import software.amazon.awssdk.services.scheduler.model.Tag;
import software.amazon.awssdk.services.scheduler.model.TagResourceRequest;
import software.amazon.awssdk.services.scheduler.model.TagResourceResponse;
import software.amazon.awssdk.services.scheduler.model.UntagResourceRequest;
import software.amazon.awssdk.services.scheduler.model.UntagResourceResponse;
import software.amazon.awssdk.services.scheduler.model.ValidationException;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/**
 * EventBridge Scheduler. A group that is deleted takes its schedules with it, and takes a while.
 */
public final class SandboxScheduler implements SandboxService {
  /** By name; {@code default} is always there. */
  static final Table<GetScheduleGroupResponse> GROUPS = new Table<>("scheduler.groups");

  /** By group and name. */
  static final Table<GetScheduleResponse> SCHEDULES = new Table<>("scheduler.schedules");

  private static final int LEAVING_SECONDS = 10;

  @Override
  public String prefix() {
    return "scheduler";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return SchedulerClient.class;
  }

  @Override
  public void register(Operations operations) {
    Schedules.register(operations);
    operations
        .on(CreateScheduleGroupRequest.class, SandboxScheduler::create)
        .on(GetScheduleGroupRequest.class, SandboxScheduler::get)
        .on(DeleteScheduleGroupRequest.class, SandboxScheduler::delete)
        .on(TagResourceRequest.class, SandboxScheduler::tag)
        .on(UntagResourceRequest.class, SandboxScheduler::untag)
        .on(ListTagsForResourceRequest.class, SandboxScheduler::listTags);
  }

  @Override
  public Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    for (GetScheduleGroupResponse group : List.copyOf(scene.table(GROUPS).values())) {
      if (group.state() == ScheduleGroupState.DELETING) {
        Instant gone = group.lastModificationDate().plusSeconds(LEAVING_SECONDS);
        if (gone.isAfter(scene.now())) {
          next = gone.isBefore(next) ? gone : next;
        } else {
          scene.table(GROUPS).remove(group.name());
          Tags.forget(scene, group.arn());
        }
      }
    }
    return next;
  }

  private static CreateScheduleGroupResponse create(
      Scene scene, CreateScheduleGroupRequest request) {
    String name = request.name();
    if (name == null || !name.matches("[0-9a-zA-Z-_.]{1,64}")) {
      throw invalid("Value at 'name' failed to satisfy constraint: [0-9a-zA-Z-_.]+");
    }
    if (scene.find(GROUPS, name).isPresent()) {
      throw conflict("Schedule group " + name + " already exists.");
    }
    String arn = scene.arn("scheduler", "schedule-group/" + name);
    scene
        .table(GROUPS)
        .put(
            name,
            GetScheduleGroupResponse.builder()
                .arn(arn)
                .name(name)
                .state(ScheduleGroupState.ACTIVE)
                .creationDate(scene.now())
                .lastModificationDate(scene.now())
                .build());
    Tags.put(scene, arn, Tags.map(request.tags(), Tag::key, Tag::value));
    return CreateScheduleGroupResponse.builder().scheduleGroupArn(arn).build();
  }

  private static GetScheduleGroupResponse get(Scene scene, GetScheduleGroupRequest request) {
    return group(scene, request.name());
  }

  static GetScheduleGroupResponse group(Scene scene, @Nullable String name) {
    return Optional.ofNullable(name)
        .flatMap(known -> scene.find(GROUPS, known))
        .orElseThrow(() -> missing("Schedule group " + name + " does not exist."));
  }

  private static DeleteScheduleGroupResponse delete(
      Scene scene, DeleteScheduleGroupRequest request) {
    GetScheduleGroupResponse group = group(scene, request.name());
    scene.table(SCHEDULES).keySet().removeIf(key -> key.startsWith(group.name() + "/"));
    scene
        .table(GROUPS)
        .put(
            group.name(),
            group.toBuilder()
                .state(ScheduleGroupState.DELETING)
                .lastModificationDate(scene.now())
                .build());
    return DeleteScheduleGroupResponse.builder().build();
  }

  private static TagResourceResponse tag(Scene scene, TagResourceRequest request) {
    Tags.put(scene, tagged(scene, request.resourceArn()), map(request.tags()));
    return TagResourceResponse.builder().build();
  }

  private static Map<String, String> map(List<Tag> tags) {
    return Tags.map(tags, Tag::key, Tag::value);
  }

  private static UntagResourceResponse untag(Scene scene, UntagResourceRequest request) {
    Tags.remove(scene, tagged(scene, request.resourceArn()), request.tagKeys());
    return UntagResourceResponse.builder().build();
  }

  private static ListTagsForResourceResponse listTags(
      Scene scene, ListTagsForResourceRequest request) {
    return ListTagsForResourceResponse.builder()
        .tags(
            Tags.of(
                scene,
                tagged(scene, request.resourceArn()),
                (key, value) -> Tag.builder().key(key).value(value).build()))
        .build();
  }

  private static String tagged(Scene scene, String arn) {
    return group(scene, arn.substring(arn.lastIndexOf('/') + 1)).arn();
  }

  static AwsServiceException missing(String message) {
    return Errors.of(
        ResourceNotFoundException.builder(), "ResourceNotFoundException", 404, message);
  }

  static AwsServiceException conflict(String message) {
    return Errors.of(ConflictException.builder(), "ConflictException", 409, message);
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(ValidationException.builder(), "ValidationException", 400, message);
  }
}
