package steadystate.kinds.ecs;

import java.util.List;
import software.amazon.awssdk.services.ecs.EcsClient;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Clusters as {@code cluster}. */
public final class ClusterImporter implements Importer {
  private static final Entries OFF =
      Entries.EMPTY.with("containerInsights", Value.text("disabled"));

  @Override
  public String section() {
    return "cluster";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        scope.client(EcsClient.class).listClustersPaginator().clusterArns().stream()
            .map(arn -> Entries.EMPTY.with("clusterName", Value.text(ServiceShape.lastPart(arn))))
            .toList();
    return Probe.of(new ClusterKind(), scope, wishes).stream()
        .map(live -> Candidate.of(live, live.attributes().require("name")))
        .map(found -> found.home(found.name()))
        .toList();
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model.withDefault("settings", OFF);
  }
}
