package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * A living VPC in the words of a managed {@code network}. Whether each part is as those words would
 * make it, the plan tells; here it is enough that every part has its name and none is left over.
 */
final class LiveNetwork {
  private static final String SUBNET = "-(public|private)-([a-h])";

  private final Scope scope;
  private final Vpc vpc;
  private final String name;
  private final Filter inside;

  private LiveNetwork(Scope scope, Vpc vpc, String name) {
    this.scope = scope;
    this.vpc = vpc;
    this.name = name;
    this.inside = Ec2Thing.filter("vpc-id", List.of(vpc.vpcId()));
  }

  /** The name that a VPC has in the console; empty without one. */
  static Optional<String> name(Vpc vpc) {
    return Optional.ofNullable(Ec2Tags.map(vpc.tags()).get(Ec2Thing.NAME_TAG));
  }

  /** The entry; empty when something stands in the VPC that a managed network does not have. */
  static Optional<Entries> entry(Scope scope, Vpc vpc) {
    return name(vpc).flatMap(name -> new LiveNetwork(scope, vpc, name).entry());
  }

  private Optional<Entries> entry() {
    Map<String, Subnet> subnets = subnets();
    Set<String> letters = letters(subnets.keySet());
    List<NatGateway> gateways = gateways();
    Optional<List<String>> endpoints = endpoints();
    boolean whole =
        !letters.isEmpty()
            && Blocks.of(vpc.cidrBlock()).isPresent()
            && subnets.size() == 2 * letters.size()
            && gateways.size() <= letters.size()
            && endpoints.isPresent()
            && tables(letters);
    return whole
        ? Optional.of(words(letters, subnets, gateways, endpoints.get()))
        : Optional.empty();
  }

  private Entries words(
      Set<String> letters,
      Map<String, Subnet> subnets,
      List<NatGateway> gateways,
      List<String> endpoints) {
    Entries out =
        Entries.EMPTY
            .with("cidrBlock", Value.text(vpc.cidrBlock()))
            .with("availabilityZones", zones(letters, subnets))
            .with("natGateways", Value.number(gateways.size()));
    out = listed(out, "endpoints", endpoints);
    out = listed(out, "allocationIds", brought(gateways));
    out = routes(out, "publicRoutes", "-public");
    out = routes(out, "privateRoutes", "-private-" + letters.iterator().next());
    for (String member : VpcKind.SWITCHES) {
      out = out.with(member, Value.flag(VpcKind.isOn(scope, vpc.vpcId(), member)));
    }
    if ("dedicated".equals(vpc.instanceTenancyAsString())) {
      out = out.with("instanceTenancy", Value.text("dedicated"));
    }
    boolean mapped =
        subnets.entrySet().stream()
            .filter(subnet -> subnet.getKey().startsWith("-public-"))
            .allMatch(subnet -> Boolean.TRUE.equals(subnet.getValue().mapPublicIpOnLaunch()));
    return out.with("mapPublicIpOnLaunch", Value.flag(mapped));
  }

  private static Entries listed(Entries entry, String member, List<String> texts) {
    return texts.isEmpty() ? entry : entry.with(member, Value.texts(texts));
  }

  /** By what their names say after the network's. */
  private Map<String, Subnet> subnets() {
    Map<String, Subnet> subnets = new TreeMap<>();
    new SubnetKind()
        .describe(scope, inside)
        .forEach(
            subnet -> subnets.put(rest(Ec2Tags.map(subnet.tags()), subnet.subnetId()), subnet));
    return subnets;
  }

  private String rest(Map<String, String> tags, String id) {
    String own = tags.getOrDefault(Ec2Thing.NAME_TAG, "");
    return own.startsWith(name + "-") ? own.substring(name.length()) : "? " + id;
  }

  /** The letters of the zones; none when a subnet has a name of another form. */
  private static Set<String> letters(Set<String> subnets) {
    Set<String> letters = new TreeSet<>();
    subnets.forEach(subnet -> letters.add(subnet.substring(subnet.length() - 1)));
    return subnets.stream().allMatch(subnet -> subnet.matches(SUBNET)) ? letters : Set.of();
  }

  /** A number where it is the first letters, which the zones' own names may differ from. */
  private static Value zones(Set<String> letters, Map<String, Subnet> subnets) {
    List<String> first =
        IntStream.range(0, letters.size()).mapToObj(i -> String.valueOf((char) ('a' + i))).toList();
    if (first.equals(List.copyOf(letters))) {
      return Value.number(letters.size());
    }
    Set<String> zones = new LinkedHashSet<>();
    subnets.values().forEach(subnet -> zones.add(subnet.availabilityZone()));
    return Value.texts(List.copyOf(zones));
  }

  /** In the order of their zones. */
  private List<NatGateway> gateways() {
    return new NatGatewayKind()
        .describe(scope, inside).stream()
            .filter(gateway -> !"deleting".equals(gateway.stateAsString()))
            .sorted(Comparator.comparing(gateway -> called(gateway.tags(), gateway.natGatewayId())))
            .toList();
  }

  private String called(List<Tag> tags, String id) {
    return rest(Ec2Tags.map(tags), id);
  }

  /** Addresses that were there before, and have a name of their own. */
  private List<String> brought(List<NatGateway> gateways) {
    List<String> brought = new ArrayList<>();
    for (NatGateway gateway : gateways) {
      Set<String> made = new TreeSet<>();
      Filter named =
          Ec2Thing.filter(
              "tag:" + Ec2Thing.NAME_TAG,
              List.of(name + called(gateway.tags(), gateway.natGatewayId())));
      new ElasticIpKind()
          .describe(scope, named)
          .forEach(address -> made.add(address.allocationId()));
      gateway.natGatewayAddresses().stream()
          .map(NatGatewayAddress::allocationId)
          .filter(id -> id != null && !made.contains(id))
          .limit(1)
          .forEach(brought::add);
    }
    return brought;
  }

  /** A table for all public subnets and one for each private one, beside the VPC's own. */
  private boolean tables(Set<String> letters) {
    Set<String> wished = new TreeSet<>(Set.of("-public"));
    letters.forEach(letter -> wished.add("-private-" + letter));
    Set<String> there = new TreeSet<>();
    for (RouteTable table : routeTables()) {
      boolean main =
          table.associations().stream().anyMatch(held -> Boolean.TRUE.equals(held.main()));
      if (!main) {
        there.add(called(table.tags(), table.routeTableId()));
      }
    }
    return there.equals(wished);
  }

  private List<RouteTable> routeTables() {
    return new RouteTableKind().describe(scope, inside);
  }

  /** With the routes of a table that a network does not have by itself. */
  private Entries routes(Entries entry, String member, String table) {
    List<Value> more =
        routeTables().stream()
            .filter(one -> called(one.tags(), one.routeTableId()).equals(table))
            .flatMap(one ->
                new RouteTableKind().modelOf(scope, one, Optional.empty()).list("routes").stream())
            .filter(route -> !isOwn((Entries) route))
            .toList();
    return more.isEmpty() ? entry : entry.with(member, Value.items(more));
  }

  private static boolean isOwn(Entries route) {
    boolean anywhere =
        route.text("destinationCidrBlock").filter(ManagedNetwork.ANYWHERE::equals).isPresent();
    return anywhere
        && (route.has("natGatewayId")
            || route.text("gatewayId").filter(id -> id.startsWith("igw-")).isPresent());
  }

  /** The words for the services; empty when an endpoint has another name than they give. */
  private Optional<List<String>> endpoints() {
    Set<String> services = new TreeSet<>();
    for (VpcEndpoint endpoint : new VpcEndpointKind().describe(scope, inside)) {
      String service = endpoint.serviceName().replace("com.amazonaws." + scope.region() + ".", "");
      String called = rest(Ec2Tags.map(endpoint.tags()), endpoint.vpcEndpointId());
      if (!called.equals("-" + service.replace('.', '-'))) {
        return Optional.empty();
      }
      services.add(service);
    }
    List<String> words = new ArrayList<>();
    NetworkEndpoints.TOGETHER.forEach((word, parts) -> {
      if (services.containsAll(parts)) {
        services.removeAll(parts);
        words.add(word);
      }
    });
    words.addAll(services);
    words.sort(String::compareTo);
    return Optional.of(words);
  }
}
