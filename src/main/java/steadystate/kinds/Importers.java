package steadystate.kinds;

import java.util.List;
import steadystate.kinds.balancing.LoadBalancersImporter;
import steadystate.kinds.databases.DatabasesImporter;
import steadystate.kinds.delivery.ConnectionsImporter;
import steadystate.kinds.delivery.PipelinesImporter;
import steadystate.kinds.discovery.NamespacesImporter;
import steadystate.kinds.ecs.ClusterImporter;
import steadystate.kinds.ecs.ServicesImporter;
import steadystate.kinds.identity.RolesImporter;
import steadystate.kinds.instances.InstancesImporter;
import steadystate.kinds.logs.LogGroupsImporter;
import steadystate.kinds.network.NetworkImporter;
import steadystate.kinds.network.SecurityGroupsImporter;
import steadystate.kinds.registry.RepositoriesImporter;
import steadystate.kinds.schedule.ScheduledTasksImporter;
import steadystate.kinds.storage.BucketsImporter;
import steadystate.resource.Importer;

/** The way back of every section that has one. */
public final class Importers {
  private Importers() {}

  /** In the order of the sections. */
  public static List<Importer> all() {
    return List.of(
        new NetworkImporter(),
        new ClusterImporter(),
        new LogGroupsImporter(),
        new RolesImporter(),
        new RepositoriesImporter(),
        new BucketsImporter(),
        new SecurityGroupsImporter(),
        new DatabasesImporter(),
        new InstancesImporter(),
        new LoadBalancersImporter(),
        new NamespacesImporter(),
        new ServicesImporter(),
        new ScheduledTasksImporter(),
        new ConnectionsImporter(),
        new PipelinesImporter());
  }
}
