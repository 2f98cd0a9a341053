package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Blueprint;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** {@code securityGroups}: who may talk to whom. */
public final class SecurityGroupsSection implements Section {
  /** What AWS takes in names and descriptions. */
  private static final String PLAIN = "[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*";

  private static final Shape.Scalar TEXT = Shape.Scalar.of(Shape.Type.TEXT);
  private static final Shape.Scalar DESCRIPTION = TEXT.pattern(PLAIN).range(0, 255);

  @Override
  public String key() {
    return "securityGroups";
  }

  @Override
  public String kind() {
    return SecurityGroupKind.NAME;
  }

  @Override
  public Shape.Structure entry() {
    return Shape.Structure.empty()
        .with(
            "description",
            DESCRIPTION.range(1, 255),
            "What the group is for. AWS never changes it once the group exists.")
        .with(
            "vpcId",
            TEXT.refersTo("network", "vpcId"),
            "The VPC; default: the environment's network.")
        .with(
            "ingress",
            rules(Direction.INGRESS),
            "Who may come in. Absent: not managed. Empty: nobody.")
        .with(
            "egress",
            rules(Direction.EGRESS),
            "Where traffic may go. Absent: not managed; AWS lets a new group talk to everybody."
                + " Empty: nowhere.")
        .with(
            "rules",
            TEXT.allowed("exclusive", "additive"),
            "exclusive (default): a rule that is not written is drift and is revoked. additive: it"
                + " is left alone.");
  }

  private static Shape rules(Direction direction) {
    Shape.Scalar number = Shape.Scalar.of(Shape.Type.INTEGER).range(-1, 255);
    Shape.Scalar peer = TEXT.refersTo(SecurityGroupKind.NAME, "id");
    return Shape.ItemsOf.ordered(
        Shape.Structure.empty()
            .with(
                "protocol",
                Member.of(TEXT, "tcp, udp, icmp, icmpv6, all, or a protocol number.").needed())
            .with("ports", TEXT, "tcp and udp: a port, a range such as 9000-9010, or all.")
            .with("type", number, "icmp and icmpv6: the type; absent: all.")
            .with("code", number, "icmp and icmpv6: the code; absent: all.")
            .with(
                direction.peer(),
                Member.of(
                        Shape.ItemsOf.set(peer).orOne(),
                        "A CIDR, securityGroup/x, sg-…, pl-…, self, or a list of these.")
                    .needed())
            .with("description", DESCRIPTION, "Changed in place."));
  }

  @Override
  public List<Declared> expand(Entry entry, Blueprint blueprint) {
    checkName(entry, blueprint);
    Map<String, Value> model = new LinkedHashMap<>();
    Origin named =
        entry.named() ? Origin.written(entry.at()) : Origin.byDefault("<environment>-<key>");
    model.put("groupName", Value.text(entry.name()).from(named));
    model.put("vpcId", vpc(entry, blueprint));
    entry.value().get("description").ifPresent(text -> model.put("description", text));
    entry.value().get("rules").ifPresent(text -> model.put("rules", text));
    for (Direction direction : Direction.values()) {
      entry
          .value()
          .get(direction.member())
          .map(written -> new WrittenRules(entry, direction, blueprint).read(written))
          .ifPresent(rules -> model.put(direction.member(), rules));
    }
    return List.of(
        new Declared(entry.id(kind()), Value.entries(model), entry.at()).after(NetworkKind.ID));
  }

  /**
   * The network's own VPC by its id where that is written, so that names can be looked up in it.
   */
  private static Value vpc(Entry entry, Blueprint blueprint) {
    Optional<Value> written = entry.value().get("vpcId");
    boolean own = blueprint.single("network").filter(NetworkSection::isManaged).isPresent();
    return written
        .or(() -> blueprint.single("network").flatMap(network -> network.value().get("vpcId")))
        .orElseGet(() ->
            (own ? Value.reference(VpcKind.ID, "id") : Value.reference(NetworkKind.ID, "vpcId"))
                .from(Origin.byDefault("the environment's network")));
  }

  private static void checkName(Entry entry, Blueprint blueprint) {
    String name = entry.name();
    if (!name.matches(PLAIN) || name.isBlank() || name.length() > 255) {
      problem(entry, blueprint, name + " is not a name that AWS takes for a security group");
    } else if (name.startsWith("sg-")) {
      problem(entry, blueprint, "a security group's name may not begin with sg-");
    } else if (name.equals("default")) {
      problem(entry, blueprint, "default is the name of the group that AWS makes in every VPC");
    }
  }

  private static void problem(Entry entry, Blueprint blueprint, String message) {
    blueprint.problem(
        "bad-name",
        entry.value(),
        entry.named() ? "name" : "",
        message,
        "write another name: letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*, at most 255");
  }

  /** The rule of a group that names itself in the spec's words. */
  static boolean isItself(Value.Template template, ResourceId group) {
    return template.parts().size() == 1
        && template.parts().getFirst() instanceof Value.Part.Attribute(ResourceId id, String name)
        && id.equals(group)
        && name.equals("id");
  }
}
