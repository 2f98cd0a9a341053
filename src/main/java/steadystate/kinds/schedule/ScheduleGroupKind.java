package steadystate.kinds.schedule;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.GetScheduleGroupResponse;
import software.amazon.awssdk.services.scheduler.model.Tag;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.kinds.SdkTags;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Member;
import steadystate.resource.Observation;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** The group in which all schedules of an environment are. Schedules have no tags; it has. */
public final class ScheduleGroupKind implements Kind {
  public static final String NAME = "scheduleGroup";

  /** The only one of an environment. */
  static final ResourceId ID = new ResourceId(NAME, "main");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return Shape.Structure.empty()
        .with(
            "groupName",
            Member.of(Shape.Scalar.of(Shape.Type.TEXT), "The environment's name.").replaces());
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    return new Observation(
        ours(scope, scope.environment())
            .flatMap(group ->
                Whose.id(scope, NAME, tags(scope, group.arn()), wanted, w -> true)
                    .map(id -> live(scope, id, group)))
            .stream()
            .toList());
  }

  /** The group of a name, asked once in a pass. */
  static Optional<GetScheduleGroupResponse> ours(Scope scope, String name) {
    return scope.once(
        "scheduler:GetScheduleGroup " + name,
        () -> {
          try {
            return Optional.of(
                scope.client(SchedulerClient.class).getScheduleGroup(r -> r.name(name)));
          } catch (FailureException e) {
            if (e.is("ResourceNotFoundException")) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  static Map<String, String> tags(Scope scope, String arn) {
    return scope.once(
        "scheduler:ListTagsForResource " + arn,
        () -> {
          Map<String, String> tags = new LinkedHashMap<>();
          scope
              .client(SchedulerClient.class)
              .listTagsForResource(r -> r.resourceArn(arn))
              .tags()
              .forEach(tag -> tags.put(tag.key(), tag.value()));
          return tags;
        });
  }

  private static Live live(Scope scope, ResourceId id, GetScheduleGroupResponse group) {
    boolean leaving = "DELETING".equals(group.stateAsString());
    return new Live(
        id,
        group.arn(),
        Value.entries(Map.of("groupName", Value.text(group.name()))),
        tags(scope, group.arn()),
        attributes(group.arn(), group.name()),
        leaving ? new Health.Leaving("its schedules are deleted first") : Health.READY,
        Optional.ofNullable(group.creationDate()),
        Map.of());
  }

  private static Attributes attributes(String arn, String name) {
    return Attributes.of("arn", arn).with("name", name);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String name = wish.text("groupName");
    try {
      String arn =
          scope
              .client(SchedulerClient.class)
              .createScheduleGroup(r -> r.name(name).tags(list(wish.tags())))
              .scheduleGroupArn();
      return attributes(arn, name);
    } catch (FailureException e) {
      throw existing(e, name);
    }
  }

  /** Ours from a lost answer, or a stranger's: the next look tells. */
  static FailureException existing(FailureException e, String name) {
    return e.is("ConflictException")
        ? new FailureException(
            new Failure.Busy(e.failure().code(), name + " exists by now; looking again"), e)
        : e;
  }

  private static List<Tag> list(Map<String, String> tags) {
    return SdkTags.list(tags, (key, value) -> Tag.builder().key(key).value(value).build());
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    throw new FailureException(
        new Failure.Rejected("NotUpdatable", live.arn() + ": nothing of a group can be changed"));
  }

  @Override
  public void delete(Scope scope, Live live) {
    if (live.health() instanceof Health.Leaving) {
      return;
    }
    Deletion.of(
        () ->
            scope
                .client(SchedulerClient.class)
                .deleteScheduleGroup(r -> r.name(live.attributes().require("name"))),
        "ResourceNotFoundException");
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    SchedulerClient scheduler = scope.client(SchedulerClient.class);
    SdkTags.change(
        put,
        remove,
        () -> scheduler.tagResource(r -> r.resourceArn(live.arn()).tags(list(put))),
        () -> scheduler.untagResource(r -> r.resourceArn(live.arn()).tagKeys(remove)));
  }
}
