package steadystate.kinds.balancing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.Scope;
import steadystate.resource.Value;

/** AWS takes one subnet of each zone; of subnets written by id, only AWS knows the zone. */
final class Zones {
  private Zones() {}

  /**
   * What is wrong when two written subnets are in one zone. Asks only for subnets that the balancer
   * does not stand in already.
   */
  static Optional<Failure> shared(Scope scope, Declared declared, List<Live> living) {
    List<Value> written = declared.model().list("subnets");
    List<String> ids = written.stream().map(Value::toString).sorted().toList();
    boolean plain = written.stream().allMatch(subnet -> subnet instanceof Value.Text);
    boolean stands =
        living.stream()
            .filter(live -> live.id().equals(declared.id()))
            .map(live ->
                live.model().list("subnets").stream().map(Value::toString).sorted().toList())
            .anyMatch(ids::equals);
    return ids.size() < 2 || !plain || stands ? Optional.empty() : asked(scope, ids);
  }

  private static Optional<Failure> asked(Scope scope, List<String> ids) {
    Map<String, String> byZone = new TreeMap<>();
    for (Subnet subnet : subnets(scope, ids)) {
      String other = byZone.put(subnet.availabilityZone(), subnet.subnetId());
      if (other != null) {
        return Optional.of(
            new Failure.Rejected(
                "SubnetsInOneZone",
                "%s and %s are both in %s; a load balancer takes one subnet of each zone"
                    .formatted(other, subnet.subnetId(), subnet.availabilityZone())));
      }
    }
    return Optional.empty();
  }

  /** Where the subnets cannot be read, the create call will say what is wrong with them. */
  private static List<Subnet> subnets(Scope scope, List<String> ids) {
    try {
      return scope.client(Ec2Client.class).describeSubnets(r -> r.subnetIds(ids)).subnets();
    } catch (FailureException e) {
      return List.of();
    }
  }
}
