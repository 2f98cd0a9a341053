package steadystate.report;

import java.math.BigDecimal;
import java.util.List;
import steadystate.cost.Amounts;
import steadystate.cost.Bill;
import steadystate.cost.Charge;
import steadystate.cost.Estimate;
import steadystate.cost.ResourceCost;
import steadystate.environment.mode.Mode;
import steadystate.resource.ResourceId;

/** A bill for people: modes side by side, then what each number of today rests on. */
final class CostText {
  private static final int COLUMN = 12;

  private final CostReport report;
  private final Bill bill;
  private final List<Mode> modes;
  private final Paper paper;
  private final int names;
  private final StringBuilder out = new StringBuilder();

  CostText(CostReport report, Paper paper) {
    this.report = report;
    this.bill = report.bill();
    this.modes = report.modes();
    this.paper = paper;
    int longest = bill.resources().stream().mapToInt(id -> Width.of(id.toString())).max().orElse(0);
    int room = paper.width() - 4 - COLUMN * modes.size();
    this.names = Math.max("saved by cost-save".length(), Math.min(longest, room));
  }

  String write() {
    out.append("Cost of ").append(Ink.BOLD.on(paper, bill.environment()));
    out.append(
        Ink.DIM.on(
            paper, " · mode " + bill.mode().word() + " · " + bill.region() + " · USD a month"));
    out.append("\n\n");
    line("", modes.stream().map(Mode::word).toList(), Ink.BOLD);
    for (ResourceId id : bill.resources()) {
      line(id.toString(), modes.stream().map(mode -> report.cell(mode, id)).toList(), Ink.PLAIN);
    }
    line("total", modes.stream().map(report::total).toList(), Ink.BOLD);
    sums();
    reasons();
    return out.toString();
  }

  private void line(String name, List<String> cells, Ink ink) {
    StringBuilder text = new StringBuilder(Width.pad(Width.shorten(name, names), names));
    cells.forEach(cell -> text.append(" ".repeat(COLUMN - cell.length())).append(cell));
    out.append("  ").append(ink.on(paper, text.toString())).append('\n');
  }

  private static String money(BigDecimal amount) {
    return Amounts.dollars(amount);
  }

  private void sums() {
    out.append('\n');
    bill.saving()
        .ifPresent(saving ->
            out.append("  cost-save saves ")
                .append(Ink.CREATE.on(paper, money(saving.monthly()) + " a month"))
                .append(" (" + saving.percent() + " %) against standard\n"));
    for (Mode mode : modes) {
      int unknown = report.estimate(mode).map(Estimate::unknown).orElse(0);
      if (unknown > 0) {
        out.append("  ").append(mode.word()).append(':').append(CostReport.unknown(unknown));
        out.append('\n');
      }
    }
    report.basis().ifPresent(words -> out.append("  ").append(words).append('\n'));
  }

  private void reasons() {
    for (ResourceCost cost : bill.now().resources()) {
      out.append('\n').append("  ").append(Ink.BOLD.on(paper, cost.resource().toString()));
      out.append('\n');
      cost.charges().forEach(this::reason);
    }
  }

  private void reason(Charge charge) {
    String sum = charge.monthly().map(CostText::money).orElse("unknown");
    String product =
        charge
            .price()
            .map(price ->
                Amounts.quantity(charge.quantity()).toPlainString()
                    + " "
                    + charge.unit()
                    + " × $"
                    + price.usd().stripTrailingZeros().toPlainString())
            .orElse("no price");
    String text =
        "    "
            + " ".repeat(Math.max(0, 9 - sum.length()))
            + sum
            + "  "
            + Width.pad(Width.shorten(charge.what(), 26), 26)
            + " "
            + product;
    out.append(text);
    String said = charge.assumption();
    if (!said.isEmpty()) {
      boolean fits = Width.of(text) + 2 + Width.of(said) <= paper.width();
      out.append(fits ? "  " : "\n" + " ".repeat(15));
      out.append(Ink.DIM.on(paper, Width.shorten(said, paper.width() - 15)));
    }
    out.append('\n');
  }
}
