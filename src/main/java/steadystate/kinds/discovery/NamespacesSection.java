package steadystate.kinds.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.kinds.network.NetworkKind;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.Origin;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.yaml.SourceSpan;

/** {@code namespaces}: Cloud Map namespaces, for Service Connect and for DNS names of services. */
public final class NamespacesSection implements Section {
  @Override
  public String key() {
    return "namespaces";
  }

  @Override
  public String kind() {
    return NamespaceKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return Shape.Structure.empty()
        .with(
            "type",
            Member.of(
                text.allowed("DNS_PRIVATE", NamespaceKind.HTTP),
                "DNS_PRIVATE for names in the network, HTTP for Service Connect alone."))
        .with("description", text.range(0, 1_024), "What it is for.");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Origin named =
        entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>");
    if (!entry.name().matches("[!-~]{1,253}")) {
      blueprint.problem(
          "bad-name",
          entry.value(),
          entry.named() ? "name" : "",
          entry.name() + " is not a name that AWS takes for a namespace",
          "write a name such as shop.local");
    }
    Value type =
        entry
            .value()
            .get("type")
            .orElse(Value.text("DNS_PRIVATE").from(Origin.byDefault("names in the network")));
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("name", Value.text(entry.name()).from(named));
    model.put("type", type);
    if (!type.equals(Value.text(NamespaceKind.HTTP))) {
      model.put("vpc", Value.reference(NetworkKind.ID, "vpcId"));
    }
    entry.value().get("description").ifPresent(text -> model.put("description", text));
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  /** A private DNS namespace that services name and nobody wrote. */
  static Declared ofName(Value name, SourceSpan at) {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("name", name);
    model.put("type", Value.text("DNS_PRIVATE").from(Origin.byDefault("services are found there")));
    model.put("vpc", Value.reference(NetworkKind.ID, "vpcId"));
    return new Declared(Registration.namespace(name.toString()), Value.entries(model), at);
  }
}
