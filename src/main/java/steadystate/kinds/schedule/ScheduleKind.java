package steadystate.kinds.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.kinds.JsonText;
import steadystate.kinds.Overlay;
import steadystate.kinds.ecs.TaskWish;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * A schedule of EventBridge Scheduler that runs a task, together with the task definition it runs.
 *
 * <p>A schedule carries no tags: it is ours when the group that it is in is ours, and {@link
 * AppliedSpecs} of the group say what was last applied of it. One list call tells all of a group;
 * the details of one are asked again only when AWS says they have changed.
 */
public final class ScheduleKind implements Kind {
  public static final String NAME = "scheduledTask";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return ScheduleShape.MODEL;
  }

  @Override
  public boolean tagged() {
    return false;
  }

  @Override
  public Set<String> attributes() {
    return Set.of("arn", "name", "taskDefinition");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    Optional<Map<String, String>> tags =
        ScheduleGroupKind.ours(scope, scope.environment())
            .map(group -> ScheduleGroupKind.tags(scope, group.arn()));
    boolean ours =
        tags.map(told -> told.get(Owner.ENVIRONMENT))
            .filter(scope.environment()::equals)
            .isPresent();
    List<Live> found = new ArrayList<>();
    if (ours || tags.filter(told -> isTakenOver(told, wanted)).isPresent()) {
      for (ScheduleSummary one : in(scope, scope.environment())) {
        if (ours || wanted.stream().anyMatch(w -> isNamed(w, one.name()))) {
          details(scope, one)
              .map(schedule -> live(scope, id(scope, schedule.name(), wanted), schedule))
              .map(live -> live.tags(AppliedSpecs.of(tags.orElseThrow(), live.id().key())))
              .ifPresent(found::add);
        }
      }
    }
    return new Observation(found);
  }

  /** A group that is nobody's yet becomes ours with what is wished for in it. */
  private static boolean isTakenOver(Map<String, String> group, List<Declared> wanted) {
    return group.keySet().stream().noneMatch(Owner::isOurKey)
        && wanted.stream().anyMatch(declared -> declared.lifecycle().adopt());
  }

  /** The schedules of a group; of every group when it is empty. */
  static List<ScheduleSummary> in(Scope scope, String group) {
    return scope
        .client(SchedulerClient.class)
        .listSchedulesPaginator(r -> r.groupName(group.isEmpty() ? null : group))
        .schedules()
        .stream()
        .toList();
  }

  private static boolean isNamed(Declared declared, String name) {
    return declared.model().text(ScheduleShape.NAME).filter(name::equals).isPresent();
  }

  /** What one lives as, for whoever asks; empty when it has gone since the list was made. */
  static Optional<Live> look(Scope scope, ScheduleSummary one) {
    return details(scope, one).map(schedule -> live(scope, new ResourceId(NAME, "main"), schedule));
  }

  private static Optional<GetScheduleResponse> details(Scope scope, ScheduleSummary one) {
    Instant changed = Optional.ofNullable(one.lastModificationDate()).orElse(Instant.EPOCH);
    try {
      return Optional.of(
          scope.forever(
              "schedule " + one.arn() + " of " + changed,
              () ->
                  scope
                      .client(SchedulerClient.class)
                      .getSchedule(r -> r.groupName(one.groupName()).name(one.name()))));
    } catch (FailureException e) {
      if (e.is("ResourceNotFoundException")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static ResourceId id(Scope scope, String name, List<Declared> wanted) {
    String prefix = scope.environment() + "-";
    return wanted.stream()
        .filter(w -> isNamed(w, name))
        .findFirst()
        .map(Declared::id)
        .orElseGet(() ->
            new ResourceId(NAME, name.startsWith(prefix) ? name.substring(prefix.length()) : name));
  }

  private static Live live(Scope scope, ResourceId id, GetScheduleResponse schedule) {
    Entries read = Pojo.read(schedule);
    Entries target = read.map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    Entries ecs = target.map(ScheduleShape.ECS).orElse(Entries.EMPTY);
    String revision = ecs.text("taskDefinitionArn").orElse("");
    boolean fargate = isFargate(ecs);
    Map<String, Value> model = new LinkedHashMap<>(read.entries());
    model.put(ScheduleShape.NAME, Value.text(schedule.name()));
    target
        .text("input")
        .filter(input -> !input.isBlank())
        .ifPresent(input -> model.put(ScheduleShape.OVERRIDES, JsonText.read(input)));
    if (!revision.isEmpty()) {
      model.put(ScheduleShape.TASK, TaskWish.registered(scope, revision, fargate));
    }
    return new Live(
        id,
        schedule.arn(),
        Canonical.form(ScheduleShape.MODEL, Value.entries(model)),
        Map.of(),
        attributes(schedule.arn(), schedule.name(), revision),
        Health.READY,
        Optional.ofNullable(schedule.creationDate()),
        Map.of());
  }

  static boolean isFargate(Entries ecs) {
    return ecs.text("launchType").filter("FARGATE"::equals).isPresent()
        || ecs.list("capacityProviderStrategy").stream()
            .anyMatch(item -> item.toString().contains("FARGATE"));
  }

  private static Attributes attributes(String arn, String name, String revision) {
    return Attributes.of("arn", arn).with("name", name).with("taskDefinition", revision);
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    String revision = revision(scope, wish, Optional.empty());
    String name = wish.text(ScheduleShape.NAME);
    CreateScheduleRequest request =
        Pojo.fill(CreateScheduleRequest.builder(), sent(wish.model(), revision))
            .name(name)
            .groupName(wish.text(ScheduleShape.GROUP))
            .build();
    try {
      String arn =
          judged(() -> scope.client(SchedulerClient.class).createSchedule(request)).scheduleArn();
      applied(scope, wish);
      return attributes(arn, name, revision);
    } catch (FailureException e) {
      throw ScheduleGroupKind.existing(e, name);
    }
  }

  private static String revision(Scope scope, Wish wish, Optional<Live> live) {
    Entries target = wish.model().map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    return TaskWish.revision(
        scope,
        wish,
        wish.model().map(ScheduleShape.TASK).orElse(Entries.EMPTY),
        live,
        isFargate(target.map(ScheduleShape.ECS).orElse(Entries.EMPTY)));
  }

  /** The whole of a schedule: what an update leaves out falls back to a default. */
  private static Entries sent(Entries model, String revision) {
    Entries target = model.map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    Entries ecs =
        target
            .map(ScheduleShape.ECS)
            .orElse(Entries.EMPTY)
            .with("taskDefinitionArn", Value.text(revision));
    Entries whole = target.with(ScheduleShape.ECS, ecs);
    Optional<Value> overrides =
        model.get(ScheduleShape.OVERRIDES).filter(Entries.class::isInstance);
    if (overrides.isPresent()) {
      whole = whole.with("input", Value.text(JsonText.write(overrides.get())));
    }
    return model.with(ScheduleShape.TARGET, whole);
  }

  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    boolean content = changed.stream().anyMatch(path -> path.head().equals(ScheduleShape.TASK));
    String revision =
        content
            ? revision(scope, wish, Optional.of(live))
            : live.attributes().require("taskDefinition");
    Entries laid = Overlay.of(ScheduleShape.MODEL, live.model(), wish.model());
    Entries whole =
        wish.model().has(ScheduleShape.OVERRIDES) ? laid : laid.without(ScheduleShape.OVERRIDES);
    UpdateScheduleRequest request =
        Pojo.fill(UpdateScheduleRequest.builder(), sent(oneCapacity(whole, wish.model()), revision))
            .name(live.attributes().require("name"))
            .groupName(wish.text(ScheduleShape.GROUP))
            .build();
    judged(() -> scope.client(SchedulerClient.class).updateSchedule(request));
    applied(scope, wish);
  }

  private static void applied(Scope scope, Wish wish) {
    new AppliedSpecs(scope).applied(wish.id().key(), wish.tags().getOrDefault(Owner.SPEC, ""));
  }

  /** What excludes each other: a launch type and a strategy, of which the written one stays. */
  private static Entries oneCapacity(Entries laid, Entries wish) {
    Entries target = laid.map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    Entries ecs = target.map(ScheduleShape.ECS).orElse(Entries.EMPTY);
    boolean byType =
        wish.map(ScheduleShape.TARGET)
            .flatMap(t -> t.map(ScheduleShape.ECS))
            .filter(e -> e.has("launchType"))
            .isPresent();
    Entries one = ecs.without(byType ? "capacityProviderStrategy" : "launchType");
    Entries out = laid.with(ScheduleShape.TARGET, target.with(ScheduleShape.ECS, one));
    // A window belongs to its mode: what is off has no length.
    return wish.get("flexibleTimeWindow")
        .map(own -> out.with("flexibleTimeWindow", own))
        .orElse(out);
  }

  @Override
  public void delete(Scope scope, Live live) {
    Deletion.of(
        () ->
            scope
                .client(SchedulerClient.class)
                .deleteSchedule(
                    r -> r.groupName(scope.environment()).name(live.attributes().require("name"))),
        "ResourceNotFoundException");
    new AppliedSpecs(scope).gone(live.id().key());
  }

  /** A role that was made a moment ago cannot be taken yet, and AWS says so in this way. */
  private static <T> T judged(java.util.function.Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException e) {
      throw String.valueOf(e.getMessage())
              .contains("must allow AWS EventBridge Scheduler to assume")
          ? new FailureException(new Failure.Busy(e.failure().code(), e.failure().message()), e)
          : e;
    }
  }
}
