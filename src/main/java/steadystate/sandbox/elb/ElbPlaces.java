package steadystate.sandbox.elb;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** Where a load balancer stands: its VPC and one subnet in each of its zones. */
record ElbPlaces(String vpcId, List<AvailabilityZone> zones) {

  static ElbPlaces of(LoadBalancer balancer) {
    return new ElbPlaces(balancer.vpcId(), balancer.availabilityZones());
  }

  /** Checks the subnets of a request as AWS does. */
  static ElbPlaces of(
      Scene scene, String type, List<String> subnets, List<SubnetMapping> mappings) {
    if (!subnets.isEmpty() && !mappings.isEmpty()) {
      throw Elb.invalid("Subnets and subnet mappings cannot be specified together");
    }
    List<String> ids =
        Stream.concat(subnets.stream(), mappings.stream().map(SubnetMapping::subnetId)).toList();
    List<Subnet> found = ids.stream().map(id -> subnet(scene, id)).toList();
    Set<String> zones = new HashSet<>();
    found.forEach(subnet -> zones.add(subnet.availabilityZone()));
    if (found.isEmpty() || (type.equals("application") && ids.size() < 2)) {
      throw Elb.invalid(
          type.equals("application")
              ? "At least two subnets in two different Availability Zones must be specified"
              : "At least one subnet must be specified");
    }
    if (zones.size() < found.size()) {
      throw Elb.error(
          "InvalidConfigurationRequest",
          "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
    }
    String vpcId = found.getFirst().vpcId();
    if (found.stream().anyMatch(subnet -> !subnet.vpcId().equals(vpcId))) {
      throw Elb.error("InvalidSubnet", "All subnets must be in the same VPC");
    }
    List<AvailabilityZone> places = new ArrayList<>();
    for (Subnet subnet : found) {
      places.add(
          AvailabilityZone.builder()
              .zoneName(subnet.availabilityZone())
              .subnetId(subnet.subnetId())
              .loadBalancerAddresses(List.of())
              .build());
    }
    return new ElbPlaces(vpcId, List.copyOf(places));
  }

  /** Every group must be there, in the same VPC. */
  void checkGroups(Scene scene, List<String> groups) {
    for (String id : groups) {
      boolean fits =
          scene
              .find(Tables.SECURITY_GROUPS, id)
              .filter(group -> group.vpcId().equals(vpcId))
              .isPresent();
      if (!fits) {
        throw Elb.error(
            "InvalidSecurityGroup", "One or more security groups are invalid: '" + id + "'");
      }
    }
  }

  private static Subnet subnet(Scene scene, String id) {
    return scene
        .find(Tables.SUBNETS, id)
        .orElseThrow(
            () -> Elb.error("SubnetNotFound", "The subnet ID '" + id + "' does not exist"));
  }
}
