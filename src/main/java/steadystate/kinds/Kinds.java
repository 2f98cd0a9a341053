package steadystate.kinds;

import java.util.List;
import steadystate.kinds.balancing.ListenerKind;
import steadystate.kinds.balancing.ListenerRuleKind;
import steadystate.kinds.balancing.LoadBalancerKind;
import steadystate.kinds.balancing.LoadBalancersSection;
import steadystate.kinds.balancing.TargetGroupKind;
import steadystate.kinds.databases.DatabaseKind;
import steadystate.kinds.databases.DatabasesSection;
import steadystate.kinds.databases.ParameterGroupKind;
import steadystate.kinds.databases.SubnetGroupKind;
import steadystate.kinds.delivery.BuildProjectKind;
import steadystate.kinds.delivery.ConnectionKind;
import steadystate.kinds.delivery.ConnectionsSection;
import steadystate.kinds.delivery.PipelineKind;
import steadystate.kinds.delivery.PipelinesSection;
import steadystate.kinds.discovery.DiscoveryServiceKind;
import steadystate.kinds.discovery.NamespaceKind;
import steadystate.kinds.discovery.NamespacesSection;
import steadystate.kinds.ecs.ClusterKind;
import steadystate.kinds.ecs.ClusterSection;
import steadystate.kinds.ecs.FollowedImageKind;
import steadystate.kinds.ecs.ScalableTargetKind;
import steadystate.kinds.ecs.ServiceKind;
import steadystate.kinds.ecs.ServicesSection;
import steadystate.kinds.expiry.ExpiryKind;
import steadystate.kinds.identity.RoleKind;
import steadystate.kinds.identity.RolesSection;
import steadystate.kinds.instances.InstanceKind;
import steadystate.kinds.instances.InstancesSection;
import steadystate.kinds.logs.LogGroupKind;
import steadystate.kinds.logs.LogGroupsSection;
import steadystate.kinds.network.ElasticIpKind;
import steadystate.kinds.network.InternetGatewayKind;
import steadystate.kinds.network.NatGatewayKind;
import steadystate.kinds.network.NetworkKind;
import steadystate.kinds.network.NetworkSection;
import steadystate.kinds.network.RouteTableKind;
import steadystate.kinds.network.SecurityGroupKind;
import steadystate.kinds.network.SecurityGroupsSection;
import steadystate.kinds.network.SubnetKind;
import steadystate.kinds.network.VpcEndpointKind;
import steadystate.kinds.network.VpcKind;
import steadystate.kinds.parameters.ParameterKind;
import steadystate.kinds.registry.RepositoriesSection;
import steadystate.kinds.registry.RepositoryKind;
import steadystate.kinds.schedule.ScheduleGroupKind;
import steadystate.kinds.schedule.ScheduleKind;
import steadystate.kinds.schedule.ScheduledTasksSection;
import steadystate.kinds.storage.BucketKind;
import steadystate.kinds.storage.BucketsSection;
import steadystate.resource.Catalogue;
import steadystate.resource.Kind;
import steadystate.resource.Section;

/** Every kind and section there is: one line for each. */
public final class Kinds {
  private Kinds() {}

  public static Catalogue catalogue() {
    return new Catalogue(kinds(), sections());
  }

  /** In the order of building: what comes later may need what comes earlier. */
  private static List<Kind> kinds() {
    return List.of(
        new ExpiryKind(),
        new VpcKind(),
        new InternetGatewayKind(),
        new SubnetKind(),
        new ElasticIpKind(),
        new NatGatewayKind(),
        new RouteTableKind(),
        new NetworkKind(),
        new ClusterKind(),
        new LogGroupKind(),
        new ConnectionKind(),
        new RoleKind(),
        new RepositoryKind(),
        new BucketKind(),
        new SecurityGroupKind(),
        new VpcEndpointKind(),
        new SubnetGroupKind(),
        new ParameterGroupKind(),
        new DatabaseKind(),
        new InstanceKind(),
        new LoadBalancerKind(),
        new TargetGroupKind(),
        new ListenerKind(),
        new ListenerRuleKind(),
        new FollowedImageKind(),
        new ScheduleGroupKind(),
        new NamespaceKind(),
        new DiscoveryServiceKind(),
        new ServiceKind(),
        new ScheduleKind(),
        new ScalableTargetKind(),
        new BuildProjectKind(),
        new PipelineKind(),
        new ParameterKind());
  }

  private static List<Section> sections() {
    return List.of(
        new NetworkSection(),
        new ClusterSection(),
        new LogGroupsSection(),
        new RolesSection(),
        new RepositoriesSection(),
        new BucketsSection(),
        new SecurityGroupsSection(),
        new DatabasesSection(),
        new InstancesSection(),
        new LoadBalancersSection(),
        new NamespacesSection(),
        new ServicesSection(),
        new ScheduledTasksSection(),
        new ConnectionsSection(),
        new PipelinesSection());
  }
}
