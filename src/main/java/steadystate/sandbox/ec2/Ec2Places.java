package steadystate.sandbox.ec2;

import java.util.List;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Region;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;

/** Regions and their zones. */
final class Ec2Places {
  private static final List<String> REGIONS =
      List.of(
          "ap-northeast-1",
          "ap-northeast-2",
          "ap-northeast-3",
          "ap-south-1",
          "ap-southeast-1",
          "ap-southeast-2",
          "ca-central-1",
          "eu-central-1",
          "eu-north-1",
          "eu-west-1",
          "eu-west-2",
          "eu-west-3",
          "sa-east-1",
          "us-east-1",
          "us-east-2",
          "us-west-1",
          "us-west-2");

  private Ec2Places() {}

  static void register(Operations operations) {
    operations
        .on(DescribeAvailabilityZonesRequest.class, Ec2Places::zones)
        .on(DescribeRegionsRequest.class, Ec2Places::regions);
  }

  private static DescribeAvailabilityZonesResponse zones(
      Scene scene, DescribeAvailabilityZonesRequest request) {
    List<AvailabilityZone> found =
        Ec2.zones(scene).stream()
            .map(zone -> zone(scene, zone))
            .filter(zone ->
                (!request.hasZoneNames() || request.zoneNames().contains(zone.zoneName()))
                    && (!request.hasZoneIds() || request.zoneIds().contains(zone.zoneId()))
                    && request.filters().stream().allMatch(filter -> fits(zone, filter)))
            .toList();
    if (found.size() < request.zoneNames().size()) {
      throw Ec2.invalid("Invalid availability zone: " + request.zoneNames());
    }
    return DescribeAvailabilityZonesResponse.builder().availabilityZones(found).build();
  }

  private static AvailabilityZone zone(Scene scene, String name) {
    return AvailabilityZone.builder()
        .zoneName(name)
        .zoneId(Ec2.zoneId(name))
        .zoneType("availability-zone")
        .regionName(scene.region())
        .groupName(scene.region())
        .networkBorderGroup(scene.region())
        .optInStatus("opt-in-not-required")
        .state("available")
        .messages(List.of())
        .build();
  }

  private static boolean fits(AvailabilityZone zone, Filter filter) {
    String actual =
        switch (filter.name()) {
          case "zone-name" -> zone.zoneName();
          case "zone-id" -> zone.zoneId();
          case "zone-type" -> zone.zoneType();
          case "region-name" -> zone.regionName();
          case "group-name" -> zone.groupName();
          case "state" -> zone.stateAsString();
          case "opt-in-status" -> zone.optInStatusAsString();
          default -> throw Ec2.invalid("The filter '" + filter.name() + "' is invalid");
        };
    return filter.values().stream()
        .anyMatch(value -> Ec2List.pattern(value).matcher(actual).matches());
  }

  private static DescribeRegionsResponse regions(Scene scene, DescribeRegionsRequest request) {
    List<Region> found =
        REGIONS.stream()
            .filter(name -> !request.hasRegionNames() || request.regionNames().contains(name))
            .map(name ->
                Region.builder()
                    .regionName(name)
                    .endpoint("ec2." + name + ".amazonaws.com")
                    .optInStatus("opt-in-not-required")
                    .build())
            .toList();
    return DescribeRegionsResponse.builder().regions(found).build();
  }
}
