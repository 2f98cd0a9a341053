package steadystate.kinds.discovery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.Origin;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * {@code serviceDiscovery} of a service: the name in a namespace under which its tasks are found.
 *
 * @param registries what the ECS service says of it, in its own form
 * @param resources the Cloud Map service, and the namespace where nobody wrote it
 */
public record Registration(Optional<Value> registries, List<Declared> resources) {
  public static final String KEY = "serviceDiscovery";

  private static final Registration NONE = new Registration(Optional.empty(), List.of());

  /** What may be written there. */
  public static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Scalar whole = Shape.Scalar.of(Shape.Type.INTEGER);
    return Shape.Structure.empty()
        .with(
            "namespace",
            Member.of(
                    text.refersTo(NamespaceKind.NAME, "id"),
                    "A namespace by its name, which is made where it is not written under"
                        + " namespaces; or namespace/x, or an id.")
                .needed())
        .with("name", text, "The name in it; the service's name without.")
        .with("type", text.allowed("A", "AAAA", "SRV"), "The record that DNS gives; A without.")
        .with("ttl", whole.range(0, 86_400), "Seconds that DNS answers may be kept; 60 without.")
        .with("description", text.range(0, 1_024), "What it is for.")
        .with("containerName", text, "For SRV: whose port it is.")
        .with("containerPort", whole.range(1, 65_535), "For SRV: the port.");
  }

  /** The id of a namespace that is known by its name alone. */
  static ResourceId namespace(String name) {
    return new ResourceId(NamespaceKind.NAME, name);
  }

  /**
   * What one service asks for.
   *
   * @param name the service's own name
   */
  public static Registration of(Section.Entry entry, Value name, Blueprint blueprint) {
    Optional<Entries> asked =
        entry.value().get(KEY).filter(Entries.class::isInstance).map(Entries.class::cast);
    if (asked.isEmpty() || !asked.get().has("namespace")) {
      return NONE;
    }
    Entries written = asked.get();
    Value space = written.get("namespace").orElseThrow();
    List<Declared> resources = new ArrayList<>();
    Value id = space;
    if (!(space instanceof Value.Template) && !space.toString().matches("ns-[a-z0-9]+")) {
      id = Value.reference(managed(space, blueprint), "id").from(space.origin());
      if (isFirst(entry, space, blueprint)) {
        resources.add(NamespacesSection.ofName(space, entry.at()));
      }
    }
    ResourceId self = entry.id(DiscoveryServiceKind.NAME);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("name", written.get("name").orElse(name));
    model.put(DiscoveryServiceKind.NAMESPACE, id);
    model.put(DiscoveryServiceKind.NAMESPACE_NAME, Value.text(called(space, blueprint)));
    model.put("dnsConfig", dns(written));
    model.put(
        "healthCheckCustomConfig", Value.entries(Map.of("failureThreshold", Value.number(1))));
    written.get("description").ifPresent(text -> model.put("description", text));
    resources.add(new Declared(self, new Entries(model, written.origin()), entry.at()));
    return new Registration(Optional.of(registries(self, written)), resources);
  }

  /** One that is written under {@code namespaces} with that name, or the one of that name. */
  private static ResourceId managed(Value space, Blueprint blueprint) {
    return blueprint.entries("namespaces").values().stream()
        .filter(one -> one.name().equals(space.toString()))
        .findFirst()
        .map(one -> one.id(NamespaceKind.NAME))
        .orElseGet(() -> namespace(space.toString()));
  }

  /** The name of a namespace, whether it is written or referred to. */
  private static String called(Value space, Blueprint blueprint) {
    return References.in(space).stream()
        .flatMap(id -> Optional.ofNullable(blueprint.entries("namespaces").get(id.key())).stream())
        .map(Section.Entry::name)
        .findFirst()
        .orElse(space.toString());
  }

  /** Of all services that name a namespace which nobody wrote, the first brings it along. */
  private static boolean isFirst(Section.Entry entry, Value space, Blueprint blueprint) {
    boolean written =
        blueprint.entries("namespaces").values().stream()
            .anyMatch(one -> one.name().equals(space.toString()));
    return !written
        && blueprint.entries("services").values().stream()
            .filter(one ->
                one.value().get(KEY).orElse(Entries.EMPTY) instanceof Entries other
                    && other.get("namespace").filter(space::equals).isPresent())
            .findFirst()
            .filter(first -> first.key().equals(entry.key()))
            .isPresent();
  }

  private static Entries dns(Entries written) {
    Origin otherwise = Origin.byDefault("for names in DNS");
    Map<String, Value> record = new LinkedHashMap<>();
    record.put("type", written.get("type").orElse(Value.text("A").from(otherwise)));
    record.put("ttl", written.get("ttl").orElse(Value.number(60).from(otherwise)));
    Map<String, Value> dns = new LinkedHashMap<>();
    dns.put("dnsRecords", Value.items(List.of(Value.entries(record))));
    dns.put("routingPolicy", Value.text("MULTIVALUE").from(otherwise));
    return new Entries(dns, written.origin());
  }

  private static Value registries(ResourceId self, Entries written) {
    Map<String, Value> registry = new LinkedHashMap<>();
    registry.put("registryArn", Value.reference(self, "arn").from(written.origin()));
    for (String member : List.of("containerName", "containerPort")) {
      written.get(member).ifPresent(value -> registry.put(member, value));
    }
    return Value.items(List.of(new Entries(registry, written.origin()))).from(written.origin());
  }
}
