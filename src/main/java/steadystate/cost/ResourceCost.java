package steadystate.cost;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import steadystate.resource.ResourceId;

/** What one resource costs a month. */
public record ResourceCost(ResourceId resource, List<Charge> charges) {
  public ResourceCost {
    charges = List.copyOf(charges);
  }

  /** The sum of all that has a price. */
  public BigDecimal monthly() {
    return charges.stream()
        .map(Charge::monthly)
        .flatMap(Optional::stream)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Whether something of it has no price. */
  public boolean isUnknown() {
    return charges.stream().anyMatch(charge -> charge.price().isEmpty());
  }
}
