package steadystate.sandbox.ec2;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.MonitorInstancesResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesRequest;
import software.amazon.awssdk.services.ec2.model.UnmonitorInstancesResponse;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** The attributes of instances, one in each call. */
final class Ec2InstanceChanges {
  private Ec2InstanceChanges() {}

  static void register(Operations operations) {
    operations
        .on(ModifyInstanceAttributeRequest.class, Ec2.dryRunnable(Ec2InstanceChanges::modify))
        .on(ModifyInstanceMetadataOptionsRequest.class, Ec2InstanceChanges::metadata)
        .on(MonitorInstancesRequest.class, Ec2InstanceChanges::monitor)
        .on(UnmonitorInstancesRequest.class, Ec2InstanceChanges::unmonitor)
        .on(DescribeInstanceAttributeRequest.class, Ec2InstanceChanges::describe);
  }

  private static ModifyInstanceAttributeResponse modify(
      Scene scene, ModifyInstanceAttributeRequest request) {
    Ec2Instance old = Ec2Instances.get(scene, request.instanceId());
    if (request.disableApiTermination() != null) {
      Ec2Instances.store(scene, old.guarded(request.disableApiTermination().value()));
    } else if (request.instanceType() != null) {
      Ec2Instances.store(scene, old.with(resized(scene, old, request.instanceType().value())));
    } else if (request.hasGroups()) {
      regroup(scene, old, request);
    } else if (request.sourceDestCheck() != null) {
      boolean on = request.sourceDestCheck().value();
      Ec2Instances.store(scene, old.with(old.shown().toBuilder().sourceDestCheck(on).build()));
    } else if (request.userData() != null) {
      standing(scene, old);
      String text = request.userData().value().asUtf8String();
      String packed = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
      Ec2Instances.store(scene, old.setting("userData", packed));
    } else if (request.ebsOptimized() != null) {
      standing(scene, old);
      boolean on = request.ebsOptimized().value();
      Ec2Instances.store(scene, old.with(old.shown().toBuilder().ebsOptimized(on).build()));
    } else if (request.disableApiStop() != null) {
      Ec2Instances.store(
          scene, old.setting("disableApiStop", "" + request.disableApiStop().value()));
    } else if (request.instanceInitiatedShutdownBehavior() != null) {
      String what = request.instanceInitiatedShutdownBehavior().value();
      Ec2Instances.store(scene, old.setting("instanceInitiatedShutdownBehavior", what));
    } else if (request.hasBlockDeviceMappings()) {
      request.blockDeviceMappings().forEach(one -> Ec2Volumes.keep(scene, old.id(), one));
    } else {
      throw new UnsupportedOperationException(
          "the sandbox does not model this attribute of an instance");
    }
    return ModifyInstanceAttributeResponse.builder().build();
  }

  /** Only a stopped instance can become another size. */
  private static Instance resized(Scene scene, Ec2Instance old, String type) {
    standing(scene, old);
    Ec2Images.checkType(type);
    return old.shown().toBuilder().instanceType(type).build();
  }

  private static void standing(Scene scene, Ec2Instance old) {
    if (!old.is("stopped", scene.now())) {
      throw Ec2.error(
          "IncorrectInstanceState",
          "The instance '" + old.id() + "' is not in the 'stopped' state.");
    }
  }

  private static ModifyInstanceMetadataOptionsResponse metadata(
      Scene scene, ModifyInstanceMetadataOptionsRequest request) {
    Ec2Instance old = Ec2Instances.get(scene, request.instanceId());
    InstanceMetadataOptionsResponse changed =
        Pojos.copy(request, old.shown().metadataOptions().toBuilder()).build();
    Ec2Instances.store(scene, old.with(old.shown().toBuilder().metadataOptions(changed).build()));
    return ModifyInstanceMetadataOptionsResponse.builder()
        .instanceId(old.id())
        .instanceMetadataOptions(changed)
        .build();
  }

  private static MonitorInstancesResponse monitor(Scene scene, MonitorInstancesRequest request) {
    request.instanceIds().forEach(id -> monitored(scene, id, "enabled"));
    return MonitorInstancesResponse.builder().build();
  }

  private static UnmonitorInstancesResponse unmonitor(
      Scene scene, UnmonitorInstancesRequest request) {
    request.instanceIds().forEach(id -> monitored(scene, id, "disabled"));
    return UnmonitorInstancesResponse.builder().build();
  }

  private static void monitored(Scene scene, String id, String state) {
    Ec2Instance old = Ec2Instances.get(scene, id);
    Instance changed = old.shown().toBuilder().monitoring(m -> m.state(state)).build();
    Ec2Instances.store(scene, old.with(changed));
  }

  private static void regroup(
      Scene scene, Ec2Instance old, ModifyInstanceAttributeRequest request) {
    request.groups().forEach(id -> Ec2SecurityGroups.get(scene, id));
    NetworkInterface eni =
        Ec2.get(
            scene, Tables.NETWORK_INTERFACES, Ec2Kind.NETWORK_INTERFACE, old.networkInterfaceId());
    Ec2Interfaces.store(
        scene, eni.toBuilder().groups(Ec2Interfaces.groups(scene, request.groups())));
  }

  private static DescribeInstanceAttributeResponse describe(
      Scene scene, DescribeInstanceAttributeRequest request) {
    Ec2Instance one = Ec2Instances.get(scene, request.instanceId());
    DescribeInstanceAttributeResponse.Builder answer =
        DescribeInstanceAttributeResponse.builder().instanceId(one.id());
    return switch (Ec2.required(request.attributeAsString(), "Attribute")) {
      case "disableApiTermination" ->
          answer.disableApiTermination(v -> v.value(one.guarded())).build();
      case "instanceType" ->
          answer.instanceType(v -> v.value(one.shown().instanceTypeAsString())).build();
      case "sourceDestCheck" ->
          answer.sourceDestCheck(v -> v.value(one.shown().sourceDestCheck())).build();
      case "userData" ->
          answer
              .userData(
                  v -> Optional.ofNullable(one.settings().get("userData")).ifPresent(v::value))
              .build();
      case "disableApiStop" ->
          answer
              .disableApiStop(v -> v.value("true".equals(one.settings().get("disableApiStop"))))
              .build();
      case "instanceInitiatedShutdownBehavior" ->
          answer
              .instanceInitiatedShutdownBehavior(
                  v -> v.value(one.settings().get("instanceInitiatedShutdownBehavior")))
              .build();
      case "groupSet" -> answer.groups(Ec2Instances.shown(scene, one).securityGroups()).build();
      default ->
          throw new UnsupportedOperationException(
              "the sandbox does not model this attribute of an instance");
    };
  }
}
