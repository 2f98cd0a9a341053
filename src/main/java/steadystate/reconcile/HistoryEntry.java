package steadystate.reconcile;

import java.time.Instant;
import java.util.Optional;

/**
 * A pass that wrote, or tried to.
 *
 * @param id rises within an environment
 * @param commit what the spec was read from
 */
public record HistoryEntry(
    long id, Instant at, long generation, Optional<Commit> commit, Receipt receipt) {}
