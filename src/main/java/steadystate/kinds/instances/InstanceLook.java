package steadystate.kinds.instances;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.Volume;
import steadystate.aws.Pojo;
import steadystate.resource.Declared;
import steadystate.resource.Scope;
import steadystate.resource.Value;

/**
 * An instance in the form of its wish. What AWS tells only when asked for it is asked if wished.
 */
record InstanceLook(Scope scope, Instance instance, Optional<Declared> wish) {
  private static final Set<String> STANDS = Set.of("stopping", "stopped");

  Value.Entries model() {
    Value.Entries told = Pojo.read(instance);
    List<String> groups = instance.securityGroups().stream().map(GroupIdentifier::groupId).toList();
    Value.Entries model =
        told.without("tags", "state", "iamInstanceProfile", "blockDeviceMappings", "monitoring")
            .with("securityGroupIds", Value.texts(groups))
            .with("monitoring", monitoring())
            .with(
                InstanceShape.STATE,
                Value.text(
                    STANDS.contains(instance.state().nameAsString()) ? "stopped" : "running"));
    if (instance.iamInstanceProfile() != null) {
      model = model.with(InstanceShape.PROFILE, Value.text(instance.iamInstanceProfile().arn()));
    }
    if (wishes(InstanceShape.DISKS)) {
      model = model.with(InstanceShape.DISKS, disks());
    }
    return attributes(model);
  }

  private boolean wishes(String member) {
    return wish.filter(declared -> declared.model().has(member)).isPresent();
  }

  private Value.Entries monitoring() {
    String state = instance.monitoring() == null ? "" : instance.monitoring().stateAsString();
    return Value.entries(
        Map.of("enabled", Value.flag("enabled".equals(state) || "pending".equals(state))));
  }

  private Value.Entries attributes(Value.Entries model) {
    Value.Entries all = model;
    for (String name : InstanceShape.SWITCHES) {
      if (wishes(name)) {
        DescribeInstanceAttributeResponse told = attribute(name);
        var value =
            name.equals("disableApiStop") ? told.disableApiStop() : told.disableApiTermination();
        all = all.with(name, Value.flag(value != null && Boolean.TRUE.equals(value.value())));
      }
    }
    if (wishes("instanceInitiatedShutdownBehavior")) {
      var told = attribute("instanceInitiatedShutdownBehavior").instanceInitiatedShutdownBehavior();
      all =
          all.with(
              "instanceInitiatedShutdownBehavior",
              Value.text(told == null || told.value() == null ? "stop" : told.value()));
    }
    if (wishes(InstanceShape.USER_DATA)) {
      var told = attribute(InstanceShape.USER_DATA).userData();
      if (told != null && told.value() != null) {
        byte[] text = Base64.getMimeDecoder().decode(told.value());
        all =
            all.with(InstanceShape.USER_DATA, Value.text(new String(text, StandardCharsets.UTF_8)));
      }
    }
    return all;
  }

  private DescribeInstanceAttributeResponse attribute(String name) {
    return scope
        .client(Ec2Client.class)
        .describeInstanceAttribute(r -> r.instanceId(instance.instanceId()).attribute(name));
  }

  /** The disks that somebody wrote. */
  private Value disks() {
    Set<String> wished = new TreeSet<>();
    wish.ifPresent(declared ->
        declared.model().list(InstanceShape.DISKS).stream()
            .map(Value.Entries.class::cast)
            .forEach(disk -> disk.text("deviceName").ifPresent(wished::add)));
    List<InstanceBlockDeviceMapping> mappings =
        instance.blockDeviceMappings().stream()
            .filter(disk -> wished.contains(disk.deviceName()) && disk.ebs() != null)
            .toList();
    Map<String, Volume> volumes = volumes(mappings);
    List<Value> disks = new ArrayList<>();
    for (InstanceBlockDeviceMapping mapping : mappings) {
      Value.Entries ebs =
          Optional.ofNullable(volumes.get(mapping.ebs().volumeId()))
              .map(InstanceLook::ebs)
              .orElse(Value.Entries.EMPTY)
              .with(
                  "deleteOnTermination",
                  Value.flag(Boolean.TRUE.equals(mapping.ebs().deleteOnTermination())));
      Map<String, Value> disk = new LinkedHashMap<>();
      disk.put("deviceName", Value.text(mapping.deviceName()));
      disk.put("ebs", ebs);
      disks.add(Value.entries(disk));
    }
    return Value.items(disks);
  }

  private static Value.Entries ebs(Volume volume) {
    return Pojo.read(volume).with("volumeSize", Value.number(volume.size()));
  }

  private Map<String, Volume> volumes(List<InstanceBlockDeviceMapping> mappings) {
    List<String> ids = mappings.stream().map(mapping -> mapping.ebs().volumeId()).toList();
    Map<String, Volume> byId = new LinkedHashMap<>();
    if (!ids.isEmpty()) {
      scope
          .client(Ec2Client.class)
          .describeVolumes(r -> r.volumeIds(ids))
          .volumes()
          .forEach(volume -> byId.put(volume.volumeId(), volume));
    }
    return byId;
  }
}
