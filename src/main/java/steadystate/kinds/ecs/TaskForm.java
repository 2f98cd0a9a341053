package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Candidate.Names;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** A registered task in the words of an entry: the short fields where they fit, AWS's elsewhere. */
public final class TaskForm {
  private static final List<String> SHORT =
      List.of("image", "environment", "secrets", "command", "healthCheck");
  private static final List<String> VPC = List.of("securityGroups", "subnets", "assignPublicIp");

  /** What has a word of its own. */
  private static final List<String> SAID =
      List.of("containerDefinitions", "cpu", "memory", "taskRoleArn", "executionRoleArn");

  private final Entries model;
  private final Names names;
  private final String key;
  private final Map<String, Value> out = new LinkedHashMap<>();

  private TaskForm(Entries model, Names names, String key) {
    this.model = model;
    this.names = names;
    this.key = key;
  }

  /**
   * What is written of a task.
   *
   * @param model the content of its task definition
   * @param network where it stands, in ECS's form; empty for its instance's network
   * @param key of the entry, by which its own container is called
   */
  public static Map<String, Value> of(
      Entries model, Optional<Entries> network, String key, Names names) {
    TaskForm form = new TaskForm(model, names, key);
    form.containers();
    form.definition();
    network.flatMap(n -> n.map("awsvpcConfiguration")).ifPresent(form::place);
    return form.out;
  }

  /** The content with every default that ECS adds. */
  public static Entries filled(Entries content, boolean fargate) {
    return TaskDefinitionDefaults.fill(withPlatform(content, fargate), fargate);
  }

  private static Entries withPlatform(Entries content, boolean fargate) {
    Value only = Value.items(List.of(Value.text("FARGATE")));
    return fargate ? content.withDefault("requiresCompatibilities", only) : content;
  }

  /** An entry that makes its log group itself, whose logs are kept as long as now. */
  public static Entries bringing(Entries entry, String kind, Entries model) {
    Optional<Value> days = model.get("retentionInDays").filter(d -> kind.equals("logGroup"));
    return days.isPresent() ? entry.with("logRetentionDays", days.get()) : entry;
  }

  private void containers() {
    Map<String, Value> further = new LinkedHashMap<>();
    for (Value item : model.list("containerDefinitions")) {
      Entries container = named((Entries) item);
      String name = container.text("name").orElse("");
      Entries rest = container.without("name");
      if (name.equals(key)) {
        rest = own(rest);
      }
      if (!rest.entries().isEmpty()) {
        further.put(name, rest);
      }
    }
    if (!further.isEmpty()) {
      out.put("containers", Value.entries(further));
    }
  }

  /** Takes what has a short field out of the container of the key's name. */
  private Entries own(Entries container) {
    Entries rest = container;
    for (String field : SHORT) {
      rest.get(field).filter(TaskForm::isThere).ifPresent(value -> out.put(field, value));
      rest = rest.without(field);
    }
    Optional<Value> port = port(container.list("portMappings"));
    if (port.isPresent()) {
      out.put("port", port.get());
      rest = rest.without("portMappings");
    }
    return rest;
  }

  /** A map of nothing is as good as none. */
  private static boolean isThere(Value value) {
    return !(value instanceof Entries entries) || !entries.entries().isEmpty();
  }

  /** The port of a lone mapping that says nothing more. */
  private Optional<Value> port(List<Value> mappings) {
    if (mappings.size() != 1 || !(mappings.getFirst() instanceof Entries mapping)) {
      return Optional.empty();
    }
    Optional<Value> port = mapping.get("containerPort");
    boolean bridge = model.text("networkMode").orElse("").equals("bridge");
    Optional<Value> usual = bridge ? Optional.of(Value.number(0)) : port;
    boolean plain =
        mapping.without("containerPort", "hostPort", "protocol").entries().isEmpty()
            && mapping.text("protocol").orElse("tcp").equals("tcp")
            && (!mapping.has("hostPort") || mapping.get("hostPort").equals(usual));
    return plain ? port : Optional.empty();
  }

  /** With the repository and the log group of the spec named by their keys. */
  private Entries named(Entries container) {
    Entries with = container;
    Optional<String> image = container.text("image");
    if (image.isPresent()) {
      String uri = ServicesImporter.withoutTag(image.get());
      Optional<ResourceId> repository = names.of("repository", uri);
      if (repository.isPresent()) {
        with =
            with.with("image", Value.text(repository.get() + image.get().substring(uri.length())));
      }
    }
    Optional<Entries> log = container.map("logConfiguration");
    Optional<Entries> options = log.flatMap(l -> l.map("options"));
    Optional<ResourceId> group =
        options.flatMap(o -> o.text("awslogs-group")).flatMap(g -> names.of("logGroup", g));
    return group.isEmpty()
        ? with
        : with.with(
            "logConfiguration",
            log.get()
                .with(
                    "options",
                    options.get().with("awslogs-group", Value.reference(group.get(), "name"))));
  }

  private void definition() {
    for (String size : List.of("cpu", "memory")) {
      model.get(size).ifPresent(value -> out.put(size, value));
    }
    model.get("taskRoleArn").ifPresent(role -> out.put(TaskRoles.TASK, role));
    model.get("executionRoleArn").ifPresent(role -> out.put(TaskRoles.EXECUTION, role));
    Map<String, Value> rest = new LinkedHashMap<>();
    for (String member : TaskDefinitionShape.FIELDS.members().keySet()) {
      if (!SAID.contains(member)) {
        model.get(member).ifPresent(value -> rest.put(member, value));
      }
    }
    if (!rest.isEmpty()) {
      out.put(ServiceShape.DEFINITION, Value.entries(rest));
    }
  }

  private void place(Entries vpc) {
    for (String member : VPC) {
      vpc.get(member).ifPresent(value -> out.put(member, value));
    }
    vpc.text("assignPublicIp")
        .ifPresent(word -> out.put("assignPublicIp", Value.flag(word.equals("ENABLED"))));
  }
}
