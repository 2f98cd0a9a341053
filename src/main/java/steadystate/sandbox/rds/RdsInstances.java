package steadystate.sandbox.rds;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceReadReplicaResponse;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RebootDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.StartDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StartDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.StopDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.StopDbInstanceResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Instances: made, listed, started, stopped, deleted. */
final class RdsInstances {
  private RdsInstances() {}

  static void register(Operations operations) {
    operations
        .on(CreateDbInstanceRequest.class, RdsInstances::create)
        .on(CreateDbInstanceReadReplicaRequest.class, RdsInstances::replicate)
        .on(RestoreDbInstanceFromDbSnapshotRequest.class, RdsInstances::restore)
        .on(DescribeDbInstancesRequest.class, RdsInstances::describe)
        .on(RebootDbInstanceRequest.class, RdsInstances::reboot)
        .on(StartDbInstanceRequest.class, RdsInstances::start)
        .on(StopDbInstanceRequest.class, RdsInstances::stop)
        .on(DeleteDbInstanceRequest.class, RdsInstances::delete);
  }

  private static CreateDbInstanceResponse create(Scene scene, CreateDbInstanceRequest request) {
    DBInstance made = RdsBirth.of(scene, request);
    Tags.put(scene, made.dbInstanceArn(), Rds.tags(request.tags()));
    return CreateDbInstanceResponse.builder().dbInstance(shown(scene, made)).build();
  }

  /** Members of the request win over the snapshot's. */
  private static RestoreDbInstanceFromDbSnapshotResponse restore(
      Scene scene, RestoreDbInstanceFromDbSnapshotRequest request) {
    DBSnapshot from =
        scene
            .find(Rds.SNAPSHOTS, Rds.lower(request.dbSnapshotIdentifier()))
            .orElseThrow(() ->
                Rds.error(
                    "DBSnapshotNotFound",
                    404,
                    "DBSnapshot not found: " + request.dbSnapshotIdentifier()));
    CreateDbInstanceRequest.Builder whole =
        volume(Pojos.copy(from, CreateDbInstanceRequest.builder()), from.engine())
            .masterUserPassword("kept-from-snapshot");
    if (Boolean.TRUE.equals(request.manageMasterUserPassword())) {
      whole.masterUserPassword(null);
    }
    CreateDbInstanceRequest create =
        Pojos.copy(request, whole).dbInstanceIdentifier(request.dbInstanceIdentifier()).build();
    DBInstance made = RdsBirth.of(scene, create);
    Tags.put(scene, made.dbInstanceArn(), Rds.tags(request.tags()));
    return RestoreDbInstanceFromDbSnapshotResponse.builder().dbInstance(shown(scene, made)).build();
  }

  /** Below the threshold every gp3 volume tells of IOPS that nobody can ask for. */
  private static CreateDbInstanceRequest.Builder volume(
      CreateDbInstanceRequest.Builder like, String engine) {
    CreateDbInstanceRequest now = like.build();
    boolean small =
        "gp3".equals(now.storageType()) && now.allocatedStorage() < RdsStorage.threshold(engine);
    return small ? like.iops(null).storageThroughput(null) : like;
  }

  private static CreateDbInstanceReadReplicaResponse replicate(
      Scene scene, CreateDbInstanceReadReplicaRequest request) {
    RdsInstance source = Rds.instance(scene, request.sourceDBInstanceIdentifier());
    if (!source.is("available")) {
      throw Rds.state("DB instance is not in a valid state to create read replica.");
    }
    CreateDbInstanceRequest.Builder like =
        volume(
                Pojos.copy(source.shown(), CreateDbInstanceRequest.builder()),
                source.shown().engine())
            .dbSecurityGroups((java.util.Collection<String>) null)
            .masterUserPassword("kept-from-source");
    DBInstance made =
        RdsBirth.of(
            scene,
            Pojos.copy(request, like).dbInstanceIdentifier(request.dbInstanceIdentifier()).build());
    Rds.put(
        scene,
        Rds.instance(scene, made.dbInstanceIdentifier())
            .with(db -> db.readReplicaSourceDBInstanceIdentifier(source.id())));
    Rds.put(
        scene, source.with(db -> db.readReplicaDBInstanceIdentifiers(made.dbInstanceIdentifier())));
    Tags.put(scene, made.dbInstanceArn(), Rds.tags(request.tags()));
    return CreateDbInstanceReadReplicaResponse.builder().dbInstance(shown(scene, made)).build();
  }

  static DBInstance shown(Scene scene, DBInstance db) {
    return db.toBuilder().tagList(Tags.of(scene, db.dbInstanceArn(), Rds::tag)).build();
  }

  private static DescribeDbInstancesResponse describe(
      Scene scene, DescribeDbInstancesRequest request) {
    if (request.dbInstanceIdentifier() != null) {
      DBInstance db = Rds.instance(scene, request.dbInstanceIdentifier()).shown();
      return DescribeDbInstancesResponse.builder().dbInstances(shown(scene, db)).build();
    }
    List<DBInstance> all =
        scene.table(Rds.INSTANCES).values().stream()
            .map(RdsInstance::shown)
            .filter(db -> request.filters().stream().allMatch(filter -> fits(db, filter)))
            .map(db -> shown(scene, db))
            .toList();
    Page<DBInstance> page =
        Page.of(
            all,
            request.marker(),
            Optional.ofNullable(request.maxRecords()).orElse(100),
            () -> Rds.invalid("Invalid marker"));
    return DescribeDbInstancesResponse.builder()
        .dbInstances(page.items())
        .marker(page.nextToken())
        .build();
  }

  private static boolean fits(DBInstance db, Filter filter) {
    return switch (String.valueOf(filter.name())) {
      case "db-instance-id" -> filter.values().contains(db.dbInstanceIdentifier());
      case "engine" -> filter.values().contains(db.engine());
      default -> throw Rds.invalid("Unrecognized filter name: " + filter.name());
    };
  }

  private static RebootDbInstanceResponse reboot(Scene scene, RebootDbInstanceRequest request) {
    RdsInstance instance = Rds.instance(scene, request.dbInstanceIdentifier());
    needs(instance, "available", "reboot");
    RdsInstance going =
        instance.status("rebooting").turns(scene.now().plus(scene.nature().database()), "rebooted");
    Rds.put(scene, going);
    return RebootDbInstanceResponse.builder().dbInstance(shown(scene, going.shown())).build();
  }

  private static StartDbInstanceResponse start(Scene scene, StartDbInstanceRequest request) {
    RdsInstance instance = Rds.instance(scene, request.dbInstanceIdentifier());
    needs(instance, "stopped", "start");
    RdsInstance going =
        instance.status("starting").turns(scene.now().plus(scene.nature().database()), "available");
    Rds.put(scene, going);
    return StartDbInstanceResponse.builder().dbInstance(shown(scene, going.shown())).build();
  }

  private static StopDbInstanceResponse stop(Scene scene, StopDbInstanceRequest request) {
    RdsInstance instance = Rds.instance(scene, request.dbInstanceIdentifier());
    DBInstance db = instance.shown();
    if (db.dbClusterIdentifier() != null || db.engine().startsWith("aurora")) {
      throw Rds.combination(
          db.engine() + " DB instances are not eligible for stopping or starting.");
    }
    if (db.readReplicaSourceDBInstanceIdentifier() != null
        || !db.readReplicaDBInstanceIdentifiers().isEmpty()) {
      throw Rds.state(
          "Cannot stop or start a read replica, or the source of one: " + instance.id());
    }
    if (db.engine().startsWith("sqlserver") && db.multiAZ()) {
      throw Rds.combination("Cannot stop a SQL Server Multi-AZ DB instance: " + instance.id());
    }
    needs(instance, "available", "stop");
    RdsInstance going =
        instance.status("stopping").turns(scene.now().plus(scene.nature().database()), "stopped");
    Rds.put(scene, going);
    return StopDbInstanceResponse.builder().dbInstance(shown(scene, going.shown())).build();
  }

  private static void needs(RdsInstance instance, String status, String work) {
    if (!instance.is(status)) {
      throw Rds.state(
          "Instance "
              + instance.id()
              + " is not in "
              + status
              + " state, and cannot "
              + work
              + ".");
    }
  }

  private static DeleteDbInstanceResponse delete(Scene scene, DeleteDbInstanceRequest request) {
    RdsInstance instance = Rds.instance(scene, request.dbInstanceIdentifier());
    DBInstance db = instance.shown();
    if (Boolean.TRUE.equals(db.deletionProtection())) {
      throw Rds.combination(
          "Cannot delete protected DB Instance, please disable deletion protection and try again.");
    }
    if (instance.is("deleting")) {
      throw Rds.state("Instance " + instance.id() + " is already being deleted.");
    }
    boolean skip = Boolean.TRUE.equals(request.skipFinalSnapshot());
    String name = request.finalDBSnapshotIdentifier();
    if (skip == (name != null)) {
      throw Rds.combination(
          skip
              ? "FinalDBSnapshotIdentifier can not be specified when deleting without a snapshot."
              : "FinalDBSnapshotIdentifier is required unless SkipFinalSnapshot is specified.");
    }
    if (name != null) {
      if (instance.is("creating", "failed", "incompatible-restore", "incompatible-network")) {
        throw Rds.state(
            "Cannot create a final snapshot of an instance that is " + db.dbInstanceStatus());
      }
      RdsSnapshots.make(scene, db, name, List.of());
    }
    RdsInstance going =
        instance.status("deleting").turns(scene.now().plus(Duration.ofMinutes(2)), RdsLife.GONE);
    Rds.put(scene, going);
    return DeleteDbInstanceResponse.builder().dbInstance(shown(scene, going.shown())).build();
  }
}
