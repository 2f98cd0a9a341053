package steadystate.cost;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One thing that AWS takes money for.
 *
 * @param what such as {@code Fargate vCPU, ARM}
 * @param quantity units in a month
 * @param unit such as {@code vCPU-hours}
 * @param price of one unit; empty when it is unknown
 * @param assumption what the quantity rests on; empty when all of it is written in the spec
 */
public record Charge(
    String what, BigDecimal quantity, String unit, Optional<Price> price, String assumption) {

  /** What comes together in a month; empty when the price is unknown. */
  public Optional<BigDecimal> monthly() {
    return price.map(one -> one.usd().multiply(quantity));
  }
}
