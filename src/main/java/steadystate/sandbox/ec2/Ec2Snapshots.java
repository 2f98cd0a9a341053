package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.RegisterImageRequest;
import software.amazon.awssdk.services.ec2.model.RegisterImageResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Copies of disks, and images that the account made from them. */
final class Ec2Snapshots {
  private static final Ec2List<Snapshot> LIST =
      new Ec2List<>(Ec2Kind.SNAPSHOT, Snapshot::snapshotId)
          .by("snapshot-id", Snapshot::snapshotId)
          .by("volume-id", Snapshot::volumeId)
          .by("volume-size", Snapshot::volumeSize)
          .by("owner-id", Snapshot::ownerId)
          .by("status", Snapshot::stateAsString);

  private Ec2Snapshots() {}

  static void register(Operations operations) {
    operations
        .on(CreateSnapshotRequest.class, Ec2.dryRunnable(Ec2Snapshots::create))
        .on(DescribeSnapshotsRequest.class, Ec2Snapshots::describe)
        .on(DeleteSnapshotRequest.class, Ec2.dryRunnable(Ec2Snapshots::delete))
        .on(RegisterImageRequest.class, Ec2.dryRunnable(Ec2Snapshots::registerImage));
  }

  private static CreateSnapshotResponse create(Scene scene, CreateSnapshotRequest request) {
    Volume of = Ec2.get(scene, Ec2Tables.VOLUMES, Ec2Kind.VOLUME, request.volumeId());
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.SNAPSHOT);
    String id = Ec2Kind.SNAPSHOT.newId(scene);
    Snapshot made =
        Snapshot.builder()
            .snapshotId(id)
            .volumeId(of.volumeId())
            .volumeSize(of.size())
            .description(Objects.requireNonNullElse(request.description(), ""))
            .encrypted(of.encrypted())
            .ownerId(scene.account().id())
            .startTime(scene.now())
            .state("completed")
            .progress("100%")
            .storageTier("standard")
            .build();
    scene.table(Ec2Tables.SNAPSHOTS).put(id, made);
    Ec2.tag(scene, Ec2Kind.SNAPSHOT, id, tags);
    return Pojos.copy(shown(scene, made), CreateSnapshotResponse.builder()).build();
  }

  private static Snapshot shown(Scene scene, Snapshot one) {
    return one.toBuilder().tags(Ec2.tags(scene, Ec2Kind.SNAPSHOT, one.snapshotId())).build();
  }

  /** All of them are the account's own. */
  private static DescribeSnapshotsResponse describe(Scene scene, DescribeSnapshotsRequest request) {
    List<String> owners = request.ownerIds();
    boolean own =
        owners.isEmpty() || owners.contains("self") || owners.contains(scene.account().id());
    List<Snapshot> all =
        Ec2.rows(scene, Ec2Tables.SNAPSHOTS).stream()
            .filter(one -> own)
            .map(one -> shown(scene, one))
            .toList();
    Page<Snapshot> page = LIST.page(scene, request, all, request.snapshotIds());
    return DescribeSnapshotsResponse.builder()
        .snapshots(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static DeleteSnapshotResponse delete(Scene scene, DeleteSnapshotRequest request) {
    Snapshot gone = Ec2.get(scene, Ec2Tables.SNAPSHOTS, Ec2Kind.SNAPSHOT, request.snapshotId());
    for (Image image : Ec2.rows(scene, Ec2Tables.IMAGES)) {
      boolean needed =
          image.blockDeviceMappings().stream()
              .map(BlockDeviceMapping::ebs)
              .anyMatch(ebs -> ebs != null && gone.snapshotId().equals(ebs.snapshotId()));
      if (needed) {
        throw Ec2.error(
            "InvalidSnapshot.InUse",
            "The snapshot " + gone.snapshotId() + " is currently in use by " + image.imageId());
      }
    }
    scene.table(Ec2Tables.SNAPSHOTS).remove(gone.snapshotId());
    Tags.forget(scene, Ec2Kind.SNAPSHOT.arn(scene, gone.snapshotId()));
    return DeleteSnapshotResponse.builder().build();
  }

  private static RegisterImageResponse registerImage(Scene scene, RegisterImageRequest request) {
    String id = Ec2Kind.IMAGE.newId(scene);
    scene
        .table(Ec2Tables.IMAGES)
        .put(
            id,
            Image.builder()
                .imageId(id)
                .name(Ec2.required(request.name(), "Name"))
                .architecture(Objects.requireNonNullElse(request.architectureAsString(), "i386"))
                .ownerId(scene.account().id())
                .state("available")
                .publicLaunchPermissions(false)
                .imageType("machine")
                .virtualizationType("hvm")
                .rootDeviceType("ebs")
                .rootDeviceName(Ec2.required(request.rootDeviceName(), "RootDeviceName"))
                .blockDeviceMappings(request.blockDeviceMappings())
                .creationDate(scene.now().toString())
                .tags(List.of())
                .build());
    return RegisterImageResponse.builder().imageId(id).build();
  }
}
