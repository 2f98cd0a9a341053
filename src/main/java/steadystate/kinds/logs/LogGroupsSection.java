package steadystate.kinds.logs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/**
 * {@code logGroups}. A group is called {@code /steadystate/<environment>/<key>} unless {@code name}
 * is written; a service without one of its own key here gets one.
 */
public final class LogGroupsSection implements Section {
  @Override
  public String key() {
    return "logGroups";
  }

  @Override
  public String kind() {
    return LogGroupKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return LogGroupKind.shape().without("logGroupName");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Value name =
        entry.named()
            ? Value.text(entry.name()).from(Origin.written(entry.at()))
            : name(entry.key(), blueprint);
    if (!name.toString().matches("[a-zA-Z0-9_/.#-]{1,512}")) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          name + " is not a name that AWS takes for a log group",
          "write another name: letters, digits and _ / . # -, at most 512");
    }
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("logGroupName", name);
    model.putAll(entry.value().entries());
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  /**
   * The log group of a service, {@code logGroup/<service>}; empty when the user has written one of
   * that key, which then serves.
   *
   * @param retentionInDays a number; empty leaves retention alone
   * @param at where the service is written
   */
  public static Optional<Declared> ofService(
      String service, Blueprint blueprint, Optional<Value> retentionInDays, SourceSpan at) {
    if (blueprint.entries("logGroups").containsKey(service)) {
      return Optional.empty();
    }
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("logGroupName", name(service, blueprint));
    retentionInDays.ifPresent(days -> model.put("retentionInDays", days));
    return Optional.of(new Declared(id(service), Value.entries(model), at));
  }

  /** The id under which the log group of a service can be referred to, whoever wrote it. */
  public static ResourceId id(String service) {
    return new ResourceId(LogGroupKind.NAME, service);
  }

  private static Value name(String key, Blueprint blueprint) {
    return Value.text(LogGroupKind.prefix(blueprint.environment()) + key)
        .from(Origin.byDefault("/steadystate/<environment>/<key>"));
  }
}
