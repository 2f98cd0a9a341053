package steadystate.reconcile.lease;

import java.util.Optional;

/** Where leases are written. Safe for several threads and processes. */
public interface LeaseStore {
  /**
   * What is written now, never an older state.
   *
   * @throws steadystate.failure.FailureException when the store does not say
   */
  Optional<Possession> read(String key);

  /**
   * Writes if nothing else was written since: in one step, whoever else tries at the same time.
   *
   * @param before what must be there; empty when nothing may be
   * @return whether it was written
   * @throws steadystate.failure.FailureException when that is not known
   */
  boolean swap(String key, Optional<Possession> before, Possession after);
}
