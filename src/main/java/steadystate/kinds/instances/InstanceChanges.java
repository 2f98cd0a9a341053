package steadystate.kinds.instances;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileAssociation;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Volume;
import steadystate.aws.Pojo;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.FieldPath;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** Brings one instance to its wish. What needs it to stand still stops it, and starts it again. */
final class InstanceChanges {
  private static final Set<String> STANDING =
      Set.of("instanceType", InstanceShape.USER_DATA, "ebsOptimized");

  private final Ec2Client ec2;
  private final String id;
  private final Value.Entries wish;
  private final Set<String> members = new TreeSet<>();
  private final Set<FieldPath> changed;

  InstanceChanges(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    this.ec2 = scope.client(Ec2Client.class);
    this.id = live.attributes().require("id");
    this.wish = wish.model();
    this.changed = changed;
    changed.forEach(path -> members.add(path.head()));
  }

  void run() {
    for (String member : members) {
      if (!STANDING.contains(member) && !member.equals(InstanceShape.STATE)) {
        change(member);
      }
    }
    Set<String> standing = new TreeSet<>(members);
    standing.retainAll(STANDING);
    if (!standing.isEmpty()) {
      standStill();
      standing.forEach(this::change);
    }
    if (members.contains(InstanceShape.STATE) || !standing.isEmpty()) {
      state();
    }
  }

  /** Waits by looking again: nothing here sleeps. */
  private void standStill() {
    String now =
        ec2.describeInstances(r -> r.instanceIds(id))
            .reservations()
            .getFirst()
            .instances()
            .getFirst()
            .state()
            .nameAsString();
    if (now.equals("stopped")) {
      return;
    }
    if (now.equals("running")) {
      ec2.stopInstances(r -> r.instanceIds(id));
    }
    throw new FailureException(
        new Failure.Busy("Stopping", id + " is " + now + "; it is changed when it stands still"));
  }

  private void state() {
    if (wish.text(InstanceShape.STATE).orElse("running").equals("stopped")) {
      ec2.stopInstances(r -> r.instanceIds(id));
    } else {
      ec2.startInstances(r -> r.instanceIds(id));
    }
  }

  private void change(String member) {
    switch (member) {
      case "instanceType" -> modify(r -> r.instanceType(v -> v.value(text(member))));
      case "ebsOptimized" -> modify(r -> r.ebsOptimized(v -> v.value(flag(member))));
      case InstanceShape.USER_DATA ->
          modify(r -> r.userData(v -> v.value(SdkBytes.fromUtf8String(text(member)))));
      case "disableApiTermination" ->
          modify(r -> r.disableApiTermination(v -> v.value(flag(member))));
      case "disableApiStop" -> modify(r -> r.disableApiStop(v -> v.value(flag(member))));
      case "instanceInitiatedShutdownBehavior" ->
          modify(r -> r.instanceInitiatedShutdownBehavior(v -> v.value(text(member))));
      case "securityGroupIds" ->
          modify(r -> r.groups(wish.list(member).stream().map(Value::toString).toList()));
      case "metadataOptions" ->
          ec2.modifyInstanceMetadataOptions(
              Pojo.fill(
                      ModifyInstanceMetadataOptionsRequest.builder(),
                      wish.map(member).orElse(Value.Entries.EMPTY))
                  .instanceId(id)
                  .build());
      case "monitoring" -> monitoring();
      case InstanceShape.PROFILE -> profile();
      case InstanceShape.DISKS -> disks();
      default ->
          throw new FailureException(
              new Failure.Rejected("NotUpdatable", id + ": AWS cannot change " + member));
    }
  }

  private String text(String member) {
    return wish.text(member).orElse("");
  }

  private boolean flag(String member) {
    return wish.flag(member).orElse(false);
  }

  private void modify(java.util.function.Consumer<ModifyInstanceAttributeRequest.Builder> what) {
    ec2.modifyInstanceAttribute(
        ModifyInstanceAttributeRequest.builder().instanceId(id).applyMutation(what).build());
  }

  private void monitoring() {
    if (wish.map("monitoring").flatMap(m -> m.flag("enabled")).orElse(false)) {
      ec2.monitorInstances(r -> r.instanceIds(id));
    } else {
      ec2.unmonitorInstances(r -> r.instanceIds(id));
    }
  }

  private void profile() {
    List<IamInstanceProfileAssociation> held =
        ec2.describeIamInstanceProfileAssociations(r ->
                r.filters(
                    f -> f.name("instance-id").values(id),
                    f -> f.name("state").values("associating", "associated")))
            .iamInstanceProfileAssociations();
    String arn = text(InstanceShape.PROFILE);
    if (held.isEmpty()) {
      ec2.associateIamInstanceProfile(r -> r.instanceId(id).iamInstanceProfile(p -> p.arn(arn)));
    } else {
      String association = held.getFirst().associationId();
      ec2.replaceIamInstanceProfileAssociation(
          r -> r.associationId(association).iamInstanceProfile(p -> p.arn(arn)));
    }
  }

  /** Disks grow and change their kind while they work; whether they stay is the instance's. */
  private void disks() {
    Map<String, Volume> volumes = new LinkedHashMap<>();
    ec2.describeVolumes(r -> r.filters(f -> f.name("attachment.instance-id").values(id)))
        .volumes()
        .forEach(
            volume -> volume.attachments().forEach(held -> volumes.put(held.device(), volume)));
    for (Value disk : wish.list(InstanceShape.DISKS)) {
      Value.Entries mapping = (Value.Entries) disk;
      String device = mapping.text("deviceName").orElse("");
      boolean differs =
          changed.stream()
              .anyMatch(path -> path.isWithin(InstanceShape.DISKS + "[" + device + "]"));
      if (differs) {
        disk(device, mapping.map("ebs").orElse(Value.Entries.EMPTY), volumes);
      }
    }
  }

  private void disk(String device, Value.Entries ebs, Map<String, Volume> volumes) {
    Volume volume = volumes.get(device);
    if (volume == null) {
      throw new FailureException(
          new Failure.Rejected(
              "NotUpdatable", id + " has no disk " + device + ": AWS adds disks at launch only"));
    }
    String path = InstanceShape.DISKS + "[" + device + "].ebs.";
    if (differs(path + "deleteOnTermination")) {
      boolean leaves = ebs.flag("deleteOnTermination").orElse(true);
      modify(r ->
          r.blockDeviceMappings(b -> b.deviceName(device).ebs(e -> e.deleteOnTermination(leaves))));
    }
    boolean reshaped =
        List.of("volumeSize", "volumeType", "iops", "throughput").stream()
            .anyMatch(member -> differs(path + member));
    if (reshaped) {
      if (ebs.whole("volumeSize").orElse(volume.size()) < volume.size()) {
        throw new FailureException(
            new Failure.Rejected(
                "DiskShrinks",
                volume.volumeId() + " has " + volume.size() + " GiB, and disks only grow"));
      }
      ec2.modifyVolume(reshape(ebs, volume));
    }
  }

  private static ModifyVolumeRequest reshape(Value.Entries ebs, Volume volume) {
    ModifyVolumeRequest.Builder request = ModifyVolumeRequest.builder().volumeId(volume.volumeId());
    ebs.whole("volumeSize").ifPresent(request::size);
    ebs.text("volumeType").ifPresent(request::volumeType);
    ebs.whole("iops").ifPresent(request::iops);
    ebs.whole("throughput").ifPresent(request::throughput);
    return request.build();
  }

  private boolean differs(String path) {
    return changed.stream().anyMatch(one -> one.isWithin(path));
  }
}
