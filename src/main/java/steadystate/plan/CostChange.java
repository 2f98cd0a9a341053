package steadystate.plan;

import java.math.BigDecimal;

/**
 * What a plan changes in what is paid for a month.
 *
 * @param monthly dollars; negative when it saves
 * @param unknown how many resources change in something that has no known price
 */
public record CostChange(BigDecimal monthly, int unknown) {}
