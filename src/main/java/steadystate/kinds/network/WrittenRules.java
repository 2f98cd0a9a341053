package steadystate.kinds.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Blueprint;
import steadystate.resource.Canonical;
import steadystate.resource.Origin;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/** Takes the rules that a user wrote apart into the smallest ones, and says what is wrong there. */
final class WrittenRules {
  private static final Pattern PORTS = Pattern.compile("(\\d{1,6})(?:\\s*-\\s*(\\d{1,6}))?");
  private static final Pattern NAMED = Pattern.compile("securityGroup/(\\S+)");
  private static final Pattern GROUP = Pattern.compile("(?:(\\d{12})/)?(sg-[0-9a-zA-Z]+)");
  private static final int LAST_PORT = 65535;

  private final Section.Entry entry;
  private final Direction direction;
  private final Blueprint blueprint;

  WrittenRules(Section.Entry entry, Direction direction, Blueprint blueprint) {
    this.entry = entry;
    this.direction = direction;
    this.blueprint = blueprint;
  }

  /** One element for each protocol, run of ports and peer. */
  Value read(Value written) {
    List<Value> lines = written instanceof Value.Items items ? items.items() : List.of(written);
    Map<String, Value.Entries> rules = new LinkedHashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Value.Entries line) {
        new Line(line, direction.member() + "[" + i + "]").addTo(rules);
      }
    }
    return new Value.Items(List.copyOf(rules.values()), written.origin());
  }

  /** One rule as written: any number of peers. */
  private final class Line {
    private final Value.Entries line;
    private final String path;

    Line(Value.Entries line, String path) {
      this.line = line;
      this.path = path;
    }

    void addTo(Map<String, Value.Entries> rules) {
      Optional<String> protocol = protocol();
      Optional<String> ports = protocol.flatMap(this::ports);
      List<Value> written = peers();
      for (int i = 0; i < written.size(); i++) {
        String at = path + "." + direction.peer() + (written.size() > 1 ? "[" + i + "]" : "");
        Optional<Value> peer = peer(written.get(i), at);
        if (protocol.isPresent() && ports.isPresent() && peer.isPresent()) {
          add(rules, rule(protocol.get(), ports.get(), peer.get()), at);
        }
      }
    }

    private void add(Map<String, Value.Entries> rules, Value.Entries rule, String at) {
      String identity = Canonical.identity(direction.shape(), rule);
      Value.Entries other = rules.putIfAbsent(identity, rule);
      if (other != null && !other.equals(rule)) {
        problem(
            "duplicate-rule",
            rule,
            at,
            "the rule " + identity + " is written twice, with different descriptions",
            "write it once: AWS keeps one description for it");
      }
    }

    private Value.Entries rule(String protocol, String ports, Value peer) {
      Origin origin = peer.origin().at().isPresent() ? peer.origin() : line.origin();
      Map<String, Value> members = new LinkedHashMap<>();
      members.put("protocol", Value.text(protocol).from(from("protocol", origin)));
      if (!ports.isEmpty()) {
        members.put("ports", Value.text(ports).from(from("ports", origin)));
      }
      members.put(direction.peer(), peer);
      line.get("description").ifPresent(text -> members.put("description", text));
      return new Value.Entries(members, origin);
    }

    private Origin from(String member, Origin otherwise) {
      return line.get(member).map(Value::origin).orElse(otherwise);
    }

    private Optional<String> protocol() {
      Optional<Value> written = line.get("protocol");
      if (written.isEmpty()) {
        return Optional.empty();
      }
      String protocol = Protocols.canonical(written.get().toString());
      if (Protocols.isKnown(protocol)) {
        return Optional.of(protocol);
      }
      problem(
          "bad-protocol",
          written.get(),
          path + ".protocol",
          protocol + " is not a protocol",
          "write tcp, udp, icmp, icmpv6, all, or a number from 0 to 255");
      return Optional.empty();
    }

    /** Empty text for all; nothing when it is wrong. */
    private Optional<String> ports(String protocol) {
      if (Protocols.hasTypes(protocol)) {
        return types();
      }
      for (String member : List.of("type", "code")) {
        if (line.has(member)) {
          refuse(
              member, member + " belongs to icmp and icmpv6, not to " + protocol, "leave it out");
          return Optional.empty();
        }
      }
      if (Protocols.hasPorts(protocol)) {
        return range(protocol);
      }
      if (line.has("ports")) {
        refuse(
            "ports",
            "protocol " + protocol + " has no ports: AWS would open every port",
            "write protocol tcp or udp, or leave ports out");
        return Optional.empty();
      }
      return Optional.of("");
    }

    private Optional<String> range(String protocol) {
      String help = "write a port (8000), a range (9000-9010), or all";
      String text = line.text("ports").map(String::trim).orElse("");
      if (text.equals("all")) {
        return Optional.of(TrafficRule.ALL_PORTS);
      }
      if (text.isEmpty()) {
        problem("ports-missing", line, path, protocol + " needs ports", help);
        return Optional.empty();
      }
      Matcher matcher = PORTS.matcher(text);
      if (!matcher.matches()) {
        refuse("ports", text + " is not a port or a range of ports", help);
        return Optional.empty();
      }
      int first = Integer.parseInt(matcher.group(1));
      int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
      if (first > last || last > LAST_PORT) {
        refuse("ports", text + " is not a range within 0-" + LAST_PORT, help);
        return Optional.empty();
      }
      return Optional.of(first == last ? "" + first : first + "-" + last);
    }

    private Optional<String> types() {
      if (line.has("ports")) {
        refuse("ports", "icmp has no ports", "write type and code, or neither for all");
        return Optional.empty();
      }
      int type = line.whole("type").orElse(-1);
      int code = line.whole("code").orElse(-1);
      if (type < 0 && code >= 0) {
        refuse("code", "a code needs its type", "write type too");
        return Optional.empty();
      }
      return Optional.of(TrafficRule.icmp(type, code));
    }

    private List<Value> peers() {
      Optional<Value> written = line.get(direction.peer());
      if (written.isEmpty()) {
        return List.of();
      }
      return written.get() instanceof Value.Items list ? list.items() : List.of(written.get());
    }

    private void refuse(String member, String message, String help) {
      problem("bad-rule", line.get(member).orElse(line), path + "." + member, message, help);
    }
  }

  /** The other end in its one form; nothing when it is wrong. */
  private Optional<Value> peer(Value written, String at) {
    ResourceId self = entry.id(SecurityGroupKind.NAME);
    if (written instanceof Value.Template template) {
      return Optional.of(
          SecurityGroupsSection.isItself(template, self)
              ? Value.text(TrafficRule.SELF).from(template.origin())
              : template);
    }
    String text = written.toString().trim();
    Matcher named = NAMED.matcher(text);
    Matcher group = GROUP.matcher(text);
    if (named.matches()) {
      ResourceId id = new ResourceId(SecurityGroupKind.NAME, named.group(1));
      return Optional.of(
          id.equals(self)
              ? Value.text(TrafficRule.SELF).from(written.origin())
              : Value.reference(id, "id").from(written.origin()));
    }
    if (group.matches()) {
      boolean own = group.group(1) == null || group.group(1).equals(blueprint.account());
      return Optional.of(Value.text(own ? group.group(2) : text).from(written.origin()));
    }
    if (text.equalsIgnoreCase(TrafficRule.SELF) || text.matches("pl-[0-9a-zA-Z]+")) {
      return Optional.of(Value.text(TrafficRule.canonicalPeer(text)).from(written.origin()));
    }
    return block(written, text, at);
  }

  private Optional<Value> block(Value written, String text, String at) {
    Optional<Cidr> cidr = Cidr.parse(text);
    if (cidr.isEmpty()) {
      problem(
          "bad-peer",
          written,
          at,
          text + " is neither a block of addresses nor a security group",
          Cidr.isAddress(text)
              ? "write " + Cidr.single(text) + " for this one address"
              : "write a CIDR (10.0.0.0/8), securityGroup/x, sg-…, pl-… or self");
      return Optional.empty();
    }
    if (cidr.get().hasHostBits()) {
      hostBits(written, text, at, cidr.get());
      return Optional.empty();
    }
    return Optional.of(Value.text(cidr.get().toString()).from(written.origin()));
  }

  private void hostBits(Value written, String text, String at, Cidr cidr) {
    String single = Cidr.single(text.substring(0, text.indexOf('/')));
    problem(
        "host-bits",
        written,
        at,
        cidr.isWholeInternet()
            ? text + " has host bits set, and /0 means the whole internet"
            : text + " has host bits set: AWS would store " + cidr.network(),
        "write " + single + " for this one address, or " + cidr.network());
  }

  private void problem(String code, Value at, String path, String message, String help) {
    blueprint.problem(code, at, path, message, help);
  }
}
