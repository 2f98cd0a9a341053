package steadystate.cost;

import java.math.BigDecimal;
import java.util.List;
import steadystate.resource.Value;

/** What balancers, gateways, endpoints and addresses cost. Data is not estimated: 0. */
final class NetworkCharges {
  private static final int ZONES = 2;

  private NetworkCharges() {}

  static void loadBalancer(Tab tab, Part balancer) {
    String type = balancer.text("type").orElse("application");
    if (type.equals("gateway")) {
      tab.unknown("gateway load balancer", "is not estimated");
      return;
    }
    String item = type.equals("network") ? "nlb" : "alb";
    tab.always("load balancer", item + ".hour", BigDecimal.ONE, "h", "")
        .always("capacity", item + ".lcu", BigDecimal.ONE, "LCU-h", "1 LCU all the time");
    if (!balancer.is("scheme", "internal")) {
      int zones = subnets(balancer, "subnets");
      tab.always(
          "public IPv4",
          "ipv4",
          BigDecimal.valueOf(zones > 0 ? zones : ZONES),
          "address-h",
          zones > 0 ? "one in each of " + zones + " zones" : "one in each zone, 2 assumed");
    }
  }

  static void natGateway(Tab tab) {
    tab.always("NAT gateway", "nat", BigDecimal.ONE, "h", "no data");
  }

  static void address(Tab tab) {
    tab.always("public IPv4", "ipv4", BigDecimal.ONE, "address-h", "");
  }

  /** Only those with interfaces of their own cost. */
  static void endpoint(Tab tab, Part endpoint) {
    if (endpoint.text("vpcEndpointType").orElse("Gateway").equals("Interface")) {
      int zones = Math.max(1, subnets(endpoint, "subnetIds"));
      tab.always(
          "interface endpoint", "vpce", BigDecimal.valueOf(zones), "h", "no data, a zone each");
    }
  }

  /** How many are written; 0 when a network that we only look at has them. */
  private static int subnets(Part of, String member) {
    List<Value> written = of.list(member);
    int sum = 0;
    for (Value one : written) {
      if (one instanceof Value.Template(var parts, var at)
          && parts.size() == 1
          && parts.getFirst() instanceof Value.Part.Attribute(var id, var name)
          && id.kind().equals("network")) {
        int inside = of.beside(id.kind(), id.key()).map(net -> net.list(name).size()).orElse(0);
        if (inside == 0) {
          return 0;
        }
        sum += inside;
      } else {
        sum++;
      }
    }
    return sum;
  }
}
