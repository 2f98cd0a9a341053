package steadystate.kinds.discovery;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import software.amazon.awssdk.services.servicediscovery.model.ServiceSummary;
import steadystate.kinds.BelievedTags;
import steadystate.resource.Candidate;
import steadystate.resource.Owner;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** The name under which a living service is found, in the words of {@link Registration}. */
public record Registered(Scope scope, List<Value> registries) {
  /** The most that a lone registry of one record says. */
  private static final List<String> OF_A_PORT = List.of("containerName", "containerPort");

  /** The id of the namespace that it needs; empty where Cloud Map is not used. */
  public Optional<String> namespace() {
    return place().map(place -> place.namespace().id());
  }

  /** What is written; empty where only ECS's own words can say it. */
  public Optional<Entries> words(Candidate.Names names) {
    return place().filter(Place::isPlain).map(place -> words(place, names));
  }

  private record Place(NamespaceSummary namespace, ServiceSummary service) {
    /** One kind of record, for all tasks that are well. */
    boolean isPlain() {
      return service.dnsConfig() != null
          && service.dnsConfig().dnsRecords().size() == 1
          && "MULTIVALUE".equals(service.dnsConfig().routingPolicyAsString())
          && service.healthCheckConfig() == null;
    }
  }

  private Optional<Place> place() {
    if (registries.size() != 1 || !(registries.getFirst() instanceof Entries registry)) {
      return Optional.empty();
    }
    String arn = registry.text("registryArn").orElse("");
    CloudMap map = new CloudMap(scope);
    for (NamespaceSummary namespace : map.namespaces()) {
      Optional<ServiceSummary> found =
          scope
              .once(
                  "servicediscovery:ListServices " + namespace.id(),
                  () -> DiscoveryServiceKind.in(map, namespace.id()))
              .stream()
              .filter(service -> service.arn().equals(arn))
              .findFirst();
      if (found.isPresent()) {
        return found.map(service -> new Place(namespace, service));
      }
    }
    return Optional.empty();
  }

  /**
   * A namespace that is taken too, or comes with the service, goes by its name; another by its id.
   */
  private Entries words(Place place, Candidate.Names names) {
    String id = place.namespace().id();
    Map<String, String> tags =
        new CloudMap(scope).tags(new BelievedTags(), place.namespace().arn());
    boolean taken =
        names.of(NamespaceKind.NAME, id).isPresent()
            || (names.environment().equals(tags.get(Owner.ENVIRONMENT))
                && NamespacesImporter.isBroughtAlong(tags, place.namespace().name()));
    var dns = place.service().dnsConfig().dnsRecords().getFirst();
    Map<String, Value> out = new LinkedHashMap<>();
    out.put("namespace", Value.text(taken ? place.namespace().name() : id));
    out.put("name", Value.text(place.service().name()));
    out.put("type", Value.text(dns.typeAsString()));
    out.put("ttl", Value.number(dns.ttl()));
    Optional.ofNullable(place.service().description())
        .filter(text -> !text.isEmpty())
        .ifPresent(text -> out.put("description", Value.text(text)));
    Entries registry = (Entries) registries.getFirst();
    OF_A_PORT.forEach(member -> registry.get(member).ifPresent(value -> out.put(member, value)));
    return Value.entries(out);
  }
}
