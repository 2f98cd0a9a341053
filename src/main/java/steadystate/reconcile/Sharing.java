package steadystate.reconcile;

import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.lease.Leases;

/**
 * What a controller shares with others, and with the process after it.
 *
 * @param leases which environments this process may write
 * @param notebook where it is kept what people asked
 * @param archive where it is kept what was done
 */
public record Sharing(Leases leases, Notebook notebook, Archive archive) {

  /** Works alone, and forgets everything with the process. */
  public static Sharing nothing() {
    return new Sharing(Leases.ALONE, Notebook.inMemory(), Archive.inMemory());
  }
}
