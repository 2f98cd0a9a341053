package steadystate.environment.mode;

import java.util.List;
import java.util.Optional;

/**
 * What the mode cost-save does in an environment.
 *
 * @param removeLoadBalancers whether load balancers are left out, and services reached directly
 * @param allowFrom CIDRs that may reach services that lost their load balancer
 * @param spot whether Fargate services run on spare capacity
 * @param maxDesiredCount most tasks of a service
 * @param awake when services run; empty for always
 * @param shrinkDatabases whether databases run in their smallest form
 * @param removeNat whether NAT gateways are left out
 * @param insightsOff whether container insights are switched off
 * @param maxLogRetentionDays how long logs are kept at most
 */
public record CostSave(
    boolean removeLoadBalancers,
    List<String> allowFrom,
    boolean spot,
    int maxDesiredCount,
    Optional<Schedule> awake,
    boolean shrinkDatabases,
    boolean removeNat,
    boolean insightsOff,
    int maxLogRetentionDays,
    FreeTier freeTier) {
  /** All effects, always awake. */
  public static final CostSave DEFAULT =
      new CostSave(true, List.of(), true, 1, Optional.empty(), true, true, true, 3, FreeTier.DENY);

  public CostSave {
    allowFrom = List.copyOf(allowFrom);
  }

  /** What happens when something leaves the free tier. */
  public enum FreeTier {
    DENY,
    WARN,
    OFF
  }
}
