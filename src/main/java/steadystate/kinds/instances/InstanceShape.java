package steadystate.kinds.instances;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** What an instance is wished to be and what is compared of it. */
final class InstanceShape {
  static final String IMAGE = "imageId";
  static final String ALIAS = "imageAlias";
  static final String FOLLOWS = "followsAlias";
  static final String SUBNETS = "subnetIds";
  static final String PUBLIC = "associatePublicIpAddress";
  static final String PROFILE = "iamInstanceProfile";
  static final String DISKS = "blockDeviceMappings";
  static final String STATE = "state";
  static final String USER_DATA = "userData";

  private static final Shape.Scalar TEXT = Shape.Scalar.of(Shape.Type.TEXT);
  private static final Shape.Scalar FLAG = Shape.Scalar.of(Shape.Type.BOOLEAN);

  /** Members of RunInstances that say how a call is made, or that have another form here. */
  private static final String[] OTHERWISE = {
    "minCount",
    "maxCount",
    "dryRun",
    "clientToken",
    "tagSpecifications",
    "securityGroups",
    "networkInterfaces",
    "launchTemplate",
    "additionalInfo",
    "operator",
    "elasticGpuSpecification",
    "elasticInferenceAccelerators"
  };

  /** What AWS sets at the launch and tells again in no form that could be compared. */
  private static final List<String> AT_LAUNCH =
      List.of(
          "kernelId",
          "ramdiskId",
          "placement",
          "privateIpAddress",
          "instanceMarketOptions",
          "creditSpecification",
          "cpuOptions",
          "capacityReservationSpecification",
          "hibernationOptions",
          "licenseSpecifications",
          "enclaveOptions",
          "privateDnsNameOptions",
          "maintenanceOptions",
          "networkPerformanceOptions");

  /** What AWS shows and switches with a call of its own for each. */
  static final List<String> SWITCHES = List.of("disableApiTermination", "disableApiStop");

  private InstanceShape() {}

  /** The fields of RunInstances, under AWS's names. */
  static Shape.Structure written() {
    Shape.Structure shape = SdkShapes.of(RunInstancesRequest.builder().build()).without(OTHERWISE);
    for (String name : AT_LAUNCH) {
      shape =
          shape.change(name, m -> m.describe("Set when it is launched, and not compared.").never());
    }
    return shape
        .change("instanceType", m -> m.describe("A change stops and starts the instance."))
        .change("keyName", m -> m.describe("AWS cannot change it.").refuses())
        .change("subnetId", m -> m.shape(TEXT.refersTo("subnet", "id")).refuses())
        .with("securityGroupIds", Shape.ItemsOf.set(TEXT.refersTo("securityGroup", "id")), "")
        .with(
            PROFILE,
            TEXT.refersTo("role", "instanceProfileArn"),
            "An instance profile by name or ARN; or write role.")
        .with(
            USER_DATA,
            Member.of(
                    TEXT.canonical(InstanceShape::plain),
                    "What runs at the first start: plain text, or base64. A change stops and"
                        + " starts the instance and does not run it again.")
                .hidden())
        .with(DISKS, disks(), "Disks by device name; those that are not written are left alone.")
        .with(PUBLIC, Member.of(FLAG, "Whether it gets a public address at launch.").never())
        .with(
            STATE,
            TEXT.allowed("running", "stopped"),
            "Whether it runs (default) or stands still, keeping its disks.");
  }

  /** What is compared: the written fields, and what guides the launch. */
  static Shape.Structure model() {
    return written()
        .change(IMAGE, m -> m.describe("AWS cannot change it.").refuses())
        .with(ALIAS, Member.of(TEXT, "The parameter that named the image at launch.").never())
        .with(FOLLOWS, Member.of(FLAG, "Whether another image makes another instance.").never())
        .with(SUBNETS, Member.of(Shape.ItemsOf.set(TEXT), "One of these at launch.").never());
  }

  private static Shape disks() {
    Shape.Structure disk =
        SdkShapes.of(
            software.amazon.awssdk.services.ec2.model.BlockDeviceMapping.builder().build());
    return Shape.ItemsOf.keyed(
        disk.without("noDevice")
            .change("virtualName", Member::never)
            .change("ebs", InstanceShape::ebs),
        "deviceName");
  }

  private static Member ebs(Member member) {
    Shape.Structure ebs = (Shape.Structure) member.shape();
    for (String name : List.of("encrypted", "kmsKeyId")) {
      ebs = ebs.change(name, Member::refuses);
    }
    for (String name : ebs.members().keySet()) {
      boolean compared =
          List.of(
                  "volumeSize",
                  "volumeType",
                  "iops",
                  "throughput",
                  "encrypted",
                  "kmsKeyId",
                  "deleteOnTermination")
              .contains(name);
      ebs = compared ? ebs : ebs.change(name, Member::never);
    }
    return member.shape(ebs);
  }

  /** People write user data as it runs, or as AWS stores it: both are one text. */
  static String plain(String text) {
    String packed = text.strip().replaceAll("\\s", "");
    if (packed.length() < 8 || !packed.matches("[A-Za-z0-9+/]+={0,2}")) {
      return text;
    }
    try {
      String decoded =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getDecoder().decode(packed)))
              .toString();
      return decoded.matches("(?s)(#!|#cloud-|#include|MIME-|Content-|<powershell|<script).*")
          ? decoded
          : text;
    } catch (IllegalArgumentException | CharacterCodingException notPacked) {
      return text;
    }
  }

  static Value.Text base64(String text) {
    return Value.text(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
  }
}
