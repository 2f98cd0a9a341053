package steadystate.aws.orphan;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Tag;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/** Databases, and snapshots of them that somebody took. */
final class DatabaseThings {
  private final Reads reads;
  private final RdsClient rds;

  DatabaseThings(Reads reads) {
    this.reads = reads;
    this.rds = reads.client(RdsClient.class);
  }

  List<DBInstance> databases() {
    return reads.once(
        "databases",
        () -> Reads.all(rds.describeDBInstancesPaginator(request -> {}).dbInstances()));
  }

  /** Ids of security groups, also of databases that are stopped. */
  Set<String> wornGroups() {
    Set<String> ids = new HashSet<>();
    databases()
        .forEach(one -> one.vpcSecurityGroups().forEach(g -> ids.add(g.vpcSecurityGroupId())));
    return ids;
  }

  /** AWS's own go with their database. */
  List<Thing> snapshots() {
    return rds
        .describeDBSnapshotsPaginator(request -> request.snapshotType("manual"))
        .dbSnapshots()
        .stream()
        .map(one ->
            new Thing(
                Sort.DB_SNAPSHOT,
                one.dbSnapshotIdentifier(),
                one.dbInstanceIdentifier(),
                Optional.ofNullable(one.snapshotCreateTime()),
                Reads.tags(one.tagList(), Tag::key, Tag::value),
                "available".equals(one.status()) ? List.of() : List.of("is " + one.status()),
                Map.of("gb", String.valueOf(one.allocatedStorage()))))
        .toList();
  }
}
