package steadystate.http;

import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.reconcile.HistoryEntry;
import steadystate.reconcile.Receipt;
import steadystate.report.Outputs;
import steadystate.report.ReceiptReport;
import steadystate.report.Stats;
import tools.jackson.databind.node.ObjectNode;

/** Passes that wrote: a receipt as {@code apply} prints it, with when and for which spec. */
final class HistoryJson {
  private HistoryJson() {}

  static ObjectNode of(Optional<Environment> spec, HistoryEntry entry) {
    ObjectNode json = (ObjectNode) report(spec, entry.receipt()).json();
    json.put("id", entry.id()).put("at", entry.at().toString());
    json.put("generation", entry.generation());
    EnvironmentJson.commit(json, entry.commit());
    return json;
  }

  private static ReceiptReport report(Optional<Environment> spec, Receipt receipt) {
    Stats stats = new Stats(receipt.calls(), receipt.took().toMillis() / 1000.0);
    Map<String, String> outputs =
        spec.<Map<String, String>>map(one -> Outputs.of(one, receipt.last().findings()))
            .orElse(Map.of());
    ReceiptReport.Ending ending =
        switch (receipt.outcome()) {
          case Receipt.Outcome.Steady() -> ReceiptReport.Ending.STEADY;
          case Receipt.Outcome.Unsteady(String reason) -> ReceiptReport.Ending.UNSTEADY;
          case Receipt.Outcome.Refused() -> ReceiptReport.Ending.REFUSED;
          case Receipt.Outcome.Failed(String reason) -> ReceiptReport.Ending.FAILED;
        };
    String reason =
        switch (receipt.outcome()) {
          case Receipt.Outcome.Steady(), Receipt.Outcome.Refused() -> "";
          case Receipt.Outcome.Unsteady(String why) -> why;
          case Receipt.Outcome.Failed(String why) -> why;
        };
    return new ReceiptReport(
        ending, reason, receipt.passes(), receipt.steps(), receipt.last().plan(), outputs, stats);
  }
}
