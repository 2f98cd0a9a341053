package steadystate;

import java.util.List;
import steadystate.kinds.ClusterKind;
import steadystate.kinds.ClusterSection;
import steadystate.kinds.ListenerKind;
import steadystate.kinds.ListenerRuleKind;
import steadystate.kinds.LoadBalancerKind;
import steadystate.kinds.LoadBalancersSection;
import steadystate.kinds.LogGroupKind;
import steadystate.kinds.LogGroupsSection;
import steadystate.kinds.NetworkKind;
import steadystate.kinds.NetworkSection;
import steadystate.kinds.ScalableTargetKind;
import steadystate.kinds.SecurityGroupKind;
import steadystate.kinds.SecurityGroupsSection;
import steadystate.kinds.ServiceKind;
import steadystate.kinds.ServicesSection;
import steadystate.kinds.TargetGroupKind;
import steadystate.resource.Catalogue;

/** Every kind and section there is. A new one is a line here. */
public final class Kinds {
  private Kinds() {}

  /** In the order in which things are built. */
  public static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new NetworkKind(),
            new SecurityGroupKind(),
            new LogGroupKind(),
            new LoadBalancerKind(),
            new TargetGroupKind(),
            new ListenerKind(),
            new ListenerRuleKind(),
            new ClusterKind(),
            new ServiceKind(),
            new ScalableTargetKind()),
        List.of(
            new ClusterSection(),
            new NetworkSection(),
            new SecurityGroupsSection(),
            new LoadBalancersSection(),
            new ServicesSection(),
            new LogGroupsSection()));
  }
}
