package steadystate.cli;

import java.time.Duration;
import steadystate.environment.Environment;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Outputs;
import steadystate.report.ReceiptReport;
import steadystate.report.ReceiptReport.Ending;
import steadystate.report.Stats;

/** What the engine answers, as reports need it. */
final class Looks {
  private Looks() {}

  static Stats stats(Look look) {
    return new Stats(look.calls(), seconds(look.took()));
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** Whether AWS told nothing at all: then this is no plan but a failure. */
  static boolean sawNothing(Plan plan) {
    return !plan.unknown().isEmpty() && plan.changes().isEmpty() && plan.inSync() == 0;
  }

  static ReceiptReport report(Environment environment, Receipt receipt) {
    return new ReceiptReport(
        ending(receipt),
        reason(receipt.outcome()),
        receipt.passes(),
        receipt.steps(),
        receipt.last().plan(),
        Outputs.of(environment, receipt.last().findings()),
        new Stats(receipt.calls(), seconds(receipt.took())));
  }

  private static Ending ending(Receipt receipt) {
    return switch (receipt.outcome()) {
      case Receipt.Outcome.Steady() ->
          receipt.last().plan().isWaiting() ? Ending.APPLIED : Ending.STEADY;
      case Receipt.Outcome.Unsteady(String reason) -> Ending.UNSTEADY;
      case Receipt.Outcome.Refused() -> Ending.REFUSED;
      case Receipt.Outcome.Failed(String reason) -> Ending.FAILED;
    };
  }

  private static String reason(Receipt.Outcome outcome) {
    return switch (outcome) {
      case Receipt.Outcome.Steady(), Receipt.Outcome.Refused() -> "";
      case Receipt.Outcome.Unsteady(String reason) -> reason;
      case Receipt.Outcome.Failed(String reason) -> reason;
    };
  }

  static int code(Ending ending) {
    return switch (ending) {
      case STEADY, APPLIED -> Exit.OK;
      case UNSTEADY -> Exit.NOT_STEADY;
      case REFUSED -> Exit.REFUSED;
      case FAILED -> Exit.FAILED;
    };
  }
}
