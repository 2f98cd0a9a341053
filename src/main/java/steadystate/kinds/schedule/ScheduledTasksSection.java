package steadystate.kinds.schedule;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.Nearest;
import steadystate.kinds.ecs.TaskWish;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** {@code scheduledTasks}: tasks that run at their times. */
public final class ScheduledTasksSection implements Section {
  private static final String SERVICE = "service";
  private static final String SCHEDULE = "schedule";
  private static final String ZONE = "timezone";

  /** Members of AWS's target that stand at the level of an entry. */
  private static final List<String> OF_TARGET = List.of("deadLetterConfig", "retryPolicy");

  /** Members of its ECS parameters that do. */
  private static final List<String> OF_ECS =
      List.of(
          "taskCount",
          "group",
          "referenceId",
          "propagateTags",
          "enableECSManagedTags",
          "enableExecuteCommand",
          "placementConstraints",
          "placementStrategy");

  @Override
  public String key() {
    return "scheduledTasks";
  }

  @Override
  public String kind() {
    return ScheduleKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Structure out =
        TaskWish.entry()
            .with(
                SCHEDULE,
                Member.of(
                        text.pattern("(cron|rate|at)\\(.+\\)"),
                        "When: cron(0 3 * * ? *), rate(1 hour) or at(2026-12-31T23:00:00).")
                    .needed())
            .with(ZONE, text, "The time zone of cron and at, such as Asia/Seoul; UTC without.")
            .with(
                SERVICE,
                text.pattern("service/.+"),
                "A service whose task it is; what is written here goes before what it says.")
            .with(
                ScheduleShape.OVERRIDES,
                overrides(),
                "What is another for a run, without another task definition.");
    out = out.withAll(ScheduleShape.FIELDS.without(ScheduleShape.EXPRESSION, ScheduleShape.ZONE));
    Shape.Structure target = ScheduleShape.targetMembers();
    for (String member : OF_TARGET) {
      out = out.with(member, target.member(member).orElseThrow());
    }
    Shape.Structure ecs = ScheduleShape.inner(target, ScheduleShape.ECS);
    for (String member : OF_ECS) {
      out = out.with(member, ecs.member(member).orElseThrow());
    }
    return out;
  }

  private static Shape.Structure overrides() {
    Shape.Structure task = TaskWish.entry();
    return Shape.Structure.empty()
        .with("command", task.member("command").orElseThrow())
        .with("environment", task.member("environment").orElseThrow())
        .with("cpu", task.member("cpu").orElseThrow())
        .with("memory", task.member("memory").orElseThrow())
        .with(
            "containerOverrides",
            Shape.ItemsOf.ordered(new Shape.Anything()),
            "Overrides of containers in ECS's form.");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    if (blueprint.entries("services").containsKey(entry.key())) {
      blueprint.problem(
          "key-taken",
          entry.value(),
          "",
          "a service has the key " + entry.key() + " already, and both would have one log group",
          "give the scheduled task another key");
    }
    Entry merged =
        new Entry(entry.key(), entry.name(), entry.named(), merged(entry, blueprint), entry.at());
    TaskWish task = TaskWish.of(merged, blueprint, entry.id(kind()));
    SchedulerRole role = new SchedulerRole(entry, task, blueprint);
    Entries model = model(merged, task).with(ScheduleShape.TARGET, target(merged, task, role));
    List<Declared> all = new ArrayList<>();
    all.add(new Declared(entry.id(kind()), model, entry.at()));
    all.addAll(task.others());
    role.made().ifPresent(all::add);
    if (blueprint.entries(key()).firstEntry().getKey().equals(entry.key())) {
      all.add(group(entry, blueprint));
    }
    return all;
  }

  private static Declared group(Entry entry, Blueprint blueprint) {
    Value name =
        Value.text(blueprint.environment()).from(Origin.byDefault("the environment's name"));
    return new Declared(ScheduleGroupKind.ID, Value.entries(Map.of("groupName", name)), entry.at());
  }

  /** The entry with what its service says beneath it. */
  private static Entries merged(Entry entry, Blueprint blueprint) {
    Optional<Value> named = entry.value().get(SERVICE);
    if (named.isEmpty()) {
      return entry.value();
    }
    String key = named.get().toString().substring("service/".length());
    Map<String, Entry> services = blueprint.entries("services");
    if (!services.containsKey(key)) {
      blueprint.problem(
          "unknown-reference",
          named.get(),
          SERVICE,
          "there is no service " + key + " in this environment",
          Nearest.help(key, List.copyOf(services.keySet()), "service"));
      return entry.value();
    }
    return TaskWish.like(services.get(key).value(), entry.value());
  }

  private static Entries model(Entry entry, TaskWish task) {
    Entries written = entry.value();
    Map<String, Value> model = new LinkedHashMap<>();
    Origin named =
        entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>");
    model.put(ScheduleShape.NAME, Value.text(entry.name()).from(named));
    model.put(ScheduleShape.GROUP, Value.reference(ScheduleGroupKind.ID, "name"));
    for (String member : ScheduleShape.FIELDS.members().keySet()) {
      written.get(member).ifPresent(value -> model.put(member, value));
    }
    written.get(SCHEDULE).ifPresent(value -> model.put(ScheduleShape.EXPRESSION, value));
    written.get(ZONE).ifPresent(value -> model.put(ScheduleShape.ZONE, value));
    Origin otherwise = Origin.byDefault("AWS's default");
    model.putIfAbsent(ScheduleShape.ZONE, Value.text("UTC").from(otherwise));
    model.putIfAbsent("state", Value.text("ENABLED").from(otherwise));
    model.putIfAbsent(
        "flexibleTimeWindow",
        Value.entries(Map.of("mode", Value.text("OFF"))).from(Origin.byDefault("at its time")));
    model.put(ScheduleShape.TASK, task.definition());
    overrides(entry).ifPresent(value -> model.put(ScheduleShape.OVERRIDES, value));
    return new Entries(model, written.origin());
  }

  /** The short overrides are of the task's own container, which has the entry's key. */
  private static Optional<Value> overrides(Entry entry) {
    Optional<Entries> written = entry.value().map(ScheduleShape.OVERRIDES);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Value> own = new LinkedHashMap<>();
    own.put("name", Value.text(entry.key()));
    written.get().get("command").ifPresent(command -> own.put("command", command));
    written
        .get()
        .map("environment")
        .ifPresent(variables -> own.put("environment", pairs(variables)));
    List<Value> containers = new ArrayList<>(written.get().list("containerOverrides"));
    if (own.size() > 1) {
      containers.add(Value.entries(own));
    }
    Map<String, Value> all = new LinkedHashMap<>();
    if (!containers.isEmpty()) {
      all.put("containerOverrides", Value.items(containers));
    }
    for (String size : List.of("cpu", "memory")) {
      written.get().text(size).ifPresent(value -> all.put(size, Value.text(value)));
    }
    return Optional.of(new Entries(all, written.get().origin()));
  }

  private static Value pairs(Entries variables) {
    List<Value> pairs = new ArrayList<>();
    variables
        .entries()
        .forEach((name, value) ->
            pairs.add(Value.entries(Map.of("name", Value.text(name))).with("value", value)));
    return Value.items(pairs);
  }

  private static Entries target(Entry entry, TaskWish task, SchedulerRole role) {
    Entries written = entry.value();
    Map<String, Value> ecs = new LinkedHashMap<>();
    for (String member : OF_ECS) {
      written.get(member).ifPresent(value -> ecs.put(member, value));
    }
    ecs.putIfAbsent("taskCount", Value.number(1).from(Origin.byDefault("one task")));
    written.get("platformVersion").ifPresent(value -> ecs.put("platformVersion", value));
    Optional<Value> strategy = written.get("capacityProviderStrategy");
    if (strategy.isPresent()) {
      ecs.put("capacityProviderStrategy", strategy.get());
    } else {
      ecs.put(
          "launchType",
          written
              .get("launchType")
              .orElse(Value.text("FARGATE").from(Origin.byDefault("Fargate"))));
    }
    task.network().ifPresent(network -> ecs.put("networkConfiguration", network));
    Map<String, Value> target = new LinkedHashMap<>();
    target.put("arn", task.cluster());
    target.put("roleArn", role.arn());
    for (String member : OF_TARGET) {
      written.get(member).ifPresent(value -> target.put(member, value));
    }
    target.put(ScheduleShape.ECS, Value.entries(ecs));
    return new Entries(target, written.origin());
  }
}
