package steadystate.aws.orphan;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import steadystate.orphan.Sort;
import steadystate.orphan.Thing;

/** Disks and their snapshots. */
final class DiskThings {
  /** Tags of services that keep snapshots, and delete them by a plan of their own. */
  private static final Map<String, String> KEEPERS =
      Map.of("aws:backup:source-resource", "AWS Backup", "aws:dlm:lifecycle-policy-id", "DLM");

  private final Ec2Client ec2;

  DiskThings(Reads reads) {
    this.ec2 = reads.client(Ec2Client.class);
  }

  List<Thing> volumes() {
    return ec2.describeVolumesPaginator(request -> {}).volumes().stream()
        .map(DiskThings::volume)
        .toList();
  }

  private static Thing volume(Volume one) {
    List<String> uses = new ArrayList<>();
    one.attachments().forEach(held -> uses.add("attached to " + held.instanceId()));
    if (one.state() != VolumeState.AVAILABLE) {
      uses.add("is " + one.stateAsString());
    }
    return new Thing(
        Sort.VOLUME,
        one.volumeId(),
        NetworkThings.name(one.tags()),
        Optional.ofNullable(one.createTime()),
        NetworkThings.tags(one.tags()),
        uses,
        Map.of("type", one.volumeTypeAsString(), "gb", one.size().toString()));
  }

  List<Thing> snapshots() {
    Set<String> needed = new HashSet<>();
    ec2.describeImagesPaginator(request -> request.owners("self")).images().stream()
        .flatMap(image -> image.blockDeviceMappings().stream())
        .map(BlockDeviceMapping::ebs)
        .filter(Objects::nonNull)
        .forEach(disk -> needed.add(Objects.requireNonNullElse(disk.snapshotId(), "")));
    return ec2.describeSnapshotsPaginator(request -> request.ownerIds("self")).snapshots().stream()
        .map(one -> {
          Map<String, String> tags = NetworkThings.tags(one.tags());
          List<String> uses = new ArrayList<>();
          if (needed.contains(one.snapshotId())) {
            uses.add("an image begins with it");
          }
          KEEPERS.forEach((tag, who) -> {
            if (tags.containsKey(tag)) {
              uses.add("kept by " + who);
            }
          });
          return new Thing(
              Sort.SNAPSHOT,
              one.snapshotId(),
              NetworkThings.name(one.tags()),
              Optional.ofNullable(one.startTime()),
              tags,
              uses,
              Map.of("gb", one.volumeSize().toString()));
        })
        .toList();
  }
}
