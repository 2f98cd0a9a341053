package steadystate.kinds.delivery;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.codeconnections.model.Connection;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Connections to Git providers as {@code connections}. */
public final class ConnectionsImporter implements Importer {
  @Override
  public String section() {
    return "connections";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<String> names =
        ConnectionKind.all(scope).stream().map(Connection::connectionName).toList();
    List<Entries> wishes =
        names.stream()
            .distinct()
            .map(name -> Entries.EMPTY.with("connectionName", Value.text(name)))
            .toList();
    return Probe.of(new ConnectionKind(), scope, wishes).stream()
        .filter(live -> live.attributes().get("name").filter(names::contains).isPresent())
        .map(live -> candidate(live, names))
        .toList();
  }

  private static Candidate candidate(Live live, List<String> names) {
    String name = live.attributes().require("name");
    boolean alone = Collections.frequency(names, name) == 1;
    return Candidate.of(live, name).foreign(alone ? "" : "several connections have this name");
  }

  @Override
  public Set<String> kept() {
    return Set.of("providerType");
  }
}
