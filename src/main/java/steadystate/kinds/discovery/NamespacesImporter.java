package steadystate.kinds.discovery;

import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.servicediscovery.model.NamespaceSummary;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Cloud Map namespaces as {@code namespaces}; one that a service brought along stays with it. */
public final class NamespacesImporter implements Importer {
  private static final Set<String> TYPES = Set.of("DNS_PRIVATE", NamespaceKind.HTTP);

  @Override
  public String section() {
    return "namespaces";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<String> names =
        new CloudMap(scope).namespaces().stream().map(NamespaceSummary::name).toList();
    List<Entries> wishes =
        names.stream().map(name -> Entries.EMPTY.with("name", Value.text(name))).toList();
    return Probe.of(new NamespaceKind(), scope, wishes).stream()
        .filter(live -> live.attributes().get("name").filter(names::contains).isPresent())
        .filter(live -> !isBroughtAlong(live.tags(), live.attributes().require("name")))
        .map(NamespacesImporter::candidate)
        .toList();
  }

  private static Candidate candidate(Live live) {
    String name = live.attributes().require("name");
    String type = live.model().text("type").orElse("");
    return Candidate.of(live, name).foreign(TYPES.contains(type) ? "" : "its names are public");
  }

  /** By a service that names it; an entry's key has no dot in it. */
  static boolean isBroughtAlong(Map<String, String> tags, String name) {
    return name.contains(".")
        && Registration.namespace(name).toString().equals(tags.get(Owner.RESOURCE));
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model.withDefault("description", Value.text(""));
  }
}
