package steadystate.reconcile;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.report.Outputs;
import steadystate.report.PlanReport;
import steadystate.report.ReceiptReport;
import steadystate.report.Stats;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
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

  private HistoryJson() {}

  public static ObjectNode of(Optional<Environment> spec, HistoryEntry entry) {
    ObjectNode json = (ObjectNode) report(spec, entry.receipt()).json();
    json.put("id", entry.id()).put("at", entry.at().toString());
    json.put("generation", entry.generation());
    commit(json, entry.commit());
    json.put("fingerprint", entry.receipt().last().plan().fingerprint());
    entry
        .approvedBy()
        .ifPresentOrElse(by -> json.put("approvedBy", by), () -> json.putNull("approvedBy"));
    json.set(
        "changes", new PlanReport(entry.receipt().last().plan(), Stats.NONE).json().get("changes"));
    ArrayNode writes = json.putArray("writes");
    for (WriteCall call : entry.writes()) {
      writes
          .addObject()
          .put("at", call.at().toString())
          .put("operation", call.operation())
          .put("requestId", call.requestId())
          .put("error", call.error());
    }
    return json;
  }

  /** The commit of a spec, where there is one. */
  public static void commit(ObjectNode json, Optional<Commit> commit) {
    commit.ifPresentOrElse(one -> json.put("commit", one.id()), () -> json.putNull("commit"));
    commit.ifPresentOrElse(
        one ->
            json.putObject("commitDetails")
                .put("id", one.id())
                .put("author", one.author())
                .put("subject", one.subject())
                .put("at", one.at().toString()),
        () -> json.putNull("commitDetails"));
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
