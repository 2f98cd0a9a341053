package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadystate.cost.Bill;
import steadystate.cost.Charge;
import steadystate.cost.Estimate;
import steadystate.cost.Price;
import steadystate.cost.ResourceCost;
import steadystate.environment.mode.Mode;
import steadystate.resource.ResourceId;

class CostBoxTest {
  private static final LocalDate DAY = LocalDate.parse("2026-10-05");

  private static ResourceCost cost(String id, String dollars) {
    Optional<Price> price =
        dollars.isEmpty()
            ? Optional.empty()
            : Optional.of(new Price("eu-west-1", "x", new BigDecimal(dollars), DAY, "a test"));
    return new ResourceCost(
        ResourceId.parse(id), List.of(new Charge("x", BigDecimal.ONE, "h", price, "")));
  }

  private static Estimate sum(Mode mode, ResourceCost... costs) {
    return new Estimate(mode, "eu-west-1", List.of(costs));
  }

  private static CostBox box(Mode own, Estimate... estimates) {
    TreeMap<Mode, Estimate> byMode = new TreeMap<>();
    for (Estimate estimate : estimates) {
      byMode.put(estimate.mode(), estimate);
    }
    return CostBox.of(
        new Bill(
            "dev", "1", "eu-west-1", own, byMode, Optional.of(DAY.minusDays(1)), Optional.of(DAY)));
  }

  @Test
  void each_mode_is_told_against_the_one_that_runs() {
    CostBox box =
        box(
            Mode.STANDARD,
            sum(Mode.COST_SAVE, cost("service/api", "2.5")),
            sum(Mode.STANDARD, cost("service/api", "6"), cost("loadBalancer/public", "4")),
            sum(Mode.STRICT, cost("service/api", "12.25")));

    assertThat(box.modes())
        .containsExactly(
            new CostBox.Sum("standard", "$10.00", "a month now"),
            new CostBox.Sum("cost-save", "$2.50", "$7.50 less"),
            new CostBox.Sum("strict", "$12.25", "$2.25 more"));
    assertThat(box.words())
        .isEqualTo(
            "cost-save would save $7.50 a month (75 %) against standard · prices of 2026-10-04 to"
                + " 2026-10-05, without taxes, data and credits");
    assertThat(box.lines())
        .containsExactly(
            new CostBox.Line("service/api", List.of("$6.00", "$2.50", "$12.25")),
            new CostBox.Line("loadBalancer/public", List.of("$4.00", "-", "-")));
  }

  @Test
  void what_has_no_price_is_never_nothing() {
    CostBox box =
        box(
            Mode.COST_SAVE,
            sum(Mode.COST_SAVE, cost("scheduledTask/x", "")),
            sum(Mode.STANDARD, cost("scheduledTask/x", ""), cost("service/api", "6")));

    assertThat(box.modes())
        .extracting(CostBox.Sum::monthly)
        .containsExactly("unknown", "$6.00 + ?");
    assertThat(box.words()).endsWith("? has no known price");
  }
}
