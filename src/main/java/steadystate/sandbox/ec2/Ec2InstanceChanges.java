package steadystate.sandbox.ec2;

import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyInstanceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** The attributes of instances, one in each call. */
final class Ec2InstanceChanges {
  private Ec2InstanceChanges() {}

  static void register(Operations operations) {
    operations
        .on(ModifyInstanceAttributeRequest.class, Ec2.dryRunnable(Ec2InstanceChanges::modify))
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
    } else {
      throw new UnsupportedOperationException(
          "the sandbox does not model this attribute of an instance");
    }
    return ModifyInstanceAttributeResponse.builder().build();
  }

  /** Only a stopped instance can become another size. */
  private static Instance resized(Scene scene, Ec2Instance old, String type) {
    if (!old.is("stopped", scene.now())) {
      throw Ec2.error(
          "IncorrectInstanceState",
          "The instance '" + old.id() + "' is not in the 'stopped' state.");
    }
    Ec2Images.checkType(type);
    return old.shown().toBuilder().instanceType(type).build();
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
      case "groupSet" -> answer.groups(Ec2Instances.shown(scene, one).securityGroups()).build();
      default ->
          throw new UnsupportedOperationException(
              "the sandbox does not model this attribute of an instance");
    };
  }
}
