package steadystate.cost;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.resource.ResourceId;

/**
 * What an environment costs a month in one mode, the dearest first.
 *
 * @param resources those that cost something or may
 */
public record Estimate(Mode mode, String region, List<ResourceCost> resources) {
  public Estimate {
    resources =
        resources.stream()
            .sorted(
                Comparator.comparing(ResourceCost::monthly)
                    .reversed()
                    .thenComparing(ResourceCost::resource))
            .toList();
  }

  /**
   * The estimate of an environment that was read awake.
   *
   * @param hours how long things that sleep run
   */
  public static Estimate of(Environment environment, Prices prices, AwakeHours hours) {
    Site site = Site.of(environment, prices, hours);
    return new Estimate(
        environment.settings().mode(),
        environment.settings().region(),
        environment.declared().stream()
            .map(one -> Charges.of(site, one.id(), one.model()))
            .filter(cost -> !cost.charges().isEmpty())
            .toList());
  }

  public BigDecimal monthly() {
    return resources.stream().map(ResourceCost::monthly).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** How many resources have something without a price. */
  public int unknown() {
    return (int) resources.stream().filter(ResourceCost::isUnknown).count();
  }

  public Optional<ResourceCost> find(ResourceId id) {
    return resources.stream().filter(one -> one.resource().equals(id)).findFirst();
  }
}
