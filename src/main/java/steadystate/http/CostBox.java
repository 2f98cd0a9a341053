package steadystate.http;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.cost.Amounts;
import steadystate.cost.Bill;
import steadystate.cost.Estimate;
import steadystate.environment.mode.Mode;
import steadystate.report.CostReport;

/**
 * What an environment costs, as its page shows it.
 *
 * @param modes what it costs in each, its own first
 * @param words what cost-save takes off standard, and what the numbers rest on
 * @param lines the same by resource, the dearest first
 */
public record CostBox(List<Sum> modes, String words, List<Line> lines) {
  public CostBox {
    modes = List.copyOf(modes);
    lines = List.copyOf(lines);
  }

  /**
   * All of it in one mode.
   *
   * @param words how it is to the mode that it runs in
   */
  public record Sum(String mode, String monthly, String words) {}

  /** One resource, with a cell for each mode. */
  public record Line(String resource, List<String> cells) {
    public Line {
      cells = List.copyOf(cells);
    }
  }

  static CostBox of(Bill bill) {
    CostReport report = new CostReport(bill);
    List<Mode> modes = report.modes();
    return new CostBox(
        modes.stream()
            .map(mode -> new Sum(mode.word(), report.total(mode), against(report, mode)))
            .toList(),
        words(report),
        bill.resources().stream()
            .map(id ->
                new Line(id.toString(), modes.stream().map(mode -> report.cell(mode, id)).toList()))
            .toList());
  }

  private static String against(CostReport report, Mode mode) {
    Bill bill = report.bill();
    if (mode == bill.mode()) {
      return "a month now";
    }
    BigDecimal more =
        report
            .estimate(mode)
            .map(Estimate::monthly)
            .orElse(BigDecimal.ZERO)
            .subtract(bill.now().monthly());
    return switch (more.signum()) {
      case 0 -> "the same";
      case 1 -> Amounts.dollars(more) + " more";
      default -> Amounts.dollars(more.negate()) + " less";
    };
  }

  private static String words(CostReport report) {
    Bill bill = report.bill();
    boolean unknown = bill.byMode().values().stream().anyMatch(sum -> sum.unknown() > 0);
    return Stream.of(
            bill.saving().map(saving -> saving(bill.mode(), saving)),
            report.basis().or(() -> Optional.of("no price of this region is known")),
            Optional.of("? has no known price").filter(said -> unknown))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" · "));
  }

  private static String saving(Mode own, Bill.Saving saving) {
    return "cost-save %s %s a month (%s %%) against standard"
        .formatted(
            own == Mode.COST_SAVE ? "saves" : "would save",
            Amounts.dollars(saving.monthly()),
            saving.percent());
  }
}
