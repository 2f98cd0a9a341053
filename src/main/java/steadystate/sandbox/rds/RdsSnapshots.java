package steadystate.sandbox.rds;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DeleteDbSnapshotResponse;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.DescribeEventsRequest;
import software.amazon.awssdk.services.rds.model.DescribeEventsResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.Tag;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Snapshots taken by hand or by a delete, and the log of what happened. */
final class RdsSnapshots {
  private RdsSnapshots() {}

  static void register(Operations operations) {
    operations
        .on(CreateDbSnapshotRequest.class, RdsSnapshots::create)
        .on(DescribeDbSnapshotsRequest.class, RdsSnapshots::describe)
        .on(DeleteDbSnapshotRequest.class, RdsSnapshots::delete)
        .on(DescribeEventsRequest.class, RdsSnapshots::events);
  }

  static DBSnapshot make(Scene scene, DBInstance db, String name, List<Tag> tags) {
    String id = Rds.lower(name);
    if (scene.find(Rds.SNAPSHOTS, id).isPresent()) {
      throw Rds.error(
          "DBSnapshotAlreadyExists",
          400,
          "Cannot create the snapshot because a snapshot with the identifier "
              + name
              + " already exists.");
    }
    DBSnapshot snapshot =
        Pojos.copy(db, DBSnapshot.builder())
            .dbSnapshotIdentifier(id)
            .dbSnapshotArn(scene.arn(Rds.PREFIX, "snapshot:" + id))
            .snapshotType("manual")
            .status("available")
            .percentProgress(100)
            .encrypted(db.storageEncrypted())
            .snapshotCreateTime(scene.now())
            .build();
    scene.table(Rds.SNAPSHOTS).put(id, snapshot);
    Tags.put(scene, snapshot.dbSnapshotArn(), Rds.tags(tags));
    return snapshot;
  }

  private static CreateDbSnapshotResponse create(Scene scene, CreateDbSnapshotRequest request) {
    RdsInstance of = Rds.instance(scene, request.dbInstanceIdentifier());
    if (!of.is("available", "storage-optimization", "stopped")) {
      throw Rds.state("Cannot create a snapshot because the database instance is not available.");
    }
    DBSnapshot made = make(scene, of.shown(), request.dbSnapshotIdentifier(), request.tags());
    return CreateDbSnapshotResponse.builder().dbSnapshot(made).build();
  }

  private static DescribeDbSnapshotsResponse describe(
      Scene scene, DescribeDbSnapshotsRequest request) {
    List<DBSnapshot> all =
        scene.table(Rds.SNAPSHOTS).values().stream()
            .filter(s ->
                request.snapshotType() == null || request.snapshotType().equals(s.snapshotType()))
            .filter(s ->
                request.dbSnapshotIdentifier() == null
                    || s.dbSnapshotIdentifier().equals(Rds.lower(request.dbSnapshotIdentifier())))
            .filter(s ->
                request.dbInstanceIdentifier() == null
                    || s.dbInstanceIdentifier().equals(Rds.lower(request.dbInstanceIdentifier())))
            .map(s -> s.toBuilder().tagList(Tags.of(scene, s.dbSnapshotArn(), Rds::tag)).build())
            .toList();
    if (all.isEmpty() && request.dbSnapshotIdentifier() != null) {
      throw Rds.error(
          "DBSnapshotNotFound",
          404,
          "DBSnapshot " + request.dbSnapshotIdentifier() + " not found.");
    }
    Page<DBSnapshot> page =
        Page.of(all, request.marker(), 100, () -> Rds.invalid("Invalid marker"));
    return DescribeDbSnapshotsResponse.builder()
        .dbSnapshots(page.items())
        .marker(page.nextToken())
        .build();
  }

  private static DeleteDbSnapshotResponse delete(Scene scene, DeleteDbSnapshotRequest request) {
    String id = Rds.lower(request.dbSnapshotIdentifier());
    DBSnapshot gone =
        scene
            .find(Rds.SNAPSHOTS, id)
            .orElseThrow(
                () -> Rds.error("DBSnapshotNotFound", 404, "DBSnapshot " + id + " not found."));
    scene.table(Rds.SNAPSHOTS).remove(id);
    Tags.forget(scene, gone.dbSnapshotArn());
    return DeleteDbSnapshotResponse.builder()
        .dbSnapshot(gone.toBuilder().status("deleted").build())
        .build();
  }

  /** Without a duration, those of the last hour. */
  private static DescribeEventsResponse events(Scene scene, DescribeEventsRequest request) {
    int minutes = Optional.ofNullable(request.duration()).orElse(60);
    List<Event> events =
        scene.table(Rds.EVENTS).values().stream()
            .filter(event -> event.date().isAfter(scene.now().minusSeconds(60L * minutes)))
            .filter(event ->
                request.sourceIdentifier() == null
                    || event.sourceIdentifier().equals(Rds.lower(request.sourceIdentifier())))
            .toList();
    return DescribeEventsResponse.builder().events(events).build();
  }
}
