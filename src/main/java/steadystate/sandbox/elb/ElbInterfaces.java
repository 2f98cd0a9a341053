package steadystate.sandbox.elb;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tables;
import steadystate.sandbox.ec2.Ec2Interfaces;
import steadystate.sandbox.ec2.Ec2Subnets;

/**
 * The network interfaces of load balancers: one in each subnet. They outlive their load balancer by
 * some seconds, and hold its security groups and subnets as long.
 */
final class ElbInterfaces {
  static final Duration LEAVING = Duration.ofSeconds(20);

  /** When an interface goes, by its id. */
  private static final Table<Instant> ENDS = new Table<>("elb.interfaceEnds");

  private ElbInterfaces() {}

  /** Makes an interface in each subnet that has none, and lets the others go. */
  static void spread(Scene scene, LoadBalancer balancer) {
    Set<String> missing = new HashSet<>();
    balancer.availabilityZones().forEach(zone -> missing.add(zone.subnetId()));
    for (NetworkInterface eni : of(scene, balancer)) {
      if (!missing.remove(eni.subnetId())) {
        leave(scene, eni);
      }
    }
    for (AvailabilityZone zone : balancer.availabilityZones()) {
      if (missing.contains(zone.subnetId())) {
        make(scene, balancer, Ec2Subnets.get(scene, zone.subnetId()));
      }
    }
  }

  /** The load balancer's groups are its interfaces' groups. */
  static void regroup(Scene scene, LoadBalancer balancer) {
    for (NetworkInterface eni : of(scene, balancer)) {
      Ec2Interfaces.store(
          scene, eni.toBuilder().groups(Ec2Interfaces.groups(scene, balancer.securityGroups())));
    }
  }

  static void leave(Scene scene, LoadBalancer balancer) {
    of(scene, balancer).forEach(eni -> leave(scene, eni));
  }

  /** Takes away the interfaces whose time has come. */
  static Instant advance(Scene scene) {
    Instant next = Instant.MAX;
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Instant> end : scene.table(ENDS).entrySet()) {
      Instant at = end.getValue();
      if (!at.isAfter(scene.now())) {
        over.add(end.getKey());
      } else if (at.isBefore(next)) {
        next = at;
      }
    }
    for (String id : over) {
      scene.table(ENDS).remove(id);
      scene.table(Tables.NETWORK_INTERFACES).remove(id);
    }
    return next;
  }

  private static void leave(Scene scene, NetworkInterface eni) {
    scene.table(ENDS).put(eni.networkInterfaceId(), scene.now().plus(LEAVING));
  }

  private static void make(Scene scene, LoadBalancer balancer, Subnet subnet) {
    NetworkInterface.Builder eni =
        Ec2Interfaces.fresh(scene, subnet, balancer.securityGroups())
            .interfaceType(Elb.isApplication(balancer) ? "interface" : "network_load_balancer")
            .requesterId("amazon-elb")
            .description(description(balancer))
            .attachment(a -> a.instanceOwnerId("amazon-elb").deviceIndex(1).status("attached"));
    if ("internet-facing".equals(balancer.schemeAsString())) {
      eni.association(a -> a.publicIp(Ec2Interfaces.publicAddress(scene)).ipOwnerId("amazon-elb"));
    }
    Ec2Interfaces.store(scene, eni);
  }

  private static List<NetworkInterface> of(Scene scene, LoadBalancer balancer) {
    String description = description(balancer);
    Map<String, Instant> ends = scene.table(ENDS);
    return scene.table(Tables.NETWORK_INTERFACES).values().stream()
        .filter(eni -> description.equals(eni.description()))
        .filter(eni -> !ends.containsKey(eni.networkInterfaceId()))
        .toList();
  }

  /** {@code ELB app/NAME/ID}, as AWS writes it. */
  private static String description(LoadBalancer balancer) {
    String arn = balancer.loadBalancerArn();
    String mark = ":loadbalancer/";
    return "ELB " + arn.substring(arn.indexOf(mark) + mark.length());
  }
}
