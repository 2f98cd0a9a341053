package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import steadystate.resource.Canonical;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/**
 * The smallest rule of a security group: one protocol, one run of ports, one peer. AWS packs many
 * into one permission and people into one line; both are taken apart to be compared.
 *
 * @param ports {@code 8000}, {@code 9000-9010}, {@code type 3 code 4}; empty where the protocol has
 *     none or all are meant
 * @param peer a CIDR, {@code self}, {@code sg-…}, {@code 123456789012/sg-…} or {@code pl-…}
 */
public record TrafficRule(
    String protocol, String ports, String peer, Optional<String> description) {
  static final String ALL_PORTS = "0-65535";
  static final String SELF = "self";
  private static final Pattern RANGE = Pattern.compile("(\\d+)(?:-(\\d+))?");
  private static final Pattern TYPE = Pattern.compile("type (\\d+)(?: code (\\d+))?");

  /** The two ways of traffic, and what the spec calls the other end of each. */
  public enum Direction {
    INGRESS("ingress", "from"),
    EGRESS("egress", "to");

    private final String member;
    private final String peer;

    Direction(String member, String peer) {
      this.member = member;
      this.peer = peer;
    }

    /** The member of the group that holds the rules. */
    String member() {
      return member;
    }

    /** The member of a rule that holds the other end. */
    String peer() {
      return peer;
    }

    /** A set of rules, each known by all but its description. */
    public Shape.ItemsOf shape() {
      Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
      Shape.Structure rule =
          Shape.Structure.empty()
              .with("protocol", text.canonical(Protocols::canonical), "A name or number; all.")
              .with("ports", text, "A port, a range, or an ICMP type and code.")
              .with(
                  peer,
                  Member.of(
                      text.canonical(TrafficRule::canonicalPeer).refersTo("securityGroup", "id"),
                      "A CIDR, a security group, a prefix list or self."))
              .with("description", text, "Changed in place.");
      Shape.Order.Keyed key =
          new Shape.Order.Keyed(List.of("protocol", "ports", peer), Map.of(peer, " " + peer + " "));
      return new Shape.ItemsOf(rule, key, 0);
    }

    /** What a group lets through this way, taken apart. */
    public List<TrafficRule> of(SecurityGroup group) {
      List<IpPermission> permissions =
          this == INGRESS ? group.ipPermissions() : group.ipPermissionsEgress();
      return permissions.stream().flatMap(p -> apart(p, group).stream()).distinct().toList();
    }
  }

  /** What tells it from others in its direction; also its key in a field's path. */
  public String identity(Direction direction) {
    return Canonical.identity(direction.shape(), value(direction));
  }

  Value.Entries value(Direction direction) {
    Map<String, Value> members = new LinkedHashMap<>();
    members.put("protocol", Value.text(protocol));
    if (!ports.isEmpty()) {
      members.put("ports", Value.text(ports));
    }
    members.put(direction.peer(), Value.text(peer));
    description.ifPresent(text -> members.put("description", Value.text(text)));
    return Value.entries(members);
  }

  /** Reads a rule whose peer is known. */
  public static TrafficRule of(Value.Entries rule, Direction direction) {
    return new TrafficRule(
        Protocols.canonical(rule.text("protocol").orElse(Protocols.ALL)),
        rule.text("ports").orElse(""),
        canonicalPeer(rule.text(direction.peer()).orElse("")),
        rule.text("description"));
  }

  /** AWS stores a block without its host bits and IPv6 in lower case. */
  static String canonicalPeer(String written) {
    String text = written.trim();
    return text.equalsIgnoreCase(SELF)
        ? SELF
        : Cidr.parse(text).map(cidr -> cidr.network().toString()).orElse(text);
  }

  /** A rule without a description has an empty one, so that one made by hand is seen. */
  private static List<TrafficRule> apart(IpPermission permission, SecurityGroup group) {
    String protocol = Protocols.canonical(permission.ipProtocol());
    String ports = ports(protocol, permission.fromPort(), permission.toPort());
    List<TrafficRule> rules = new ArrayList<>();
    permission
        .ipRanges()
        .forEach(r -> rules.add(live(protocol, ports, r.cidrIp(), r.description())));
    permission
        .ipv6Ranges()
        .forEach(r -> rules.add(live(protocol, ports, r.cidrIpv6(), r.description())));
    permission
        .prefixListIds()
        .forEach(p -> rules.add(live(protocol, ports, p.prefixListId(), p.description())));
    permission
        .userIdGroupPairs()
        .forEach(p -> rules.add(live(protocol, ports, peer(p, group), p.description())));
    return rules;
  }

  private static TrafficRule live(
      String protocol, String ports, String peer, @Nullable String description) {
    return new TrafficRule(
        protocol, ports, canonicalPeer(peer), Optional.of(description == null ? "" : description));
  }

  private static String peer(UserIdGroupPair pair, SecurityGroup group) {
    String id = pair.groupId() == null ? pair.groupName() : pair.groupId();
    if (id.equals(group.groupId())) {
      return SELF;
    }
    boolean own = pair.userId() == null || pair.userId().equals(group.ownerId());
    return own ? id : pair.userId() + "/" + id;
  }

  private static String ports(String protocol, @Nullable Integer from, @Nullable Integer to) {
    if (Protocols.hasTypes(protocol)) {
      return icmp(from, to);
    }
    if (!Protocols.hasPorts(protocol)) {
      return "";
    }
    if (from == null || to == null || from < 0) {
      return ALL_PORTS;
    }
    return from.equals(to) ? from.toString() : from + "-" + to;
  }

  /** EC2 carries ICMP's type and code where others have ports; -1 is any. */
  static String icmp(@Nullable Integer type, @Nullable Integer code) {
    if (type == null || type < 0) {
      return "";
    }
    return "type " + type + (code == null || code < 0 ? "" : " code " + code);
  }

  /** The permission of a request; the own group is named by its id. */
  public IpPermission permission(String ownId) {
    IpPermission.Builder permission = IpPermission.builder().ipProtocol(Protocols.wire(protocol));
    Matcher range = RANGE.matcher(ports);
    Matcher type = TYPE.matcher(ports);
    if (range.matches()) {
      permission.fromPort(Integer.valueOf(range.group(1)));
      permission.toPort(Integer.valueOf(range.group(2) == null ? range.group(1) : range.group(2)));
    } else if (Protocols.hasTypes(protocol)) {
      boolean one = type.matches();
      permission.fromPort(one ? Integer.parseInt(type.group(1)) : -1);
      permission.toPort(one && type.group(2) != null ? Integer.parseInt(type.group(2)) : -1);
    }
    return withPeer(permission, ownId).build();
  }

  private IpPermission.Builder withPeer(IpPermission.Builder permission, String ownId) {
    @Nullable String text = description.filter(d -> !d.isEmpty()).orElse(null);
    Optional<Cidr> cidr = Cidr.parse(peer);
    if (cidr.isPresent()) {
      return cidr.get().isV6()
          ? permission.ipv6Ranges(r -> r.cidrIpv6(peer).description(text))
          : permission.ipRanges(r -> r.cidrIp(peer).description(text));
    }
    if (peer.startsWith("pl-")) {
      return permission.prefixListIds(p -> p.prefixListId(peer).description(text));
    }
    int slash = peer.indexOf('/');
    String id = peer.equals(SELF) ? ownId : peer.substring(slash + 1);
    @Nullable String account = slash < 0 ? null : peer.substring(0, slash);
    return permission.userIdGroupPairs(p -> p.groupId(id).userId(account).description(text));
  }

  /** Whether the other end is another security group. */
  public boolean namesAnotherGroup() {
    return !peer.equals(SELF) && peer.substring(peer.indexOf('/') + 1).startsWith("sg-");
  }

  /** The same, naming itself by this id: the way the spec wrote it. */
  TrafficRule selfAs(String id) {
    return peer.equals(SELF) ? new TrafficRule(protocol, ports, id, description) : this;
  }
}
