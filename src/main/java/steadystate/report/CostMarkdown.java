package steadystate.report;

import java.util.Optional;
import steadystate.cost.Amounts;
import steadystate.cost.Bill;
import steadystate.cost.ResourceCost;
import steadystate.environment.mode.Mode;
import steadystate.resource.ResourceId;

/** A bill for a pull request. */
final class CostMarkdown {
  private CostMarkdown() {}

  static String of(CostReport report) {
    Bill bill = report.bill();
    StringBuilder out = new StringBuilder("### Cost of ");
    out.append(Markdown.code(bill.environment())).append(": ");
    out.append(Amounts.dollars(bill.now().monthly())).append(" a month");
    out.append(CostReport.unknown(bill.now().unknown())).append("\n\n");
    out.append("mode ").append(Markdown.code(bill.mode().word()));
    out.append(", region ").append(Markdown.code(bill.region()));
    bill.newest()
        .ifPresent(day ->
            out.append(", prices of ")
                .append(bill.oldest().orElse(day))
                .append(" to ")
                .append(day));
    bill.saving()
        .ifPresent(saving ->
            out.append("; cost-save saves ")
                .append(Amounts.dollars(saving.monthly()))
                .append(" (" + saving.percent() + " %) against standard"));
    out.append("\n\n| resource |");
    report.modes().forEach(mode -> out.append(' ').append(mode.word()).append(" |"));
    out.append("\n|---|").append("--:|".repeat(report.modes().size())).append('\n');
    bill.resources().forEach(id -> out.append(row(report, id)));
    out.append("| **total** |");
    report.modes().forEach(mode -> out.append(total(bill, mode)));
    return out.append('\n').toString();
  }

  private static String row(CostReport report, ResourceId id) {
    StringBuilder out = new StringBuilder("| ").append(Markdown.code(id)).append(" |");
    for (Mode mode : report.modes()) {
      out.append(' ')
          .append(
              Optional.ofNullable(report.bill().byMode().get(mode))
                  .flatMap(estimate -> estimate.find(id))
                  .map(CostMarkdown::cell)
                  .orElse(""))
          .append(" |");
    }
    return out.append('\n').toString();
  }

  private static String cell(ResourceCost cost) {
    return Amounts.dollars(cost.monthly()) + (cost.isUnknown() ? " + unknown" : "");
  }

  private static String total(Bill bill, Mode mode) {
    return Optional.ofNullable(bill.byMode().get(mode))
        .map(sum ->
            " **"
                + Amounts.dollars(sum.monthly())
                + "**"
                + CostReport.unknown(sum.unknown())
                + " |")
        .orElse(" |");
  }
}
