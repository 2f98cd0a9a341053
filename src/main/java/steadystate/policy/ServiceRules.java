package steadystate.policy;

import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on how a service is kept running. */
final class ServiceRules {
  static final Rule TWO_TASKS =
      new Rule(
          "strict/two-tasks",
          "a service has at least two tasks, in two zones",
          environment ->
              Models.of("service", environment)
                  .filter(service ->
                      !service.model().text("schedulingStrategy").orElse("").equals("DAEMON"))
                  .flatMap(
                      service -> Stream.concat(tooFew(service), oneZone(environment, service))));

  static final Rule CIRCUIT_BREAKER =
      new Rule(
          "strict/circuit-breaker",
          "a rollout that fails is given up and rolled back",
          environment -> Models.of("service", environment).flatMap(ServiceRules::unbroken));

  private ServiceRules() {}

  private static Stream<Offence> tooFew(Declared service) {
    Entries model = service.model();
    boolean scales = model.has("autoscaling");
    Entries holder = scales ? Models.inner(model, "autoscaling") : model;
    String member = scales ? "min" : "desiredCount";
    return Models.whole(holder, member).filter(tasks -> tasks >= 2).isPresent()
        ? Stream.empty()
        : Stream.of(
            new Offence(
                service.id(),
                "it may run on fewer than two tasks; write `"
                    + (scales ? "autoscaling: {min: 2, …}" : "desiredCount: 2")
                    + "` or more",
                holder.get(member).orElse(model)));
  }

  private static Stream<Offence> oneZone(Environment environment, Declared service) {
    return Models.inner(service.model(), "networkConfiguration", "awsvpcConfiguration")
        .get("subnets")
        .stream()
        .filter(subnets -> isOneSubnet(environment, subnets))
        .map(subnets ->
            new Offence(
                service.id(),
                "one subnet is one zone; write subnets of at least two zones, or a network of two",
                subnets));
  }

  /** What a network writes as a list of one is one, however its users name it. */
  private static boolean isOneSubnet(Environment environment, Value subnets) {
    if (subnets instanceof Value.Items items) {
      return items.items().size() == 1 && isOneSubnet(environment, items.items().getFirst());
    }
    return !subnets.toString().contains("SubnetIds}")
        || Models.of("network", environment)
            .anyMatch(network ->
                Stream.of("publicSubnetIds", "privateSubnetIds")
                    .filter(side -> subnets.toString().contains("." + side + "}"))
                    .anyMatch(side -> network.model().list(side).size() == 1));
  }

  private static Stream<Offence> unbroken(Declared service) {
    boolean byEcs =
        Models.inner(service.model(), "deploymentController")
            .text("type")
            .orElse("ECS")
            .equals("ECS");
    Entries breaker =
        Models.inner(service.model(), "deploymentConfiguration", "deploymentCircuitBreaker");
    boolean both =
        Stream.of("enable", "rollback")
            .allMatch(
                switched -> breaker.get(switched).filter(Value.flag(true)::equals).isPresent());
    return both || !byEcs
        ? Stream.empty()
        : Stream.of(
            new Offence(
                service.id(),
                "a rollout that fails would go on for hours; write `rollout: {circuitBreaker: true,"
                    + " rollback: true}`",
                breaker.entries().isEmpty() ? service.model() : breaker));
  }
}
