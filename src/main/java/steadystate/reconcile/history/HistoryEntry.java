package steadystate.reconcile.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.reconcile.Commit;
import steadystate.reconcile.pass.Receipt;

/**
 * A pass that wrote, or tried to.
 *
 * @param id rises within an environment, also over restarts
 * @param commit what the spec was read from
 * @param writes what AWS answered, in order
 * @param approvedBy who let go on what the plan would have held
 */
public record HistoryEntry(
    long id,
    Instant at,
    long generation,
    Optional<Commit> commit,
    Receipt receipt,
    List<WriteCall> writes,
    Optional<String> approvedBy) {
  public HistoryEntry {
    writes = List.copyOf(writes);
  }
}
