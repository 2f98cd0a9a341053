package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section.Entry;
import steadystate.resource.Value;

/** The endpoints of a network of our own, and the group that lets the VPC use them. */
record NetworkEndpoints(
    Entry entry,
    Blueprint blueprint,
    BiFunction<Declared, String, Declared> named,
    List<NetworkZones.Zone> zones) {
  static final ResourceId GROUP = new ResourceId(SecurityGroupKind.NAME, "vpc-endpoints");

  /** Services that are reached through routes, without a price. */
  private static final Set<String> BY_ROUTE = Set.of("s3", "dynamodb");

  /** Words for more than one service. */
  static final Map<String, List<String>> TOGETHER = Map.of("ecr", List.of("ecr.api", "ecr.dkr"));

  List<Declared> declared() {
    Set<String> services = new LinkedHashSet<>();
    for (Value written : entry.value().list("endpoints")) {
      String word = written.toString();
      services.addAll(TOGETHER.getOrDefault(word, List.of(word)));
    }
    List<Declared> all = new ArrayList<>();
    if (!BY_ROUTE.containsAll(services)) {
      all.add(group());
    }
    services.forEach(service -> all.add(endpoint(service)));
    return all;
  }

  private Declared endpoint(String service) {
    boolean byRoute = BY_ROUTE.contains(service);
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("vpcId", Value.reference(VpcKind.ID, "id"));
    model.put("serviceName", Value.text("com.amazonaws." + blueprint.region() + "." + service));
    model.put("vpcEndpointType", Value.text(byRoute ? "Gateway" : "Interface"));
    if (byRoute) {
      List<Value> tables = new ArrayList<>();
      tables.add(Value.reference(new ResourceId(RouteTableKind.NAME, "public"), "id"));
      zones.forEach(zone -> tables.add(Value.reference(ManagedNetwork.privateTable(zone), "id")));
      model.put("routeTableIds", Value.items(tables));
    } else {
      model.put("subnetIds", ManagedNetwork.subnets(zones, "private"));
      model.put("securityGroupIds", Value.items(List.of(Value.reference(GROUP, "id"))));
      model.put("privateDnsEnabled", Value.flag(true));
    }
    String key = service.replace('.', '-');
    ResourceId id = new ResourceId(VpcEndpointKind.NAME, key);
    return named.apply(new Declared(id, Value.entries(model), entry.at()), "-" + key);
  }

  /** HTTPS from everywhere in the VPC, and nothing back that was not asked for. */
  private Declared group() {
    Map<String, Value> rule = new LinkedHashMap<>();
    rule.put("protocol", Value.text("tcp"));
    rule.put("ports", Value.text("443"));
    rule.put("from", entry.value().get("cidrBlock").orElseThrow());
    Map<String, Value> model = new LinkedHashMap<>();
    Origin origin = Origin.byDefault("what lets the VPC use its endpoints");
    model.put("groupName", Value.text(entry.name() + "-vpc-endpoints").from(origin));
    model.put("description", Value.text("endpoints of AWS services").from(origin));
    model.put("vpcId", Value.reference(VpcKind.ID, "id"));
    model.put("ingress", Value.items(List.of(Value.entries(rule))).from(origin));
    model.put("egress", Value.items(List.of()).from(origin));
    return new Declared(GROUP, Value.entries(model), entry.at());
  }
}
