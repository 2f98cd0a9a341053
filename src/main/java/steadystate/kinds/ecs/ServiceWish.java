package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.balancing.Expose;
import steadystate.kinds.balancing.Exposure;
import steadystate.kinds.network.NetworkKind;
import steadystate.resource.Because;
import steadystate.resource.Blueprint;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;
import steadystate.resource.Value.Items;

/** The model of a service, put together from an entry. */
final class ServiceWish {
  private static final ResourceId NETWORK = new ResourceId(NetworkKind.NAME, "main");
  private static final List<String> VPC = List.of("subnets", "securityGroups", "assignPublicIp");

  private final ServiceDraft draft;
  private final Map<String, Value> model = new LinkedHashMap<>();

  ServiceWish(ServiceDraft draft) {
    this.draft = draft;
  }

  Entries of(Items containers, Exposure exposure) {
    model.put("cluster", cluster());
    model.put("serviceName", draft.name());
    model.put("family", family());
    serviceFields(exposure);
    definition(containers);
    Entries configuration = RolloutWish.of(draft);
    if (!configuration.entries().isEmpty()) {
      model.put("deploymentConfiguration", configuration);
    }
    draft.map("rollout").get("timeout").ifPresent(t -> model.put(ServiceShape.ROLLOUT_TIMEOUT, t));
    draft.get(ServiceShape.REDEPLOY).ifPresent(token -> model.put(ServiceShape.REDEPLOY, token));
    capacity();
    if (draft.networkMode().equals("awsvpc")) {
      model.put("networkConfiguration", network());
    }
    return new Entries(model, draft.written().origin());
  }

  /** What a task is, without a service around it. */
  Entries task(Items containers) {
    model.put("family", family());
    definition(containers);
    return new Entries(model, draft.written().origin());
  }

  /** Where a task stands; nothing where it uses its instance's network. */
  Optional<Entries> place() {
    return draft.networkMode().equals("awsvpc") ? Optional.of(network()) : Optional.empty();
  }

  /**
   * The cluster by its name, which is known before it lives: a look has to know where to look. The
   * order of work is said apart.
   */
  Value cluster() {
    Optional<Value> written = draft.get("cluster");
    if (written.isPresent() && !(written.get() instanceof Value.Template)) {
      return written.get();
    }
    Blueprint blueprint = draft.blueprint();
    Optional<Section.Entry> section = blueprint.single("cluster");
    return section
        .filter(Section.Entry::named)
        .map(cluster -> Value.text(cluster.name()).from(Origin.written(cluster.at())))
        .orElseGet(() ->
            Value.text(blueprint.environment())
                .from(Origin.byDefault("the environment's cluster")));
  }

  private Value family() {
    return draft
        .map(ServiceShape.DEFINITION)
        .get("family")
        .orElseGet(() ->
            Value.text(draft.blueprint().environment() + "-" + draft.name())
                .from(Origin.byDefault("<environment>-<service>")));
  }

  private void serviceFields(Exposure exposure) {
    for (String name : ServiceShape.SERVICE_FIELDS.members().keySet()) {
      draft.get(name).ifPresent(value -> model.put(name, value));
    }
    draft
        .get(ServiceShape.CONNECT)
        .ifPresent(value -> {
          String whole = ServiceShape.CONNECT + "Configuration";
          Value before = model.put(whole, value);
          if (before != null) {
            draft.twice(ServiceShape.CONNECT, value, whole, before);
          }
        });
    model.remove("desiredCount");
    loadBalancers(exposure);
    if (draft.isCostSave()
        && model.get("loadBalancers") instanceof Items none
        && none.items().isEmpty()) {
      // The balancer was taken away by the mode; its grace period goes with it.
      model.remove("healthCheckGracePeriodSeconds");
    }
  }

  /**
   * What a service is attached to is always ours, so that what is no longer exposed is detached.
   */
  private void loadBalancers(Exposure exposure) {
    Optional<Value> written = draft.get("loadBalancers");
    if (exposure.loadBalancers().isEmpty()) {
      boolean others = draft.deployedByOthers();
      if (written.isEmpty() && !others) {
        Origin origin =
            draft.isCostSave()
                ? draft.written().origin().because(Because.MODE, "mode: cost-save")
                : Origin.byDefault("not exposed");
        model.put("loadBalancers", new Items(List.of(), origin));
      }
      return;
    }
    List<Value> all = new ArrayList<>();
    if (written.isPresent() && written.get() instanceof Items items) {
      all.addAll(items.items());
    }
    all.addAll(exposure.loadBalancers());
    Origin origin = draft.get(Expose.KEY).map(Value::origin).orElse(draft.written().origin());
    model.put("loadBalancers", new Items(all, origin));
  }

  private void definition(Items containers) {
    Entries written = draft.map(ServiceShape.DEFINITION);
    for (String name : ServiceShape.DEFINITION_MEMBERS) {
      if (!List.of("family", "containerDefinitions").contains(name)) {
        written.get(name).ifPresent(value -> model.put(name, value));
      }
    }
    for (String size : List.of("cpu", "memory")) {
      draft
          .get(size)
          .ifPresent(value -> {
            Value before = model.put(size, value);
            if (before != null) {
              draft.twice(size, value, "taskDefinition." + size, before);
            }
          });
    }
    if (!containers.items().isEmpty()) {
      model.put("containerDefinitions", containers);
    }
    Entries own = new Entries(Map.of(), written.origin());
    for (String both : List.of(ServiceShape.CONSTRAINTS, "tags")) {
      if (written.has(both)) {
        own = own.with(both, written.get(both).orElseThrow());
      }
    }
    if (!own.entries().isEmpty()) {
      model.put(ServiceShape.DEFINITION, own);
    }
  }

  /**
   * Fargate unless something else is said. Fargate by launch type is also wished as the strategy
   * that it is: only that can be changed, as cost-save does, and changed back.
   */
  private void capacity() {
    Optional<Value> strategy = draft.get("capacityProviderStrategy");
    Optional<Value> type = draft.get("launchType");
    if (strategy.isPresent()) {
      if (type.isPresent()) {
        model.remove("launchType");
      }
      return;
    }
    if (draft.isExternal() || !draft.onFargate()) {
      return;
    }
    Origin origin = type.map(Value::origin).orElse(Origin.byDefault("Fargate"));
    model.put(
        "capacityProviderStrategy",
        new Items(List.of(ServiceDefaults.provider("FARGATE").from(origin)), origin));
  }

  private Entries network() {
    Entries written = draft.map("networkConfiguration");
    Entries vpc =
        written.map("awsvpcConfiguration").orElse(new Entries(Map.of(), written.origin()));
    for (String name : VPC) {
      Optional<Value> there = vpc.get(name);
      if (there.isPresent()) {
        vpc = vpc.with(name, placed(name, there.get()));
      }
      Optional<Value> value = draft.get(name);
      if (value.isPresent()) {
        String other = "networkConfiguration.awsvpcConfiguration." + name;
        vpc = draft.set(vpc, name, placed(name, value.get()), name, other);
      }
    }
    if (!vpc.has("subnets") && !vpc.has("assignPublicIp") && inDefaultNetwork()) {
      Origin origin = Origin.byDefault("tasks in the default VPC have no other way out");
      vpc = vpc.with("assignPublicIp", Value.text("ENABLED").from(origin));
    }
    boolean publicly = isPublic(vpc);
    if (!vpc.has("subnets")) {
      String attribute = publicly ? "publicSubnetIds" : "privateSubnetIds";
      String why = publicly ? "the network's public subnets" : "the network's private subnets";
      vpc = vpc.with("subnets", Value.reference(NETWORK, attribute).from(Origin.byDefault(why)));
    }
    return written.with("awsvpcConfiguration", vpc);
  }

  /** Nobody wrote a network: the account's default VPC has public subnets alone. */
  private boolean inDefaultNetwork() {
    return draft.blueprint().single("network").map(n -> n.value().entries().isEmpty()).orElse(true);
  }

  private static boolean isPublic(Entries vpc) {
    return vpc.text("assignPublicIp").orElse("").equals("ENABLED");
  }

  private static Value placed(String name, Value value) {
    if (value instanceof Value.Flag(boolean on, Origin origin)) {
      return Value.text(on ? "ENABLED" : "DISABLED").from(origin);
    }
    boolean lone =
        value instanceof Items items
            && items.items().size() == 1
            && items.items().getFirst() instanceof Value.Template template
            && template.toString().endsWith("Ids}");
    return lone ? ((Items) value).items().getFirst() : value;
  }
}
