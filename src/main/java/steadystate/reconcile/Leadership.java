package steadystate.reconcile;

import java.time.Instant;
import java.util.Optional;
import steadystate.reconcile.lease.Standing;

/** What a lease means to people. Pure. */
final class Leadership {
  private Leadership() {}

  /** Why nothing may be written, by the lease. */
  static Optional<Facts.Hold> hold(Standing standing) {
    return switch (standing) {
      case Standing.Mine mine -> Optional.empty();
      case Standing.Theirs(String holder) ->
          Optional.of(
              new Facts.Hold("OtherReplica", holder + " writes; this replica watches", false));
      case Standing.Nobody(String reason) ->
          Optional.of(new Facts.Hold("NoLease", reason + "; nothing is written", true));
    };
  }

  static void tell(Journal journal, Standing standing, Instant now) {
    switch (standing) {
      case Standing.Mine mine -> journal.normal(now, "LeaseTaken", "", "this replica writes");
      case Standing.Theirs(String holder) ->
          journal.normal(now, "OtherReplica", "", holder + " writes");
      case Standing.Nobody(String reason) -> journal.warning(now, "NoLease", "", reason);
    }
  }
}
