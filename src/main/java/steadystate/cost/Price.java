package steadystate.cost;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What AWS takes for one unit of something in a region.
 *
 * @param item such as {@code fargate.arm.vcpu}
 * @param usd for one hour, GB or month, as the item says
 * @param date when it was the price
 * @param source where that is written
 */
public record Price(String region, String item, BigDecimal usd, LocalDate date, String source) {}
