package steadystate.sandbox.rds;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;

/** AWS's rules on storage. */
final class RdsStorage {
  private static final Duration REST = Duration.ofHours(6);

  private RdsStorage() {}

  /** GiB from which gp3 takes IOPS and throughput of one's own. */
  static int threshold(String engine) {
    return engine.startsWith("sqlserver") ? 0 : engine.startsWith("oracle") ? 200 : 400;
  }

  static void check(
      String engine,
      @Nullable String type,
      @Nullable Integer size,
      @Nullable Integer most,
      boolean own) {
    if (own && "gp3".equals(type) && size != null && size < threshold(engine)) {
      throw Rds.combination(
          "You can't specify IOPS or storage throughput for engine "
              + engine
              + " and a storage size less than "
              + threshold(engine)
              + ".");
    }
    if (most != null && size != null && most < size) {
      throw Rds.combination("Max storage size must be greater than storage size");
    }
  }

  static void checkChange(RdsInstance instance, ModifyDbInstanceRequest request, Instant now) {
    DBInstance db = instance.shown();
    boolean size = changes(request.allocatedStorage(), db.allocatedStorage());
    boolean iops = changes(request.iops(), db.iops());
    boolean changes =
        size
            || iops
            || changes(request.storageType(), db.storageType())
            || changes(request.storageThroughput(), db.storageThroughput());
    if (!changes) {
      return;
    }
    boolean resting =
        instance.storageChangedAt().filter(at -> at.plus(REST).isAfter(now)).isPresent();
    if (resting || instance.is("storage-optimization")) {
      throw Rds.combination(
          "You can't currently modify the storage of this DB instance because the previous storage"
              + " change is being optimized.");
    }
    boolean both = request.allocatedStorage() != null && request.iops() != null;
    boolean own =
        db.storageType().startsWith("io")
            || ("gp3".equals(db.storageType())
                && db.allocatedStorage() >= threshold(db.engine())
                && threshold(db.engine()) > 0);
    if ((size || iops) && own && !both) {
      throw Rds.combination(
          "You must specify both the storage size and iops when modifying the storage size or iops"
              + " on a DB instance that has iops.");
    }
    growth(request, db);
    check(
        db.engine(),
        request.storageType() == null ? db.storageType() : request.storageType(),
        request.allocatedStorage() == null ? db.allocatedStorage() : request.allocatedStorage(),
        request.maxAllocatedStorage(),
        request.iops() != null || request.storageThroughput() != null);
  }

  private static void growth(ModifyDbInstanceRequest request, DBInstance db) {
    Integer asked = request.allocatedStorage();
    if (asked == null || asked.equals(db.allocatedStorage())) {
      return;
    }
    if (asked < db.allocatedStorage()) {
      throw Rds.combination(
          "Invalid storage size for engine name "
              + db.engine()
              + " and storage type "
              + db.storageType()
              + ": "
              + asked);
    }
    if (asked * 10L < db.allocatedStorage() * 11L) {
      throw Rds.combination("The allocated storage must be increased by at least 10 percent.");
    }
  }

  static <T> boolean changes(@Nullable T asked, @Nullable T there) {
    return asked != null && !asked.equals(there);
  }
}
