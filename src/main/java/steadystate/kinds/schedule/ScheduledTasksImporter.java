package steadystate.kinds.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import steadystate.kinds.Probe;
import steadystate.kinds.ecs.TaskForm;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Schedules of EventBridge Scheduler that run tasks, as {@code scheduledTasks}. */
public final class ScheduledTasksImporter implements Importer {
  private static final Entries OFF = Entries.EMPTY.with("mode", Value.text("OFF"));
  private static final Entries RETRIES =
      Entries.EMPTY
          .with("maximumEventAgeInSeconds", Value.number(86_400))
          .with("maximumRetryAttempts", Value.number(185));

  @Override
  public String section() {
    return "scheduledTasks";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Candidate> found = new ArrayList<>();
    for (ScheduleSummary one : ScheduleKind.in(scope, "")) {
      String arn = one.target() == null ? "" : String.valueOf(one.target().arn());
      int at = arn.indexOf(":cluster/");
      if (at >= 0) {
        String cluster = arn.substring(at + ":cluster/".length());
        boolean inPlace = scope.environment().equals(one.groupName());
        ScheduleKind.look(scope, one)
            .map(live -> inPlace ? tagged(scope, live) : live)
            .map(live -> candidate(scope, live, cluster))
            .map(candidate -> inPlace ? candidate : candidate.foreign(elsewhere(scope, one)))
            .ifPresent(found::add);
      }
    }
    return found;
  }

  private static String elsewhere(Scope scope, ScheduleSummary one) {
    return "in the schedule group %s: AWS moves none, and ours stand in the group %s"
        .formatted(one.groupName(), scope.environment());
  }

  /** Its group says whose it is. */
  private static Live tagged(Scope scope, Live live) {
    Map<String, String> tags =
        ScheduleGroupKind.ours(scope, scope.environment())
            .map(group -> ScheduleGroupKind.tags(scope, group.arn()))
            .orElse(Map.of());
    return new Live(live.id(), live.arn(), live.model(), tags, live.attributes(), live.health());
  }

  private static Candidate candidate(Scope scope, Live live, String cluster) {
    String name = live.attributes().require("name");
    Set<String> mentions = new LinkedHashSet<>(Probe.texts(live.model()));
    return Candidate.of(live, name)
        .home(cluster)
        .mentions(mentions)
        .entry(names -> Optional.of(entry(live, names)));
  }

  private static Entries entry(Live live, Candidate.Names names) {
    Entries model = live.model();
    String key = names.of(ScheduleKind.NAME, live.arn()).map(ResourceId::key).orElse("");
    Entries target = model.map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    Entries ecs = target.map(ScheduleShape.ECS).orElse(Entries.EMPTY);
    Map<String, Value> out = new LinkedHashMap<>();
    model.get(ScheduleShape.EXPRESSION).ifPresent(when -> out.put("schedule", when));
    model.get(ScheduleShape.ZONE).ifPresent(zone -> out.put("timezone", zone));
    model
        .map(ScheduleShape.TASK)
        .ifPresent(
            task -> out.putAll(TaskForm.of(task, ecs.map("networkConfiguration"), key, names)));
    model
        .get(ScheduleShape.OVERRIDES)
        .filter(Entries.class::isInstance)
        .ifPresent(overrides -> out.put(ScheduleShape.OVERRIDES, words((Entries) overrides, key)));
    for (Entries from : List.of(model, target, ecs)) {
      from.without(ScheduleShape.OVERRIDES, ScheduleShape.TARGET, ScheduleShape.TASK)
          .entries()
          .forEach(out::putIfAbsent);
    }
    if (ecs.text("launchType").filter("FARGATE"::equals).isPresent()) {
      out.remove("launchType");
    }
    out.remove("networkConfiguration");
    return Value.entries(out);
  }

  /** What is another for the task's own container has short words. */
  private static Entries words(Entries overrides, String key) {
    List<Value> containers = overrides.list("containerOverrides");
    boolean own =
        containers.size() == 1
            && containers.getFirst() instanceof Entries one
            && one.text("name").filter(key::equals).isPresent()
            && one.without("name", "command", "environment").entries().isEmpty();
    if (!own) {
      return overrides;
    }
    Entries container = ((Entries) containers.getFirst()).without("name");
    Entries out = overrides.without("containerOverrides");
    for (Map.Entry<String, Value> member : container.entries().entrySet()) {
      boolean pairs = member.getKey().equals("environment");
      out = out.with(member.getKey(), pairs ? byName(member.getValue()) : member.getValue());
    }
    return out;
  }

  private static Value byName(Value pairs) {
    Map<String, Value> out = new LinkedHashMap<>();
    if (pairs instanceof Value.Items items) {
      items.items().stream()
          .map(Entries.class::cast)
          .forEach(pair ->
              out.put(pair.text("name").orElse(""), pair.get("value").orElse(Value.text(""))));
    }
    return Value.entries(out);
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    if (!id.kind().equals(ScheduleKind.NAME)) {
      return model;
    }
    Entries target = model.map(ScheduleShape.TARGET).orElse(Entries.EMPTY);
    Entries ecs = target.map(ScheduleShape.ECS).orElse(Entries.EMPTY);
    boolean fargate = ScheduleKind.isFargate(ecs);
    Entries filled =
        ecs.withDefault("enableECSManagedTags", Value.flag(false))
            .withDefault("enableExecuteCommand", Value.flag(false))
            .withDefault("platformVersion", Value.text(fargate ? "LATEST" : ""));
    Optional<Entries> vpc =
        filled.map("networkConfiguration").flatMap(n -> n.map("awsvpcConfiguration"));
    if (vpc.isPresent()) {
      Entries placed = vpc.get().withDefault("assignPublicIp", Value.text("DISABLED"));
      filled =
          filled.with("networkConfiguration", Entries.EMPTY.with("awsvpcConfiguration", placed));
    }
    return model
        .withDefault("flexibleTimeWindow", OFF)
        .withDefault("actionAfterCompletion", Value.text("NONE"))
        .withDefault("description", Value.text(""))
        .with(
            ScheduleShape.TASK,
            TaskForm.filled(model.map(ScheduleShape.TASK).orElse(Entries.EMPTY), fargate))
        .with(
            ScheduleShape.TARGET,
            target.withDefault("retryPolicy", RETRIES).with(ScheduleShape.ECS, filled));
  }

  @Override
  public Entries bringing(Entries entry, String kind, Entries model) {
    return TaskForm.bringing(entry, kind, model);
  }

  @Override
  public List<String> order() {
    return List.of(
        "schedule",
        "timezone",
        "service",
        "image",
        "cpu",
        "memory",
        "port",
        "environment",
        "secrets",
        "command",
        "overrides");
  }

  @Override
  public Set<String> kept() {
    return Set.of("schedule");
  }
}
