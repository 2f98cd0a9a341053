package steadystate.kinds.databases;

import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import steadystate.resource.Scope;

/** Stopping an instance, which AWS does for some kinds of them only. */
final class Sleep {
  private Sleep() {}

  static void send(Scope scope, DBInstance db) {
    obstacle(db)
        .ifPresent(reason -> {
          throw Rds.rejected(
              "CannotStop",
              db.dbInstanceIdentifier()
                  + " cannot be stopped: it is "
                  + reason
                  + "; write `state: started` for it");
        });
    Rds.client(scope).stopDBInstance(r -> r.dbInstanceIdentifier(db.dbInstanceIdentifier()));
  }

  /**
   * What AWS does not stop. (RDS user guide, "Stopping an Amazon RDS DB instance temporarily",
   * limitations.)
   */
  static Optional<String> obstacle(DBInstance db) {
    String engine = String.valueOf(db.engine());
    if (db.dbClusterIdentifier() != null || engine.startsWith("aurora")) {
      return Optional.of("a member of a cluster");
    }
    if (db.readReplicaSourceDBInstanceIdentifier() != null) {
      return Optional.of("a read replica");
    }
    if (!db.readReplicaDBInstanceIdentifiers().isEmpty()) {
      return Optional.of("the source of a read replica");
    }
    return engine.startsWith("sqlserver") && Boolean.TRUE.equals(db.multiAZ())
        ? Optional.of("SQL Server in two zones")
        : Optional.empty();
  }
}
