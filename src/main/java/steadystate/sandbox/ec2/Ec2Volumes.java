package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMappingSpecification;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tags;

/** Disks: those that instances bring along, and those made by themselves. */
final class Ec2Volumes {
  private static final Ec2List<Volume> LIST =
      new Ec2List<>(Ec2Kind.VOLUME, Volume::volumeId)
          .by("volume-id", Volume::volumeId)
          .by("availability-zone", Volume::availabilityZone)
          .by("status", Volume::stateAsString)
          .by("size", Volume::size)
          .by("volume-type", Volume::volumeTypeAsString)
          .by("encrypted", Volume::encrypted)
          .byAny(
              "attachment.instance-id",
              one -> one.attachments().stream().map(VolumeAttachment::instanceId));

  private Ec2Volumes() {}

  static void register(Operations operations) {
    operations
        .on(CreateVolumeRequest.class, Ec2.dryRunnable(Ec2Volumes::create))
        .on(DescribeVolumesRequest.class, Ec2Volumes::describe)
        .on(ModifyVolumeRequest.class, Ec2.dryRunnable(Ec2Volumes::modify))
        .on(DeleteVolumeRequest.class, Ec2.dryRunnable(Ec2Volumes::delete));
  }

  /** Makes the disks of a new instance, the image's first; gives their ids. */
  static List<String> attachNew(
      Scene scene, RunInstancesRequest request, Image image, String instance, String zone) {
    BlockDeviceMapping root = image.blockDeviceMappings().getFirst();
    List<BlockDeviceMapping> asked = new ArrayList<>(request.blockDeviceMappings());
    if (asked.stream().noneMatch(one -> root.deviceName().equals(one.deviceName()))) {
      asked.addFirst(root);
    }
    List<String> ids = new ArrayList<>();
    for (BlockDeviceMapping one : asked) {
      if (one.ebs() != null) {
        ids.add(attachNew(scene, one, root.ebs(), instance, zone));
      }
    }
    return ids;
  }

  private static String attachNew(
      Scene scene, BlockDeviceMapping asked, EbsBlockDevice usual, String instance, String zone) {
    EbsBlockDevice ebs = asked.ebs();
    boolean leaves = !Boolean.FALSE.equals(ebs.deleteOnTermination());
    String id = Ec2Kind.VOLUME.newId(scene);
    Volume volume =
        Volume.builder()
            .volumeId(id)
            .size(Objects.requireNonNullElse(ebs.volumeSize(), usual.volumeSize()))
            .volumeType(Objects.requireNonNullElse(ebs.volumeTypeAsString(), "gp3"))
            .encrypted(Boolean.TRUE.equals(ebs.encrypted()))
            .kmsKeyId(ebs.kmsKeyId())
            .iops(Objects.requireNonNullElse(ebs.iops(), 3000))
            .throughput(Objects.requireNonNullElse(ebs.throughput(), 125))
            .availabilityZone(zone)
            .createTime(scene.now())
            .state("in-use")
            .attachments(a ->
                a.instanceId(instance)
                    .volumeId(id)
                    .device(asked.deviceName())
                    .deleteOnTermination(leaves)
                    .attachTime(scene.now())
                    .state("attached"))
            .build();
    scene.table(Ec2Tables.VOLUMES).put(id, volume);
    return id;
  }

  /** The disks as their instance shows them. */
  static List<InstanceBlockDeviceMapping> of(Scene scene, String instance) {
    return scene.table(Ec2Tables.VOLUMES).values().stream()
        .flatMap(volume -> volume.attachments().stream())
        .filter(one -> instance.equals(one.instanceId()))
        .map(one ->
            InstanceBlockDeviceMapping.builder()
                .deviceName(one.device())
                .ebs(ebs ->
                    ebs.volumeId(one.volumeId())
                        .status("attached")
                        .attachTime(one.attachTime())
                        .deleteOnTermination(one.deleteOnTermination()))
                .build())
        .toList();
  }

  /** The instance is gone: its disks go with it, or stay behind. */
  static void release(Scene scene, String instance) {
    for (Volume volume : Ec2.rows(scene, Ec2Tables.VOLUMES)) {
      Optional<VolumeAttachment> held =
          volume.attachments().stream().filter(a -> instance.equals(a.instanceId())).findFirst();
      if (held.isEmpty()) {
        continue;
      }
      if (Boolean.TRUE.equals(held.get().deleteOnTermination())) {
        remove(scene, volume.volumeId());
      } else {
        Volume free = volume.toBuilder().attachments(List.of()).state("available").build();
        scene.table(Ec2Tables.VOLUMES).put(volume.volumeId(), free);
      }
    }
  }

  private static void remove(Scene scene, String id) {
    scene.table(Ec2Tables.VOLUMES).remove(id);
    Tags.forget(scene, Ec2Kind.VOLUME.arn(scene, id));
  }

  private static CreateVolumeResponse create(Scene scene, CreateVolumeRequest request) {
    String id = Ec2Tokens.once(scene, request.clientToken(), request, () -> make(scene, request));
    Volume made = Ec2.get(scene, Ec2Tables.VOLUMES, Ec2Kind.VOLUME, id);
    return Pojos.copy(shown(scene, made), CreateVolumeResponse.builder()).build();
  }

  private static String make(Scene scene, CreateVolumeRequest request) {
    if (request.size() == null) {
      throw Ec2.error("MissingParameter", "The request must contain the parameter size/snapshot");
    }
    if (request.size() < 1 || request.size() > 16_384) {
      throw Ec2.invalid("Volume of " + request.size() + "GiB is not valid");
    }
    String zone = Ec2.required(request.availabilityZone(), "AvailabilityZone");
    if (!Ec2.zones(scene).contains(zone)) {
      throw Ec2.error("InvalidZone.NotFound", "The zone '" + zone + "' does not exist.");
    }
    Map<String, String> tags = Ec2.tags(request.tagSpecifications(), Ec2Kind.VOLUME);
    String id = Ec2Kind.VOLUME.newId(scene);
    Volume volume =
        Pojos.copy(request, Volume.builder())
            .volumeId(id)
            .volumeType(Objects.requireNonNullElse(request.volumeTypeAsString(), "gp2"))
            .encrypted(Boolean.TRUE.equals(request.encrypted()))
            .createTime(scene.now())
            .attachments(List.of())
            .state("available")
            .build();
    scene.table(Ec2Tables.VOLUMES).put(id, volume);
    Ec2.tag(scene, Ec2Kind.VOLUME, id, tags);
    return id;
  }

  private static DescribeVolumesResponse describe(Scene scene, DescribeVolumesRequest request) {
    List<Volume> all =
        scene.table(Ec2Tables.VOLUMES).values().stream().map(one -> shown(scene, one)).toList();
    Page<Volume> page = LIST.page(scene, request, all, request.volumeIds());
    return DescribeVolumesResponse.builder()
        .volumes(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static Volume shown(Scene scene, Volume volume) {
    return volume.toBuilder().tags(Ec2.tags(scene, Ec2Kind.VOLUME, volume.volumeId())).build();
  }

  /** A disk grows and changes its kind while it works; it never shrinks. */
  private static ModifyVolumeResponse modify(Scene scene, ModifyVolumeRequest request) {
    Volume old = Ec2.get(scene, Ec2Tables.VOLUMES, Ec2Kind.VOLUME, request.volumeId());
    if (request.size() != null && request.size() < old.size()) {
      throw Ec2.invalid(
          "New size cannot be smaller than existing size for volume " + old.volumeId());
    }
    Volume changed =
        old.toBuilder()
            .size(Objects.requireNonNullElse(request.size(), old.size()))
            .volumeType(
                Objects.requireNonNullElse(request.volumeTypeAsString(), old.volumeTypeAsString()))
            .iops(Objects.requireNonNullElse(request.iops(), old.iops()))
            .throughput(Objects.requireNonNullElse(request.throughput(), old.throughput()))
            .build();
    scene.table(Ec2Tables.VOLUMES).put(old.volumeId(), changed);
    return ModifyVolumeResponse.builder()
        .volumeModification(m ->
            m.volumeId(old.volumeId())
                .originalSize(old.size())
                .targetSize(changed.size())
                .modificationState("optimizing"))
        .build();
  }

  /** Whether a disk goes with its instance. */
  static void keep(Scene scene, String instance, InstanceBlockDeviceMappingSpecification asked) {
    for (Volume volume : Ec2.rows(scene, Ec2Tables.VOLUMES)) {
      boolean meant =
          volume.attachments().stream()
              .anyMatch(
                  a -> instance.equals(a.instanceId()) && asked.deviceName().equals(a.device()));
      if (meant) {
        VolumeAttachment held =
            volume.attachments().getFirst().toBuilder()
                .deleteOnTermination(asked.ebs().deleteOnTermination())
                .build();
        scene
            .table(Ec2Tables.VOLUMES)
            .put(volume.volumeId(), volume.toBuilder().attachments(held).build());
      }
    }
  }

  private static DeleteVolumeResponse delete(Scene scene, DeleteVolumeRequest request) {
    Volume volume = Ec2.get(scene, Ec2Tables.VOLUMES, Ec2Kind.VOLUME, request.volumeId());
    if (!volume.attachments().isEmpty()) {
      throw Ec2.error(
          "VolumeInUse", "Volume " + volume.volumeId() + " is currently attached to an instance");
    }
    remove(scene, volume.volumeId());
    return DeleteVolumeResponse.builder().build();
  }
}
