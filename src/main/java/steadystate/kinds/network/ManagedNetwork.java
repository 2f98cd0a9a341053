package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section.Entry;
import steadystate.resource.Value;

/** What one {@code network} entry with a block of addresses becomes. */
final class ManagedNetwork {
  static final String ANYWHERE = "0.0.0.0/0";
  private static final ResourceId GATEWAY = new ResourceId(InternetGatewayKind.NAME, "main");
  private static final ResourceId OPEN_TABLE = new ResourceId(RouteTableKind.NAME, "public");

  private final Entry entry;
  private final Blueprint blueprint;
  private final Blocks blocks;
  private final List<NetworkZones.Zone> zones;
  private final int natGateways;
  private final List<Declared> parts = new ArrayList<>();

  ManagedNetwork(
      Entry entry,
      Blueprint blueprint,
      Blocks blocks,
      List<NetworkZones.Zone> zones,
      int natGateways) {
    this.entry = entry;
    this.blueprint = blueprint;
    this.blocks = blocks;
    this.zones = zones;
    this.natGateways = natGateways;
  }

  /** The network as one thing first, then its parts. */
  List<Declared> declared() {
    vpc();
    part(GATEWAY, "", model -> model.put("vpcId", Value.reference(VpcKind.ID, "id")));
    for (NetworkZones.Zone zone : zones) {
      subnet(zone, "public", blocks.open(zone.index()));
      subnet(zone, "private", blocks.inner(zone.index()));
    }
    wayOut();
    tables();
    parts.addAll(new NetworkEndpoints(entry, blueprint, this::named, zones).declared());
    List<Declared> all = new ArrayList<>(List.of(whole()));
    all.addAll(parts);
    return all;
  }

  private Declared whole() {
    Map<String, Value> model = new LinkedHashMap<>();
    model.put("vpcId", Value.reference(VpcKind.ID, "id"));
    entry.value().get("cidrBlock").ifPresent(block -> model.put("cidrBlock", block));
    model.put(NetworkKind.VPC_NAME, Value.text(entry.name()));
    model.put("publicSubnetIds", subnets(zones, "public"));
    model.put("privateSubnetIds", subnets(zones, "private"));
    model.put(NetworkKind.SUBNETS, wishes());
    Declared whole = new Declared(entry.id(NetworkKind.NAME), Value.entries(model), entry.at());
    for (Declared part : parts) {
      whole = whole.after(part.id());
    }
    return whole;
  }

  /** What is wished of each subnet, by its key: whether it can be made is looked up. */
  private Value wishes() {
    Map<String, Value> wishes = new LinkedHashMap<>();
    for (Declared part : parts) {
      if (part.id().kind().equals(SubnetKind.NAME)) {
        wishes.put(part.id().key(), part.model().without("vpcId", "mapPublicIpOnLaunch", "tags"));
      }
    }
    return Value.entries(wishes);
  }

  static Value.Items subnets(List<NetworkZones.Zone> zones, String side) {
    return Value.items(
        zones.stream().map(zone -> Value.reference(subnetId(zone, side), "id")).toList());
  }

  private static ResourceId subnetId(NetworkZones.Zone zone, String side) {
    return new ResourceId(SubnetKind.NAME, side + "-" + zone.letter());
  }

  private void vpc() {
    part(
        VpcKind.ID,
        "",
        model -> {
          entry.value().get("cidrBlock").ifPresent(block -> model.put("cidrBlock", block));
          entry.value().get("instanceTenancy").ifPresent(t -> model.put("instanceTenancy", t));
          for (String name : List.of("enableDnsSupport", "enableDnsHostnames")) {
            model.put(
                name,
                entry
                    .value()
                    .get(name)
                    .orElse(Value.flag(true).from(Origin.byDefault("names inside the VPC"))));
          }
          String metrics = "enableNetworkAddressUsageMetrics";
          entry.value().get(metrics).ifPresent(on -> model.put(metrics, on));
        });
  }

  private void subnet(NetworkZones.Zone zone, String side, String block) {
    boolean open = side.equals("public");
    part(
        subnetId(zone, side),
        "-" + side + "-" + zone.letter(),
        model -> {
          model.put("vpcId", Value.reference(VpcKind.ID, "id"));
          model.put("cidrBlock", Value.text(block).from(Origin.byDefault("its part of the VPC")));
          zone.name()
              .ifPresentOrElse(
                  name -> model.put("availabilityZone", Value.text(name)),
                  () -> model.put("zoneNumber", Value.number(zone.index() + 1)));
          Optional<Value> mapped = entry.value().get("mapPublicIpOnLaunch").filter(written -> open);
          model.put(
              "mapPublicIpOnLaunch",
              mapped.orElse(Value.flag(open).from(Origin.byDefault(side + " subnet"))));
        });
  }

  /** A NAT gateway and its address in the first zones. */
  private void wayOut() {
    List<Value> own = entry.value().list("allocationIds");
    for (int i = 0; i < natGateways; i++) {
      NetworkZones.Zone zone = zones.get(i);
      String suffix = "-nat-" + zone.letter();
      ResourceId address = new ResourceId(ElasticIpKind.NAME, "nat-" + zone.letter());
      boolean brought = i < own.size();
      Value allocation = brought ? own.get(i) : Value.reference(address, "id");
      if (!brought) {
        part(address, suffix, model -> {});
      }
      part(
          nat(zone),
          suffix,
          model -> {
            model.put("subnetId", Value.reference(subnetId(zone, "public"), "id"));
            model.put("allocationId", allocation);
          });
      // Without a gateway attached AWS lets a NAT gateway fail a minute later.
      parts.add(parts.removeLast().after(GATEWAY).after(OPEN_TABLE));
    }
  }

  private static ResourceId nat(NetworkZones.Zone zone) {
    return new ResourceId(NatGatewayKind.NAME, zone.letter());
  }

  private void tables() {
    table(
        OPEN_TABLE,
        "-public",
        subnets(zones, "public"),
        Optional.of(Map.of("gatewayId", Value.reference(GATEWAY, "id"))),
        "publicRoutes");
    // AWS takes no route to a gateway that is not attached.
    parts.add(parts.removeLast().after(GATEWAY));
    for (int i = 0; i < zones.size(); i++) {
      NetworkZones.Zone zone = zones.get(i);
      Optional<Map<String, Value>> way =
          natGateways == 0
              ? Optional.empty()
              : Optional.of(
                  Map.of("natGatewayId", Value.reference(nat(zones.get(i % natGateways)), "id")));
      table(
          privateTable(zone),
          "-private-" + zone.letter(),
          subnets(List.of(zone), "private"),
          way,
          "privateRoutes");
    }
  }

  static ResourceId privateTable(NetworkZones.Zone zone) {
    return new ResourceId(RouteTableKind.NAME, "private-" + zone.letter());
  }

  private void table(
      ResourceId id,
      String suffix,
      Value subnets,
      Optional<Map<String, Value>> way,
      String written) {
    List<Value> routes = new ArrayList<>();
    way.ifPresent(target -> {
      Map<String, Value> route = new LinkedHashMap<>(target);
      route.put("destinationCidrBlock", Value.text(ANYWHERE));
      routes.add(new Value.Entries(route, natOrigin()));
    });
    routes.addAll(entry.value().list(written));
    part(
        id,
        suffix,
        model -> {
          model.put("vpcId", Value.reference(VpcKind.ID, "id"));
          model.put("routes", Value.items(routes).from(natOrigin()));
          model.put("subnetIds", subnets);
        });
  }

  /** Routes come and go with the number of NAT gateways, and for its reason. */
  private Origin natOrigin() {
    return entry
        .value()
        .get("natGateways")
        .map(Value::origin)
        .orElse(Origin.byDefault("the way to the internet"));
  }

  private void part(ResourceId id, String suffix, Consumer<Map<String, Value>> members) {
    Map<String, Value> model = new LinkedHashMap<>();
    members.accept(model);
    parts.add(named(new Declared(id, Value.entries(model), entry.at()), suffix));
  }

  /** With the tag by which people, and lookups without our tags, know it. */
  private Declared named(Declared declared, String suffix) {
    Origin origin = Origin.byDefault("the name of the network and of the part");
    Value name = Value.text(entry.name() + suffix).from(origin);
    return declared.model(declared.model().with("tags", Value.entries(Map.of("Name", name))));
  }
}
