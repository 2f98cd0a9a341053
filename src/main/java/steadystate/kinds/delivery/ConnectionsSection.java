package steadystate.kinds.delivery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import steadystate.kinds.BoundedName;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** {@code connections}: the accounts at Git providers that pipelines read from. */
public final class ConnectionsSection implements Section {
  /** These run on a machine of the user's, which AWS knows as a host. */
  private static final Set<String> SELF_MANAGED =
      Set.of("GitHubEnterpriseServer", "GitLabSelfManaged");

  @Override
  public String key() {
    return "connections";
  }

  @Override
  public String kind() {
    return ConnectionKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return ConnectionKind.shape().without("connectionName");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    check(entry, blueprint);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("connectionName", name(entry, blueprint));
    model.putAll(entry.value().entries());
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  private static Value name(Entry entry, Blueprint blueprint) {
    return entry.named()
        ? Value.text(entry.name()).from(Origin.written(entry.at()))
        : Value.text(BoundedName.of(blueprint.environment(), entry.key()))
            .from(Origin.byDefault("<environment>-<key>"));
  }

  private static void check(Entry entry, Blueprint blueprint) {
    if (entry.named() && entry.name().length() > ConnectionKind.LONGEST_NAME) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          "name",
          entry.name() + " is longer than AWS takes for a connection",
          "write at most " + ConnectionKind.LONGEST_NAME + " characters");
    }
    boolean provider = entry.value().has("providerType");
    boolean host = entry.value().has("hostArn");
    if (!provider && !host) {
      blueprint.problem(
          "missing-key",
          entry.value(),
          "providerType",
          "AWS has to know where the repositories are",
          "write providerType: GitHub, or hostArn for a self-managed provider");
    }
    if (!host && SELF_MANAGED.contains(entry.value().text("providerType").orElse(""))) {
      blueprint.problem(
          "missing-key",
          entry.value(),
          "hostArn",
          entry.value().text("providerType").orElse("") + " is reached through a host",
          "write hostArn: the ARN of the host that stands for your server");
    }
  }
}
