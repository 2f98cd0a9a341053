package steadystate.sandbox.ec2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterfaceSpecification;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** Launching instances. */
final class Ec2Launches {
  private Ec2Launches() {}

  static void register(Operations operations) {
    operations.on(RunInstancesRequest.class, Ec2.dryRunnable(Ec2Launches::run));
  }

  /** Gives an instance that starts its public address, where the subnet gives one. */
  static void connect(Scene scene, Ec2Instance one) {
    scene
        .find(Tables.NETWORK_INTERFACES, one.networkInterfaceId())
        .filter(eni -> Ec2Subnets.get(scene, eni.subnetId()).mapPublicIpOnLaunch())
        .ifPresent(eni -> Ec2Interfaces.connect(scene, eni.toBuilder()));
  }

  private static RunInstancesResponse run(Scene scene, RunInstancesRequest request) {
    String reservation =
        Ec2Tokens.once(scene, request.clientToken(), request, () -> launch(scene, request));
    List<Instance> instances =
        scene.table(Ec2Tables.INSTANCES).values().stream()
            .filter(one -> one.reservationId().equals(reservation))
            .map(one -> Ec2Instances.shown(scene, one))
            .toList();
    return RunInstancesResponse.builder()
        .reservationId(reservation)
        .ownerId(scene.account().id())
        .groups(List.of())
        .instances(instances)
        .build();
  }

  private static String launch(Scene scene, RunInstancesRequest request) {
    if (request.launchTemplate() != null) {
      throw new UnsupportedOperationException("the sandbox does not model launch templates");
    }
    if (request.minCount() == null || request.maxCount() == null) {
      throw Ec2.error("MissingParameter", "The request must contain the parameter MinCount");
    }
    if (request.minCount() < 1 || request.maxCount() < request.minCount()) {
      throw Ec2.invalid("Value for parameter minCount is invalid.");
    }
    Image image = Ec2Images.get(scene, Ec2.required(request.imageId(), "ImageId"));
    String type = Objects.requireNonNullElse(request.instanceTypeAsString(), "m6i.large");
    Ec2Images.checkType(type);
    String reservation = scene.id("r");
    for (int index = 0; index < request.maxCount(); index++) {
      make(scene, request, image, type, reservation, index);
    }
    return reservation;
  }

  private static void make(
      Scene scene,
      RunInstancesRequest request,
      Image image,
      String type,
      String reservation,
      int index) {
    String id = Ec2Kind.INSTANCE.newId(scene);
    NetworkInterface eni = card(scene, request, id);
    Instance shown = shown(scene, request, image, type, index, id, eni);
    Ec2Instances.store(
        scene,
        new Ec2Instance(
            shown,
            reservation,
            eni.networkInterfaceId(),
            Ec2Instance.Doing.PENDING,
            scene.now(),
            Boolean.TRUE.equals(request.disableApiTermination()),
            settings(request)));
    tag(scene, request, Ec2Kind.INSTANCE, id);
    tag(scene, request, Ec2Kind.NETWORK_INTERFACE, eni.networkInterfaceId());
    for (String disk : Ec2Volumes.attachNew(scene, request, image, id, eni.availabilityZone())) {
      tag(scene, request, Ec2Kind.VOLUME, disk);
    }
  }

  private static Map<String, String> settings(RunInstancesRequest request) {
    Map<String, String> settings = new HashMap<>();
    if (request.userData() != null) {
      settings.put("userData", request.userData());
    }
    settings.put("disableApiStop", String.valueOf(Boolean.TRUE.equals(request.disableApiStop())));
    settings.put(
        "instanceInitiatedShutdownBehavior",
        Objects.requireNonNullElse(request.instanceInitiatedShutdownBehaviorAsString(), "stop"));
    return Map.copyOf(settings);
  }

  private static Instance shown(
      Scene scene,
      RunInstancesRequest request,
      Image image,
      String type,
      int index,
      String id,
      NetworkInterface eni) {
    return Instance.builder()
        .instanceId(id)
        .imageId(image.imageId())
        .instanceType(type)
        .architecture(image.architectureAsString())
        .keyName(request.keyName())
        .clientToken(Objects.requireNonNullElse(request.clientToken(), ""))
        .amiLaunchIndex(index)
        .launchTime(scene.now())
        .placement(p -> p.availabilityZone(eni.availabilityZone()).tenancy("default"))
        .monitoring(m -> m.state(isMonitored(request) ? "enabled" : "disabled"))
        .iamInstanceProfile(
            Optional.ofNullable(request.iamInstanceProfile())
                .map(profile -> Ec2Profiles.profile(scene, profile))
                .orElse(null))
        .metadataOptions(metadata(request))
        .rootDeviceName(image.rootDeviceName())
        .rootDeviceType("ebs")
        .virtualizationType("hvm")
        .hypervisor("xen")
        .sourceDestCheck(true)
        .ebsOptimized(Boolean.TRUE.equals(request.ebsOptimized()))
        .enaSupport(true)
        .build();
  }

  private static boolean isMonitored(RunInstancesRequest request) {
    return request.monitoring() != null && Boolean.TRUE.equals(request.monitoring().enabled());
  }

  private static InstanceMetadataOptionsResponse metadata(RunInstancesRequest request) {
    InstanceMetadataOptionsResponse.Builder options =
        InstanceMetadataOptionsResponse.builder()
            .state("applied")
            .httpEndpoint("enabled")
            .httpTokens("required")
            .httpPutResponseHopLimit(2)
            .instanceMetadataTags("disabled");
    Optional.ofNullable(request.metadataOptions()).ifPresent(asked -> Pojos.copy(asked, options));
    return options.build();
  }

  /** One request carries the tags for instances, their disks and their network interfaces. */
  private static void tag(Scene scene, RunInstancesRequest request, Ec2Kind kind, String id) {
    List<TagSpecification> own =
        request.tagSpecifications().stream()
            .filter(one -> kind.type().equals(one.resourceTypeAsString()))
            .toList();
    Map<String, String> tags = Ec2.tags(own, kind);
    if (!tags.isEmpty()) {
      Ec2.tag(scene, kind, id, tags);
    }
  }

  private static NetworkInterface card(Scene scene, RunInstancesRequest request, String instance) {
    List<InstanceNetworkInterfaceSpecification> asked = request.networkInterfaces();
    if (!asked.isEmpty() && (request.subnetId() != null || request.hasSecurityGroupIds())) {
      throw Ec2.error(
          "InvalidParameterCombination",
          "Network interfaces and an instance-level subnet ID or security groups may not be"
              + " specified on the same request");
    }
    Optional<InstanceNetworkInterfaceSpecification> first = asked.stream().findFirst();
    Subnet subnet =
        subnet(
            scene,
            first.map(InstanceNetworkInterfaceSpecification::subnetId).orElse(request.subnetId()));
    List<String> groups =
        Stream.concat(
                first.stream().flatMap(one -> one.groups().stream()),
                groups(scene, request, subnet).stream())
            .toList();
    groups.forEach(id -> Ec2SecurityGroups.get(scene, id));
    NetworkInterface.Builder eni =
        Ec2Interfaces.fresh(
                scene,
                subnet,
                groups.isEmpty()
                    ? List.of(Ec2SecurityGroups.named(scene, subnet.vpcId(), "default").groupId())
                    : groups)
            .requesterManaged(false)
            .description("")
            .attachment(a ->
                a.instanceId(instance)
                    .instanceOwnerId(scene.account().id())
                    .deviceIndex(0)
                    .status("attached")
                    .deleteOnTermination(true));
    boolean exposed =
        first
            .map(InstanceNetworkInterfaceSpecification::associatePublicIpAddress)
            .orElse(subnet.mapPublicIpOnLaunch());
    return exposed ? Ec2Interfaces.connect(scene, eni) : Ec2Interfaces.store(scene, eni);
  }

  private static List<String> groups(Scene scene, RunInstancesRequest request, Subnet subnet) {
    List<String> ids = new ArrayList<>(request.securityGroupIds());
    for (String name : request.securityGroups()) {
      ids.add(Ec2SecurityGroups.named(scene, subnet.vpcId(), name).groupId());
    }
    return ids;
  }

  private static Subnet subnet(Scene scene, @Nullable String id) {
    if (id != null) {
      return Ec2Subnets.get(scene, id);
    }
    return scene.table(Tables.SUBNETS).values().stream()
        .filter(Subnet::defaultForAz)
        .findFirst()
        .orElseThrow(() -> Ec2.error("MissingInput", "No subnets found for the default VPC."));
  }
}
