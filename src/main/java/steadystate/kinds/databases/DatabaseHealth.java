package steadystate.kinds.databases;

import java.util.Set;
import steadystate.resource.Health;

/**
 * What a status means. ("Viewing Amazon RDS DB instance status" in the RDS user guide lists them; a
 * status that is not there is waited for.)
 */
final class DatabaseHealth {
  static final String AVAILABLE = "available";
  static final String STOPPED = "stopped";
  static final String OPTIMIZING = "storage-optimization";

  private static final Set<String> BROKEN =
      Set.of(
          "failed",
          "storage-full",
          "restore-error",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable",
          "insufficient-capacity");

  private DatabaseHealth() {}

  static Health of(String status) {
    if (status.equals(AVAILABLE) || status.equals(STOPPED)) {
      return Health.READY;
    }
    if (status.equals("deleting") || status.equals("delete-precheck")) {
      return new Health.Leaving("AWS is deleting the database");
    }
    return isBroken(status)
        ? new Health.Broken("the database is " + status + "; a person has to look at it")
        : new Health.Settling("the database is " + status);
  }

  static boolean isBroken(String status) {
    return BROKEN.contains(status) || status.startsWith("incompatible-");
  }

  /** Whether AWS takes changes now; a broken one may be mended by one. */
  static boolean takesChanges(String status) {
    return status.equals(AVAILABLE) || status.equals(OPTIMIZING) || isBroken(status);
  }

  /** {@code started} or {@code stopped}: where it is, or where it is going. */
  static String state(String status) {
    return status.equals(STOPPED) || status.equals("stopping") ? "stopped" : "started";
  }
}
