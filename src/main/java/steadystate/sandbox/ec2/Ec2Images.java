package steadystate.sandbox.ec2;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;

/** What instances are made from: a few of Amazon's images, and the common sizes. */
final class Ec2Images {
  private static final List<String> NAMES =
      List.of(
          "al2023-ami-2023.9.20251105.0-kernel-6.1-x86_64",
          "al2023-ami-2023.9.20251105.0-kernel-6.1-arm64",
          "al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64",
          "al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64");

  /** Processors and MiB by size, the same in these families. */
  private static final Map<String, int[]> SIZES =
      Map.of(
          "nano", new int[] {2, 512},
          "micro", new int[] {2, 1024},
          "small", new int[] {2, 2048},
          "medium", new int[] {2, 4096},
          "large", new int[] {2, 8192},
          "xlarge", new int[] {4, 16_384},
          "2xlarge", new int[] {8, 32_768});

  private static final Map<String, List<String>> FAMILIES =
      Map.of(
          "t3", List.of("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"),
          "t4g", List.of("nano", "micro", "small", "medium", "large", "xlarge", "2xlarge"),
          "m6i", List.of("large", "xlarge", "2xlarge"),
          "m7g", List.of("large", "xlarge", "2xlarge"));

  private static final Ec2List<Image> LIST =
      new Ec2List<>(Ec2Kind.IMAGE, Image::imageId)
          .by("image-id", Image::imageId)
          .by("name", Image::name)
          .by("architecture", Image::architectureAsString)
          .by("owner-alias", Image::imageOwnerAlias)
          .by("owner-id", Image::ownerId)
          .by("state", Image::stateAsString)
          .by("virtualization-type", Image::virtualizationTypeAsString)
          .by("root-device-type", Image::rootDeviceTypeAsString)
          .by("is-public", Image::publicLaunchPermissions);

  private Ec2Images() {}

  static void register(Operations operations) {
    operations
        .on(DescribeImagesRequest.class, Ec2Images::describe)
        .on(DescribeInstanceTypesRequest.class, Ec2Images::describeTypes);
  }

  static Image get(Scene scene, String id) {
    return all(scene).stream()
        .filter(image -> image.imageId().equals(id))
        .findFirst()
        .orElseThrow(() -> Ec2Kind.IMAGE.unknown(id));
  }

  /** The size of that name, or AWS's answer to one that it does not sell. */
  static void checkType(String type) {
    if (types().stream().noneMatch(one -> one.instanceTypeAsString().equals(type))) {
      throw Ec2.invalid("Invalid value '" + type + "' for InstanceType.");
    }
  }

  private static DescribeImagesResponse describe(Scene scene, DescribeImagesRequest request) {
    List<Image> owned =
        all(scene).stream()
            .filter(image ->
                request.owners().isEmpty()
                    || request.owners().contains(image.ownerId())
                    || request
                        .owners()
                        .contains(image.ownerId().equals(scene.account().id()) ? "self" : "amazon"))
            .toList();
    Page<Image> page = LIST.page(scene, request, owned, request.imageIds());
    return DescribeImagesResponse.builder()
        .images(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  static List<Image> all(Scene scene) {
    return Stream.concat(
            NAMES.stream().map(name -> image(scene, name)),
            Ec2.rows(scene, Ec2Tables.IMAGES).stream())
        .toList();
  }

  private static Image image(Scene scene, String name) {
    return Image.builder()
        .imageId(Ec2Seed.id(scene, "ami", name))
        .name(name)
        .imageLocation("amazon/" + name)
        .description(name.contains("-ecs-") ? "Amazon ECS-optimized" : "Amazon Linux 2023")
        .architecture(name.endsWith("arm64") ? "arm64" : "x86_64")
        .imageOwnerAlias("amazon")
        .ownerId(name.contains("-ecs-") ? "591542846629" : "137112412989")
        .state("available")
        .publicLaunchPermissions(true)
        .imageType("machine")
        .virtualizationType("hvm")
        .hypervisor("xen")
        .rootDeviceType("ebs")
        .rootDeviceName("/dev/xvda")
        .blockDeviceMappings(disk ->
            disk.deviceName("/dev/xvda")
                .ebs(ebs ->
                    ebs.volumeSize(name.contains("-ecs-") ? 30 : 8)
                        .volumeType("gp3")
                        .encrypted(false)
                        .deleteOnTermination(true)))
        .enaSupport(true)
        .platformDetails("Linux/UNIX")
        .creationDate("2025-11-08T00:00:00.000Z")
        .tags(List.of())
        .build();
  }

  private static DescribeInstanceTypesResponse describeTypes(
      Scene scene, DescribeInstanceTypesRequest request) {
    List<InstanceTypeInfo> found =
        types().stream()
            .filter(one ->
                !request.hasInstanceTypes()
                    || request.instanceTypesAsStrings().contains(one.instanceTypeAsString()))
            .toList();
    if (found.size() < request.instanceTypesAsStrings().size()) {
      throw Ec2.error(
          "InvalidInstanceType",
          "The following supplied instance types do not exist: "
              + request.instanceTypesAsStrings());
    }
    Page<InstanceTypeInfo> page = Ec2List.cut(request, found);
    return DescribeInstanceTypesResponse.builder()
        .instanceTypes(page.items())
        .nextToken(page.nextToken())
        .build();
  }

  private static List<InstanceTypeInfo> types() {
    return FAMILIES.entrySet().stream()
        .flatMap(family -> family.getValue().stream().map(size -> type(family.getKey(), size)))
        .toList();
  }

  private static InstanceTypeInfo type(String family, String size) {
    int[] of = SIZES.getOrDefault(size, new int[] {1, 1024});
    String architecture = family.toLowerCase(Locale.ROOT).endsWith("g") ? "arm64" : "x86_64";
    return InstanceTypeInfo.builder()
        .instanceType(family + "." + size)
        .currentGeneration(true)
        .bareMetal(false)
        .hypervisor("nitro")
        .burstablePerformanceSupported(family.startsWith("t"))
        .vCpuInfo(v -> v.defaultVCpus(of[0]))
        .memoryInfo(m -> m.sizeInMiB((long) of[1]))
        .processorInfo(p -> p.supportedArchitecturesWithStrings(architecture))
        .build();
  }
}
