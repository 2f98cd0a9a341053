package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * {@code network}: the VPC and subnets in which everything stands. One that exists is looked up and
 * never touched; with nothing written it is the account's default VPC.
 */
public final class NetworkSection implements Section {
  private static final List<String> EXISTING =
      List.of("vpcId", "publicSubnetIds", "privateSubnetIds");
  private static final List<String> MANAGED =
      List.of("cidrBlock", "availabilityZones", "natGateways");

  /** Sections whose entries stand in a network. */
  private static final List<String> INHABITANTS =
      List.of(
          "securityGroups",
          "loadBalancers",
          "services",
          "databases",
          "instances",
          "scheduledTasks");

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
        .with("cidrBlock", text, "The addresses of a VPC to be made.")
        .with(
            "availabilityZones",
            Shape.ItemsOf.ordered(text).orOne(),
            "How many zones, or their names, for a VPC to be made.")
        .with(
            "natGateways",
            Shape.Scalar.of(Shape.Type.INTEGER).range(0, 6),
            "How many ways out for private subnets, for a VPC to be made.");
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    Map<String, Value> model = new LinkedHashMap<>();
    for (String member : EXISTING) {
      entry.value().get(member).ifPresent(value -> model.put(member, value));
    }
    for (String member : MANAGED) {
      entry
          .value()
          .get(member)
          .ifPresent(value ->
              blueprint.problem(
                  "not-supported-yet",
                  value,
                  member,
                  "making a network is not supported yet",
                  "write vpcId of a network that exists, or leave network out for the"
                      + " account's default VPC"));
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
}
