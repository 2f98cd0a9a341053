package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.kinds.Arns;
import steadystate.resource.Blueprint;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Wish;

/**
 * A task that no service keeps running: written as in a service, and started by somebody else.
 *
 * @param definition what is registered
 * @param network where it stands, in ECS's form; empty where it uses its instance's network
 * @param cluster ARN of the cluster
 * @param fargate whether it runs there
 * @param others what is made with it: its log group and its execution role
 */
public record TaskWish(
    Entries definition,
    Optional<Entries> network,
    Value cluster,
    boolean fargate,
    List<Declared> others) {
  /** The fields of a service's entry that say what a task is and where it stands. */
  private static final Set<String> OF_A_TASK =
      Set.of(
          "image",
          "cpu",
          "memory",
          "port",
          "environment",
          "secrets",
          "command",
          "healthCheck",
          TaskRoles.TASK,
          TaskRoles.EXECUTION,
          TaskRoles.KEYS,
          "logRetentionDays",
          "containers",
          ServiceShape.DEFINITION,
          "securityGroups",
          "subnets",
          "assignPublicIp",
          "networkConfiguration",
          "launchType",
          "capacityProviderStrategy",
          "platformVersion",
          "cluster");

  /** Maps that a task's own entry adds to, and does not replace. */
  private static final Set<String> ADDED_TO = Set.of("environment", "secrets");

  /** What may be written of a task in an entry. */
  public static Shape.Structure entry() {
    Shape.Structure out = Shape.Structure.empty();
    for (var member : ServiceEntryShape.of().members().entrySet()) {
      out =
          OF_A_TASK.contains(member.getKey()) ? out.with(member.getKey(), member.getValue()) : out;
    }
    return out;
  }

  /** The shape of {@link #definition}. */
  public static Shape.Structure shape() {
    return TaskDefinitionShape.FIELDS;
  }

  /** An entry with what a service says in the places that it leaves open. */
  public static Entries like(Entries service, Entries own) {
    Map<String, Value> out = new LinkedHashMap<>(own.entries());
    for (String field : OF_A_TASK) {
      service
          .get(field)
          .ifPresent(theirs -> {
            if (ADDED_TO.contains(field)
                && theirs instanceof Entries there
                && own.get(field).orElse(Entries.EMPTY) instanceof Entries here) {
              Map<String, Value> both = new LinkedHashMap<>(there.entries());
              both.putAll(here.entries());
              out.put(field, new Entries(both, own.get(field).orElse(theirs).origin()));
            } else {
              out.putIfAbsent(field, theirs);
            }
          });
    }
    return new Entries(out, own.origin());
  }

  /**
   * @param owner whose task it is, for the reasons that plans show
   */
  public static TaskWish of(Section.Entry entry, Blueprint blueprint, ResourceId owner) {
    ServiceDraft draft = new ServiceDraft(entry, blueprint);
    ContainersWish.Containers containers = ContainersWish.of(draft);
    TaskRoles roles = TaskRoles.of(draft, containers.all(), owner);
    ServiceWish wish = new ServiceWish(draft);
    List<Declared> others = new ArrayList<>();
    containers.logs().ifPresent(others::add);
    roles.made().ifPresent(others::add);
    Optional<Entries> network = wish.place();
    return new TaskWish(
        roles.on(wish.task(containers.all())),
        network,
        cluster(draft, wish.cluster().toString()),
        draft.onFargate(),
        others);
  }

  private static Value cluster(ServiceDraft draft, String name) {
    if (draft.get("cluster").map(Value.Template.class::isInstance).orElse(true)) {
      return Value.reference(new ResourceId(ClusterKind.NAME, "main"), "arn");
    }
    return Value.text(
        name.startsWith("arn:") ? name : Arns.of(draft.blueprint(), "ecs", "cluster/" + name));
  }

  /** The revision to start: an ACTIVE one that has the content already, else a new one. */
  public static String revision(
      Scope scope, Wish wish, Entries definition, Optional<Live> live, boolean fargate) {
    Optional<String> running = live.flatMap(now -> now.attributes().get("taskDefinition"));
    return ServiceFailures.judged(() ->
        new TaskDefinitions(scope)
            .revisionFor(
                wish.id(),
                running.filter(arn -> !arn.isEmpty()),
                new TaskDefinitions.Wanted(definition, wish.tags(), fargate)));
  }

  /** What a revision holds, canonical; nothing when it is gone or can no longer be started. */
  public static Entries registered(Scope scope, String arn, boolean fargate) {
    return new TaskDefinitions(scope)
        .read(arn)
        .filter(Revision::active)
        .map(revision -> TaskDefinitionDefaults.fill(revision.content(), fargate))
        .map(content -> Canonical.form(TaskDefinitionShape.FIELDS, content))
        .orElse(Entries.EMPTY);
  }
}
