package steadystate.kinds;

import java.util.List;
import steadystate.resource.Catalogue;

/** Every kind and section there is: one line for each. */
public final class Kinds {
  private Kinds() {}

  /** In the order of building: what comes later may need what comes earlier. */
  public static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new NetworkKind(),
            new ClusterKind(),
            new LogGroupKind(),
            new SecurityGroupKind(),
            new LoadBalancerKind(),
            new TargetGroupKind(),
            new ListenerKind(),
            new ListenerRuleKind(),
            new ServiceKind(),
            new ScalableTargetKind()),
        List.of(
            new NetworkSection(),
            new ClusterSection(),
            new LogGroupsSection(),
            new SecurityGroupsSection(),
            new LoadBalancersSection(),
            new ServicesSection()));
  }
}
