package steadystate.kinds.ecs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** {@code cluster}: the ECS cluster of the environment, named after it unless told otherwise. */
public final class ClusterSection implements Section {
  private static final List<String> INHABITANTS = List.of("services", "scheduledTasks");

  @Override
  public String key() {
    return "cluster";
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public boolean unwritten(Blueprint blueprint) {
    return INHABITANTS.stream().anyMatch(section -> !blueprint.entries(section).isEmpty());
  }

  @Override
  public String kind() {
    return ClusterKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return ClusterKind.shape().without("clusterName");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Value name =
        entry.named()
            ? Value.text(entry.name()).from(Origin.written(entry.at()))
            : Value.text(blueprint.environment()).from(Origin.byDefault("the environment's name"));
    if (!name.toString().matches("[a-zA-Z0-9_-]{1,255}")) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          name + " is not a name that AWS takes for a cluster",
          "write another name: letters, digits, _ and -, at most 255");
    }
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("clusterName", name);
    model.putAll(entry.value().entries());
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }
}
