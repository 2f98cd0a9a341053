package steadystate.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.References;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on where tasks and machines stand. */
final class PlacementRules {
  static final Rule NO_PUBLIC_IP =
      new Rule(
          "strict/no-public-ip",
          "tasks and instances have no public address",
          environment ->
              Stream.concat(
                  Tasks.of(environment).flatMap(PlacementRules::publicAddress),
                  new PlacementRules(environment).publicMachines()));

  static final Rule PRIVATE_SUBNETS =
      new Rule(
          "strict/private-subnets",
          "tasks stand in private subnets",
          environment -> new PlacementRules(environment).publicTasks());

  private final Environment environment;
  private final Set<String> open;

  private PlacementRules(Environment environment) {
    this.environment = environment;
    this.open =
        Models.of("network", environment)
            .flatMap(network -> network.model().list("publicSubnetIds").stream())
            .map(Value::toString)
            .collect(Collectors.toSet());
  }

  private static Stream<Offence> publicAddress(Tasks tasks) {
    return tasks.vpc().get("assignPublicIp").stream()
        .filter(Value.text("ENABLED")::equals)
        .map(at ->
            new Offence(
                tasks.owner().id(),
                "its tasks get public addresses; write `assignPublicIp: false`, and expose what is"
                    + " to be reached on a load balancer",
                at));
  }

  private Stream<Offence> publicTasks() {
    return Tasks.of(environment)
        .flatMap(tasks ->
            tasks.vpc().get("subnets").stream()
                .filter(this::isPublic)
                .map(subnets ->
                    new Offence(
                        tasks.owner().id(),
                        "its tasks stand in public subnets; leave `subnets` out and write"
                            + " `assignPublicIp: false`, or name private ones",
                        subnets)));
  }

  private boolean isPublic(Value subnets) {
    List<Value> each = subnets instanceof Value.Items items ? items.items() : List.of(subnets);
    return each.stream()
        .map(Value::toString)
        .anyMatch(subnet -> subnet.contains(".publicSubnetIds}") || open.contains(subnet));
  }

  private Stream<Offence> publicMachines() {
    return Models.of("instance", environment)
        .flatMap(instance ->
            publicAddress(instance.model())
                .map(at ->
                    new Offence(
                        instance.id(),
                        "it gets a public address; write `associatePublicIpAddress: false` and"
                            + " reach it by Session Manager or a load balancer",
                        at)));
  }

  /** Without a word about it the subnet decides. */
  private Stream<Value> publicAddress(Entries machine) {
    Optional<Value> said = machine.get("associatePublicIpAddress");
    return said.isPresent()
        ? said.stream().filter(Value.flag(true)::equals)
        : Stream.of("subnetId", "subnetIds")
            .flatMap(name -> machine.get(name).stream())
            .filter(subnets -> isPublic(subnets) && !mapsNone(subnets));
  }

  /** Public subnets of our own that are told to give no address. */
  private boolean mapsNone(Value subnets) {
    Set<Boolean> maps =
        Models.of("subnet", environment)
            .filter(subnet -> subnet.id().key().startsWith("public-"))
            .map(subnet ->
                subnet.model().get("mapPublicIpOnLaunch").filter(Value.flag(false)::equals))
            .map(no -> no.isEmpty())
            .collect(Collectors.toSet());
    return !References.in(subnets).isEmpty() && maps.equals(Set.of(false));
  }
}
