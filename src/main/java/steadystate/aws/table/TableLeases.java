package steadystate.aws.table;

import java.util.Optional;
import steadystate.reconcile.lease.LeaseStore;
import steadystate.reconcile.lease.Possession;

/** Leases as items of a table, each written in one step under the condition of its mark. */
public final class TableLeases implements LeaseStore {
  private final SharedTable table;

  public TableLeases(SharedTable table) {
    this.table = table;
  }

  @Override
  public Optional<Possession> read(String key) {
    return table.read(key).map(Items::possession);
  }

  @Override
  public boolean swap(String key, Optional<Possession> before, Possession after) {
    return table.write(key, before.map(Possession::mark), Items.of(after));
  }
}
