package steadystate.environment.mode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.environment.Remark;
import steadystate.environment.reading.SpecBody;
import steadystate.environment.reading.WrittenEntry;
import steadystate.resource.Catalogue;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Section;
import steadystate.resource.Value;

/**
 * Load balancers that cost-save leaves out. Services that were exposed there are reached on a
 * public address of their own, by those who are allowed to.
 */
final class LeavingBalancers {
  static final String SECTION = "loadBalancers";
  private static final String EXPOSE = "expose";
  private static final String GROUPS = "securityGroups";
  private static final String PUBLIC = "assignPublicIp";
  private static final String INGRESS = "ingress";

  /** Stands at rules that take the place of a balancer; AWS takes these letters. */
  private static final String DESCRIPTION = "mode: cost-save, in place of the load balancer";

  private final SpecBody written;
  private final ByMode byMode;
  private final String balancerKind;
  private final String groupKind;
  private final String serviceKind;
  private final List<Value> allowed;
  private final Set<String> gone = new TreeSet<>();
  private final Map<String, Set<Door>> doors = new LinkedHashMap<>();
  private final Map<String, Value> addresses = new LinkedHashMap<>();
  private final List<Remark> remarks = new ArrayList<>();

  /** A port that has to be open for a service to be reached. */
  private record Door(String protocol, String port) {}

  LeavingBalancers(Catalogue catalogue, SpecBody written, CostSave settings, ByMode byMode) {
    this.written = written;
    this.byMode = byMode;
    this.balancerKind = kind(catalogue, SECTION);
    this.groupKind = kind(catalogue, GROUPS);
    this.serviceKind = kind(catalogue, "services");
    this.allowed =
        LeanService.inner(written.values(), "costSave").list("allowFrom").stream()
            .map(cidr -> cidr.from(byMode.insteadOf(Optional.of(cidr))))
            .toList();
    if (settings.removeLoadBalancers()) {
      written
          .entries(SECTION)
          .forEach((key, balancer) -> {
            if (!Value.flag(true)
                .equals(balancer.entry().value().get("keepInCostSave").orElse(Value.flag(false)))) {
              gone.add(key);
            }
          });
    }
  }

  private static String kind(Catalogue catalogue, String section) {
    return catalogue.sections().stream()
        .filter(s -> s.key().equals(section))
        .map(Section::kind)
        .findFirst()
        .orElse("");
  }

  boolean leaves(String balancer) {
    return gone.contains(balancer);
  }

  boolean leaves(ResourceId id) {
    return id.kind().equals(balancerKind) && gone.contains(id.key());
  }

  List<Remark> remarks() {
    return remarks;
  }

  /** A service without the balancers that leave, reachable by itself where it was behind one. */
  Value.Entries detached(Section.Entry service) {
    Value.Entries entry = service.value();
    List<Value.Entries> lost = new ArrayList<>();
    List<Value> kept = new ArrayList<>();
    for (Value one : entry.list(EXPOSE)) {
      if (one instanceof Value.Entries expose && leavesWith(expose)) {
        lost.add(expose);
      } else {
        kept.add(one);
      }
    }
    if (lost.isEmpty()) {
      return entry;
    }
    Value.Entries rest =
        kept.isEmpty() ? entry.without(EXPOSE) : byMode.set(entry, EXPOSE, Value.items(kept));
    if (!LeanService.onFargate(entry)) {
      remark(
          service,
          "it stood behind a load balancer and gets no public address: only tasks on"
              + " Fargate do; keep the balancer with keepInCostSave: true");
      return rest;
    }
    open(service, lost);
    address(service, lost);
    return reachable(countless(rest));
  }

  private boolean leavesWith(Value.Entries expose) {
    boolean foreign = expose.text("listener").orElse("").startsWith("arn:");
    return !foreign && balancer(expose).map(gone::contains).orElse(false);
  }

  private static Optional<String> balancer(Value.Entries expose) {
    return expose
        .get("loadBalancer")
        .map(value ->
            References.in(value).stream()
                .findFirst()
                .map(ResourceId::key)
                .orElse(value.toString()));
  }

  /** Requests at a balancer that is not there cannot be what a service scales by. */
  private static Value.Entries countless(Value.Entries entry) {
    boolean counts = LeanService.inner(entry, "autoscaling").has("targetRequestCountPerTarget");
    return counts ? entry.without("autoscaling") : entry;
  }

  /** With a public address, in subnets that lead out. */
  Value.Entries reachable(Value.Entries entry) {
    if (!LeanService.onFargate(entry)) {
      return entry;
    }
    Value.Entries network = LeanService.inner(entry, "networkConfiguration");
    Value.Entries vpc = LeanService.inner(network, "awsvpcConfiguration");
    Value.Entries out = entry;
    if (!vpc.entries().isEmpty()) {
      Value.Entries open = vpc.has(PUBLIC) ? byMode.set(vpc, PUBLIC, Value.text("ENABLED")) : vpc;
      out =
          out.with(
              "networkConfiguration", network.with("awsvpcConfiguration", publicSubnets(open)));
    }
    boolean already = entry.get(PUBLIC).filter(Value.flag(true)::equals).isPresent();
    if (!vpc.has(PUBLIC) && !already) {
      out = byMode.set(out, PUBLIC, Value.flag(true));
    }
    return publicSubnets(out);
  }

  private Value.Entries publicSubnets(Value.Entries entry) {
    return entry
        .get("subnets")
        .filter(subnets -> subnets.toString().contains(".privateSubnetIds}"))
        .map(subnets -> byMode.set(entry, "subnets", outside(subnets)))
        .orElse(entry);
  }

  private Value outside(Value subnets) {
    return switch (subnets) {
      case Value.Items items -> Value.items(items.items().stream().map(this::outside).toList());
      case Value.Template template ->
          new Value.Template(
              template.parts().stream()
                  .map(part ->
                      part instanceof Value.Part.Attribute(ResourceId id, String name)
                              && name.equals("privateSubnetIds")
                          ? new Value.Part.Attribute(id, "publicSubnetIds")
                          : part)
                  .toList(),
              byMode.insteadOf(Optional.of(template)));
      case Value.Text text -> text;
      case Value.Entries entries -> entries;
      case Value.Number number -> number;
      case Value.Flag flag -> flag;
    };
  }

  /** Where to reach it now, as an output, because the balancer's name leads nowhere. */
  private void address(Section.Entry service, List<Value.Entries> lost) {
    Value.Entries expose = lost.getFirst();
    List<Value.Part> parts = new ArrayList<>();
    if (protocol(expose).startsWith("HTTP")) {
      parts.add(new Value.Part.Literal("http://"));
    }
    parts.add(new Value.Part.Attribute(new ResourceId(serviceKind, service.key()), "publicIp"));
    port(service, expose).ifPresent(port -> parts.add(new Value.Part.Literal(":" + port)));
    addresses.put(service.key() + "Address", new Value.Template(parts, byMode.origin()));
  }

  /** The outputs that somebody wrote, and after them where the services are reached. */
  Value.Entries told(Value.Entries spec) {
    if (addresses.isEmpty()) {
      return spec;
    }
    Map<String, Value> outputs = new LinkedHashMap<>(LeanService.inner(spec, "outputs").entries());
    addresses.forEach(outputs::putIfAbsent);
    return spec.with("outputs", byMode.entries(outputs));
  }

  private void open(Section.Entry service, List<Value.Entries> lost) {
    Set<Door> needed = new LinkedHashSet<>();
    lost.forEach(expose -> needed.addAll(doors(service, expose)));
    if (needed.isEmpty()) {
      return;
    }
    String ports = String.join(", ", needed.stream().map(Door::port).distinct().toList());
    if (allowed.isEmpty()) {
      remark(
          service,
          "its load balancer is left out and port "
              + ports
              + " is open to nobody new; list who may reach it in costSave.allowFrom");
      return;
    }
    Optional<String> group = group(service);
    if (group.isEmpty()) {
      remark(
          service,
          "port "
              + ports
              + " is not opened to costSave.allowFrom: none of its security groups is of this"
              + " environment and lists its ingress");
      return;
    }
    doors.computeIfAbsent(group.get(), key -> new LinkedHashSet<>()).addAll(needed);
  }

  private Set<Door> doors(Section.Entry service, Value.Entries expose) {
    Set<Door> found = new LinkedHashSet<>();
    Optional<String> port = port(service, expose);
    if (port.isPresent()) {
      String protocol = protocol(expose);
      if (!protocol.equals("UDP")) {
        found.add(new Door("tcp", port.get()));
      }
      if (protocol.endsWith("UDP")) {
        found.add(new Door("udp", port.get()));
      }
    }
    return found;
  }

  private static Optional<String> port(Section.Entry service, Value.Entries expose) {
    String container = expose.text("containerName").orElse(service.key());
    Optional<String> own =
        container.equals(service.key())
            ? service.value().text("port")
            : LeanService.inner(LeanService.inner(service.value(), "containers"), container)
                .list("portMappings")
                .stream()
                .filter(Value.Entries.class::isInstance)
                .flatMap(mapping -> ((Value.Entries) mapping).text("containerPort").stream())
                .findFirst();
    return expose.text("containerPort").or(() -> own);
  }

  private String protocol(Value.Entries expose) {
    Value.Entries balancer =
        balancer(expose)
            .flatMap(key -> Optional.ofNullable(written.entries(SECTION).get(key)))
            .map(entry -> entry.entry().value())
            .orElse(Value.Entries.EMPTY);
    Value.Entries listeners = LeanService.inner(balancer, "listeners");
    return LeanService.inner(listeners, expose.text("listener").orElse(""))
        .text("protocol")
        .orElse("TCP");
  }

  /** The group to open: one that serves nothing else, where there is one. */
  private Optional<String> group(Section.Entry service) {
    List<String> own = groups(service.value()).stream().filter(this::takesRules).toList();
    Set<String> elsewhere = new HashSet<>();
    for (String section : List.of("services", SECTION)) {
      written.entries(section).values().stream()
          .map(WrittenEntry::entry)
          .filter(other -> !other.equals(service))
          .forEach(other -> elsewhere.addAll(groups(other.value())));
    }
    return own.stream()
        .filter(key -> !elsewhere.contains(key))
        .findFirst()
        .or(() -> own.stream().findFirst());
  }

  /** A group whose ingress nobody wrote is looked after by others. */
  private boolean takesRules(String group) {
    return Optional.ofNullable(written.entries(GROUPS).get(group))
        .map(entry -> entry.entry().value())
        .filter(value -> value.has(INGRESS) || value.text("rules").orElse("").equals("additive"))
        .isPresent();
  }

  private List<String> groups(Value.Entries entry) {
    Value.Entries vpc =
        LeanService.inner(LeanService.inner(entry, "networkConfiguration"), "awsvpcConfiguration");
    List<Value> all = new ArrayList<>(entry.list(GROUPS));
    all.addAll(vpc.list(GROUPS));
    return all.stream()
        .flatMap(value -> References.in(value).stream())
        .filter(id -> id.kind().equals(groupKind))
        .map(ResourceId::key)
        .toList();
  }

  /** A security group with the rules that take the place of a balancer's. */
  Value.Entries opened(Section.Entry group) {
    Value.Entries entry = group.value();
    List<Value> lines = new ArrayList<>(entry.list(INGRESS));
    for (Door door : doors.getOrDefault(group.key(), Set.of())) {
      List<Value> missing = allowed.stream().filter(cidr -> !isOpen(entry, door, cidr)).toList();
      if (!missing.isEmpty()) {
        Map<String, Value> line = new LinkedHashMap<>();
        line.put("protocol", byMode.text(door.protocol()));
        line.put("ports", byMode.text(door.port()));
        line.put("from", Value.items(missing).from(byMode.origin()));
        line.put("description", byMode.text(DESCRIPTION));
        lines.add(byMode.entries(line));
      }
    }
    return lines.size() == entry.list(INGRESS).size()
        ? entry
        : entry.with(
            INGRESS,
            Value.items(lines).from(entry.get(INGRESS).map(Value::origin).orElse(byMode.origin())));
  }

  private static boolean isOpen(Value.Entries group, Door door, Value cidr) {
    return group.list(INGRESS).stream()
        .filter(Value.Entries.class::isInstance)
        .map(Value.Entries.class::cast)
        .filter(line -> line.text("ports").orElse("").equals(door.port()))
        .filter(line -> isProtocol(line.text("protocol").orElse(""), door.protocol()))
        .flatMap(line -> line.get("from").stream())
        .anyMatch(from ->
            from.equals(cidr)
                || (from instanceof Value.Items items && items.items().contains(cidr)));
  }

  private static boolean isProtocol(String written, String name) {
    return written.equalsIgnoreCase(name) || written.equals(name.equals("tcp") ? "6" : "17");
  }

  private void remark(Section.Entry service, String message) {
    remarks.add(new Remark(new ResourceId(serviceKind, service.key()), message));
  }
}
