package steadystate.kinds.network;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import steadystate.kinds.Probe;
import steadystate.kinds.network.TrafficRule.Direction;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Security groups as {@code securityGroups}: rules that differ by the peer alone are one line. */
public final class SecurityGroupsImporter implements Importer {
  private static final Value OPEN =
      Value.items(
          List.of(
              Entries.EMPTY
                  .with("protocol", Value.text(Protocols.ALL))
                  .with("to", Value.text("0.0.0.0/0"))));

  @Override
  public String section() {
    return "securityGroups";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    List<Entries> wishes =
        scope.client(Ec2Client.class).describeSecurityGroupsPaginator().securityGroups().stream()
            .map(group ->
                Entries.EMPTY
                    .with("groupName", Value.text(group.groupName()))
                    .with("vpcId", Value.text(group.vpcId())))
            .toList();
    return Probe.of(new SecurityGroupKind(), scope, wishes).stream()
        .map(live -> candidate(scope, live))
        .toList();
  }

  /** The key of the group that a managed network makes for its endpoints. */
  private static String label(Scope scope, String name, String vpc) {
    String endpoints = "-" + NetworkEndpoints.GROUP.key();
    boolean made =
        name.endsWith(endpoints)
            && scope
                .once(
                    "ec2:DescribeVpcs",
                    () ->
                        scope.client(Ec2Client.class).describeVpcsPaginator().vpcs().stream()
                            .toList())
                .stream()
                .filter(one -> one.vpcId().equals(vpc))
                .flatMap(one -> LiveNetwork.name(one).stream())
                .anyMatch(called -> name.equals(called + endpoints));
    return made ? NetworkEndpoints.GROUP.key() : "";
  }

  private static Candidate candidate(Scope scope, Live live) {
    String name = live.attributes().require("name");
    Set<String> peers = new LinkedHashSet<>();
    for (Direction direction : Direction.values()) {
      SecurityGroups.rules(live.model(), direction).stream()
          .filter(TrafficRule::namesAnotherGroup)
          .forEach(rule -> peers.add(rule.peer()));
    }
    String vpc = live.model().text("vpcId").orElse("");
    return Candidate.of(live, name)
        .label(label(scope, name, vpc))
        .home(vpc)
        .mentions(peers)
        .foreign(name.equals("default") ? "the group that AWS makes in every VPC" : "")
        .entry(names -> Optional.of(entry(live.model(), names)));
  }

  /** In the network of the environment goes without saying. */
  private static Entries entry(Entries model, Candidate.Names names) {
    Entries out = model.without("groupName", "rules");
    boolean usual = model.text("vpcId").flatMap(vpc -> names.of(NetworkKind.NAME, vpc)).isPresent();
    out = usual ? out.without("vpcId") : out;
    for (Direction direction : Direction.values()) {
      out = out.with(direction.member(), lines(direction, SecurityGroups.rules(model, direction)));
    }
    return out;
  }

  private static Value lines(Direction direction, List<TrafficRule> rules) {
    Map<Entries, List<Value>> byRest = new LinkedHashMap<>();
    rules.stream()
        .sorted(
            Comparator.comparing(TrafficRule::protocol)
                .thenComparingInt(SecurityGroupsImporter::firstPort)
                .thenComparing(TrafficRule::peer))
        .forEach(rule ->
            byRest
                .computeIfAbsent(line(rule), unused -> new ArrayList<>())
                .add(Value.text(rule.peer())));
    List<Value> lines = new ArrayList<>();
    byRest.forEach((rest, peers) -> {
      Entries line =
          rest.without("description")
              .with(direction.peer(), peers.size() == 1 ? peers.getFirst() : Value.items(peers));
      lines.add(rest.get("description").map(text -> line.with("description", text)).orElse(line));
    });
    return Value.items(lines);
  }

  private static int firstPort(TrafficRule rule) {
    String first = rule.ports().replaceAll("[^0-9].*$", "");
    return first.isEmpty() ? 0 : Integer.parseInt(first);
  }

  /** Everything of a rule but its peer, in the spec's words. */
  private static Entries line(TrafficRule rule) {
    Entries line = Entries.EMPTY.with("protocol", Value.text(rule.protocol()));
    if (Protocols.hasTypes(rule.protocol())) {
      String[] words = rule.ports().split(" ", -1);
      if (words.length > 1) {
        line = line.with("type", Value.number(Long.parseLong(words[1])));
      }
      if (words.length > 3) {
        line = line.with("code", Value.number(Long.parseLong(words[3])));
      }
    } else if (!rule.ports().isEmpty()) {
      boolean all = rule.ports().equals(TrafficRule.ALL_PORTS);
      line = line.with("ports", Value.text(all ? "all" : rule.ports()));
    }
    Optional<String> description = rule.description().filter(text -> !text.isEmpty());
    return description.isPresent() ? line.with("description", Value.text(description.get())) : line;
  }

  /** A new group lets everything out. */
  @Override
  public Entries filled(ResourceId id, Entries model) {
    return model.withDefault("egress", OPEN);
  }

  /** Who may come in is said of every group, also where it is nobody. */
  @Override
  public Set<String> kept() {
    return Set.of("ingress", "description");
  }
}
