package steadystate.kinds.balancing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * What a service's {@code expose} comes to. Pure.
 *
 * @param resources its target groups and listener rules
 * @param loadBalancers the entries of the ECS service's {@code loadBalancers}
 * @param after what the service waits for: AWS refuses a service whose target group has no balancer
 *     yet
 */
public record Exposure(
    List<Declared> resources, List<Value.Entries> loadBalancers, Set<ResourceId> after) {
  public Exposure {
    resources = List.copyOf(resources);
    loadBalancers = List.copyOf(loadBalancers);
    after = Set.copyOf(after);
  }

  /** What may be written in one entry of {@code expose}. */
  public static Shape.Structure shape() {
    return ExposeShape.of();
  }

  /**
   * Reads {@code expose} of a service. Mistakes go to the blueprint, under paths such as {@code
   * expose[0].listener}.
   */
  public static Exposure of(Section.Entry service, Blueprint blueprint) {
    List<Expose> all = Expose.of(service, blueprint, blueprint::problem);
    ExposeChecks.of(all, blueprint);
    Map<ResourceId, List<Expose>> groups = new LinkedHashMap<>();
    all.forEach(e -> groups.computeIfAbsent(e.targetGroup(), id -> new ArrayList<>()).add(e));
    List<Declared> resources = new ArrayList<>();
    List<Value.Entries> attached = new ArrayList<>();
    groups.forEach((id, exposes) -> {
      resources.add(TargetGroupWish.of(id, exposes, blueprint));
      attached.add(attached(id, exposes.getFirst()));
    });
    Set<ResourceId> after = new LinkedHashSet<>();
    for (Expose expose : all) {
      if (expose.on().ours()) {
        after.add(expose.on().id());
      }
      if (expose.byRule() && expose.on().takesRules()) {
        Declared rule = rule(expose, Rules.of(expose, all), blueprint);
        resources.add(rule);
        after.add(rule.id());
      }
    }
    return new Exposure(resources, attached, after);
  }

  private static Value.Entries attached(ResourceId group, Expose expose) {
    Value.Entries entry =
        new Value.Entries(Map.of(), expose.written().origin())
            .with("targetGroupArn", Value.reference(group, "arn"))
            .with("containerName", expose.container());
    return expose.port().map(port -> entry.with("containerPort", port)).orElse(entry);
  }

  private static Declared rule(Expose expose, Rules.Rule rule, Blueprint blueprint) {
    List<Value> actions = new ArrayList<>(expose.written().list("actions"));
    boolean forwards =
        actions.stream()
            .anyMatch(
                a -> a instanceof Value.Entries e && e.text("type").orElse("").equals("forward"));
    if (!forwards) {
      actions.add(ActionForm.forward(Value.reference(expose.targetGroup(), "arn")));
    }
    Value.Entries model =
        new Value.Entries(Map.of(), expose.written().origin())
            .with("listenerArn", expose.on().arn())
            .with("priority", rule.priority())
            .with("conditions", expose.conditions())
            .with(
                "actions",
                ActionForm.canonical(new Value.Items(actions, expose.written().origin())));
    Value.Entries found = findable(model, expose, blueprint);
    return new Declared(
        rule.id(),
        expose
            .written()
            .get("transforms")
            .map(transforms -> found.with("transforms", transforms))
            .orElse(found),
        expose.written().origin().at().orElse(expose.service().at()));
  }

  /** With what tells the listener of a balancer that is not ours yet. */
  private static Value.Entries findable(Value.Entries rule, Expose expose, Blueprint blueprint) {
    Section.Entry balancer = blueprint.entries(Listening.BALANCERS).get(expose.on().balancer());
    Optional<Value> port = expose.on().value().flatMap(listener -> listener.get("port"));
    return balancer == null || port.isEmpty()
        ? rule
        : rule.with(ListenerKind.BALANCER_NAME, LoadBalancersSection.called(balancer, blueprint))
            .with(ListenerRuleKind.PORT, port.get());
  }
}
