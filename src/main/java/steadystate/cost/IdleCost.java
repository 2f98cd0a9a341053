package steadystate.cost;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import steadystate.resource.ResourceId;

/** What something costs a month that stands about and does nothing. */
public final class IdleCost {
  private static final Set<String> FREE =
      Set.of("networkInterface", "securityGroup", "targetGroup", "taskDefinition");

  private IdleCost() {}

  /**
   * @param facts {@code type}, {@code gb} and {@code addresses}, where the price hangs on them
   */
  public static ResourceCost of(
      Prices prices, String region, ResourceId id, Map<String, String> facts) {
    Tab tab = new Tab(new Site(region, prices, AwakeHours.ALL, other -> Optional.empty()));
    String type = facts.getOrDefault("type", "");
    switch (id.kind()) {
      case "elasticIp" -> NetworkCharges.address(tab);
      case "natGateway" -> NetworkCharges.natGateway(tab);
      case "loadBalancer" -> balancer(tab, type, number(facts, "addresses"));
      case "volume" -> tab.add("disk " + type, "ebs." + type, gb(facts), "GB", "no extra IOPS");
      case "snapshot" -> tab.add("snapshot", "ebs.snapshot", gb(facts), "GB", "all of it changed");
      case "dbSnapshot" -> tab.add("snapshot", "rds.snapshot", gb(facts), "GB", "at its full size");
      case "logGroup" -> tab.add("logs kept", "logs.store", gb(facts), "GB", "");
      default -> {
        if (!FREE.contains(id.kind())) {
          tab.unknown(id.kind(), "nobody has taught this estimate the kind");
        }
      }
    }
    return new ResourceCost(id, tab.charges());
  }

  private static void balancer(Tab tab, String type, BigDecimal addresses) {
    if (type.equals("gateway")) {
      tab.unknown("gateway load balancer", "is not estimated");
      return;
    }
    String item = type.equals("network") ? "nlb.hour" : "alb.hour";
    tab.always("load balancer", item, BigDecimal.ONE, "h", "no traffic");
    if (addresses.signum() > 0) {
      tab.always("public IPv4", "ipv4", addresses, "address-h", "one in each zone");
    }
  }

  private static BigDecimal gb(Map<String, String> facts) {
    return number(facts, "gb");
  }

  private static BigDecimal number(Map<String, String> facts, String name) {
    return new BigDecimal(facts.getOrDefault(name, "0"));
  }
}
