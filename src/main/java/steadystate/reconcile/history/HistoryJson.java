package steadystate.reconcile.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.plan.Plan;
import steadystate.reconcile.Commit;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.Form;
import steadystate.report.Outputs;
import steadystate.report.PlanReport;
import steadystate.report.ReceiptReport;
import steadystate.report.Stats;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Passes that wrote: a receipt as {@code apply} prints it, with when and for which spec, what was
 * before and after, and what AWS calls its calls. Secrets are masked as in every plan.
 */
public final class HistoryJson {
  private static final JsonMapper KEPT =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(60).build())
                  .build())
          .build();

  /** An entry with the spec whose outputs it shows. */
  public record Told(Optional<Environment> spec, HistoryEntry entry) {
    private Plan last() {
      return entry.receipt().last().plan();
    }
  }

  private static final Form<Commit> DETAILS =
      Form.<Commit>of("Commit")
          .text("id", Commit::id)
          .text("author", Commit::author)
          .text("subject", Commit::subject)
          .time("at", Commit::at);

  /** The commit of a spec, where there is one. */
  public static final Form<Optional<Commit>> COMMIT =
      Form.<Optional<Commit>>of("Commits")
          .textOrNull("commit", commit -> commit.map(Commit::id))
          .oneOrNull("commitDetails", DETAILS, commit -> commit);

  private static final Form<WriteCall> WRITE =
      Form.<WriteCall>of("Write")
          .time("at", WriteCall::at)
          .text("operation", WriteCall::operation)
          .text("requestId", WriteCall::requestId)
          .text("error", WriteCall::error);

  public static final Form<Told> FORM =
      Form.<Told>of("HistoryEntry")
          .and(ReceiptReport.FORM, told -> report(told.spec(), told.entry().receipt()))
          .whole("id", told -> told.entry().id())
          .time("at", told -> told.entry().at())
          .whole("generation", told -> told.entry().generation())
          .and(COMMIT, told -> told.entry().commit())
          .text("fingerprint", told -> told.last().fingerprint())
          .textOrNull("approvedBy", told -> told.entry().approvedBy())
          .and(PlanReport.CHANGES, Told::last)
          .list("writes", WRITE, told -> told.entry().writes());

  private HistoryJson() {}

  public static ObjectNode of(Optional<Environment> spec, HistoryEntry entry) {
    return FORM.json(new Told(spec, entry));
  }

  /** Reads an entry back; empty for what nobody wrote who knows the form. */
  public static Optional<ObjectNode> read(String text) {
    try {
      if (KEPT.readTree(text) instanceof ObjectNode entry && entry.path("steps").isArray()) {
        Instant.parse(entry.path("at").asString(""));
        return Optional.of(entry);
      }
      return Optional.empty();
    } catch (JacksonException | DateTimeException | StackOverflowError nonsense) {
      return Optional.empty();
    }
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
