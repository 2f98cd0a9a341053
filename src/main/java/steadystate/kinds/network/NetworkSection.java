package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * {@code network}: the VPC and subnets in which everything stands. One that exists is looked up and
 * never touched; one with a block of addresses is made; with nothing written it is the account's
 * default VPC.
 */
public final class NetworkSection implements Section {
  private static final List<String> EXISTING =
      List.of("vpcId", "publicSubnetIds", "privateSubnetIds");

  /** Sections whose entries stand in a network. */
  private static final List<String> INHABITANTS =
      List.of(
          "securityGroups",
          "loadBalancers",
          "services",
          "databases",
          "instances",
          "scheduledTasks",
          "namespaces");

  @Override
  public String key() {
    return "network";
  }

  @Override
  public boolean single() {
    return true;
  }

  @Override
  public boolean unwritten(Blueprint blueprint) {
    return INHABITANTS.stream().anyMatch(section -> !blueprint.entries(section).isEmpty());
  }

  @Override
  public String kind() {
    return NetworkKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape subnets = Shape.ItemsOf.set(text.pattern("subnet-[0-9a-zA-Z]+")).orOne();
    return Shape.Structure.empty()
        .with("vpcId", text.pattern("vpc-[0-9a-zA-Z]+"), "A VPC that exists.")
        .with(
            "publicSubnetIds",
            subnets,
            "Its subnets with a way in from the internet; absent: those whose route table has an"
                + " internet gateway.")
        .with(
            "privateSubnetIds",
            subnets,
            "Its other subnets; absent: all that are not public, and the public ones where there"
                + " are no others.")
        .withAll(managed());
  }

  private static Shape.Structure managed() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    Shape.Scalar flag = Shape.Scalar.of(Shape.Type.BOOLEAN);
    return Shape.Structure.empty()
        .with("cidrBlock", text, "The addresses of a VPC to be made, such as 10.0.0.0/16.")
        .with(
            "availabilityZones",
            Shape.ItemsOf.ordered(text).orOne(),
            "A number of zones (default 2), or their names. Each has a public and a private"
                + " subnet.")
        .with(
            "natGateways",
            Shape.Scalar.of(Shape.Type.INTEGER).range(0, Blocks.ZONES),
            "Ways out for the private subnets: 0, 1 (default) or one for each zone.")
        .with(
            "allocationIds",
            Shape.ItemsOf.ordered(text.pattern("eipalloc-[0-9a-z]+")).orOne(),
            "Addresses of yours for the NAT gateways; they are never released.")
        .with(
            "endpoints",
            Shape.ItemsOf.set(text.pattern("[a-z0-9.-]+")).orOne(),
            "AWS services that are reached inside the VPC: s3, dynamodb, ecr, logs,"
                + " secretsmanager, ssm …")
        .with("enableDnsSupport", flag, "Whether names are resolved; default true.")
        .with("enableDnsHostnames", flag, "Whether instances get names; default true.")
        .with(
            "enableNetworkAddressUsageMetrics", flag, "Whether CloudWatch counts addresses in use.")
        .with(
            "instanceTenancy",
            text.allowed("default", "dedicated"),
            "Whose hardware instances run on. AWS cannot change it back to dedicated.")
        .with(
            "mapPublicIpOnLaunch",
            flag,
            "Whether instances in public subnets get public addresses; default true.")
        .with("publicRoutes", RouteTableKind.routes(), "More routes of the public subnets.")
        .with("privateRoutes", RouteTableKind.routes(), "More routes of the private subnets.");
  }

  /** Whether an entry asks for a VPC of its own. */
  static boolean isManaged(Entry network) {
    return network.value().has("cidrBlock");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    return isManaged(entry) ? managed(entry, blueprint) : existing(entry, blueprint);
  }

  private List<Declared> existing(Entry entry, Blueprint blueprint) {
    for (String member : managed().members().keySet()) {
      entry
          .value()
          .get(member)
          .ifPresent(value ->
              blueprint.problem(
                  "missing-key",
                  value,
                  member,
                  member + " is for a VPC that is made here",
                  "write cidrBlock too, or leave it out"));
    }
    Map<String, Value> model = new LinkedHashMap<>();
    for (String member : EXISTING) {
      entry.value().get(member).ifPresent(value -> model.put(member, value));
    }
    if (!model.isEmpty() && !model.containsKey("vpcId")) {
      blueprint.problem(
          "missing-key",
          entry.value(),
          "vpcId",
          "subnets need the VPC that they are in",
          "write vpcId too");
    }
    return List.of(new Declared(entry.id(kind()), Value.entries(model), entry.at()));
  }

  private static List<Declared> managed(Entry entry, Blueprint blueprint) {
    for (String member : EXISTING) {
      entry
          .value()
          .get(member)
          .ifPresent(value ->
              blueprint.problem(
                  "both-written",
                  value,
                  member,
                  "a VPC is either made here or named by its id",
                  "leave cidrBlock or " + member + " out"));
    }
    Value written = entry.value().get("cidrBlock").orElseThrow();
    Optional<Blocks> blocks = Blocks.of(written.toString());
    if (blocks.isEmpty()) {
      blueprint.problem(
          "bad-cidr",
          written,
          "cidrBlock",
          written + " cannot be split into subnets",
          "write an IPv4 block between /16 and /" + Blocks.SMALLEST + ", such as 10.0.0.0/16");
    }
    List<NetworkZones.Zone> zones = NetworkZones.of(entry, blueprint);
    int gateways = entry.value().whole("natGateways").orElse(1);
    if (gateways > zones.size() && !zones.isEmpty()) {
      blueprint.problem(
          "out-of-range",
          entry.value().get("natGateways").orElse(written),
          "natGateways",
          gateways + " NAT gateways for " + zones.size() + " zones",
          "write 0, 1 or " + zones.size());
    }
    int fitting = Math.min(gateways, zones.size());
    return new ManagedNetwork(
            entry, blueprint, blocks.orElse(new Blocks("10.0.0.0", 16)), zones, fitting)
        .declared();
  }
}
