package steadystate.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.References;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on services and their tasks. */
final class TaskRules {
  /** A version, a commit, a build number or a day: what nobody pushes twice. */
  private static final String IMMUTABLE_TAG =
      "v?\\d+(\\.\\d+)+([-+._].*)?|([a-z]+-)?[0-9a-f]{7,40}|([a-z]+-)?\\d{6,}([-._].*)?";

  static final Rule PINNED_IMAGES =
      new Rule(
          "strict/pinned-images",
          "images are named by digest, or by a tag that is never pushed again",
          environment ->
              containers(
                  environment, (service, container) -> unpinned(environment, service, container)));

  static final Rule NO_PLAIN_SECRETS =
      new Rule(
          "strict/no-plain-secrets",
          "no secret stands in environment",
          environment -> containers(environment, TaskRules::secrets));

  static final Rule NO_PUBLIC_IP =
      new Rule(
          "strict/no-public-ip",
          "tasks and instances have no public address",
          environment ->
              Stream.concat(
                  services(environment).flatMap(TaskRules::publicAddress),
                  InstanceRules.publicAddress(environment)));

  static final Rule PRIVATE_SUBNETS =
      new Rule(
          "strict/private-subnets", "tasks stand in private subnets", TaskRules::publicSubnets);

  static final Rule TWO_TASKS =
      new Rule(
          "strict/two-tasks",
          "a service has at least two tasks, in two zones",
          environment -> services(environment).flatMap(TaskRules::tooFew));

  static final Rule CIRCUIT_BREAKER =
      new Rule(
          "strict/circuit-breaker",
          "a rollout that fails is given up and rolled back",
          environment -> services(environment).flatMap(TaskRules::unbroken));

  private TaskRules() {}

  private static Stream<Declared> services(Environment environment) {
    return Models.of("service", environment);
  }

  @FunctionalInterface
  private interface OfContainer {
    Stream<Offence> check(Declared service, Entries container);
  }

  private static Stream<Offence> containers(Environment environment, OfContainer rule) {
    return services(environment)
        .flatMap(service ->
            Models.each(service.model(), "containerDefinitions")
                .flatMap(container -> rule.check(service, container)));
  }

  private static Stream<Offence> unpinned(
      Environment environment, Declared service, Entries container) {
    Optional<Value> image =
        container
            .get("image")
            .filter(named -> !isPinned(named.toString()) && !neverMoves(environment, named));
    return image.stream()
        .map(named ->
            new Offence(
                service.id(),
                named
                    + " may be another image tomorrow; write its digest (@sha256:…) or the tag"
                    + " of a version, commit or build, or `imageTagMutability: IMMUTABLE` at its"
                    + " repository",
                named));
  }

  /** A tag of one of our repositories in which a tag is pushed once. */
  private static boolean neverMoves(Environment environment, Value image) {
    return References.in(image).stream()
        .flatMap(id -> environment.find(id).stream())
        .flatMap(named -> repository(environment, named))
        .anyMatch(repository ->
            repository.model().text("imageTagMutability").filter("IMMUTABLE"::equals).isPresent());
  }

  /** A tag that is followed is a resource of its own, which names its repository. */
  private static Stream<Declared> repository(Environment environment, Declared named) {
    Optional<String> name = named.model().text("repositoryName");
    return Models.of("repository", environment)
        .filter(one ->
            one.id().equals(named.id())
                || (name.isPresent() && one.model().text("repositoryName").equals(name)));
  }

  static boolean isPinned(String image) {
    if (image.matches(".*@sha256:[0-9a-f]{64}")) {
      return true;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon > 0 && last.substring(colon + 1).matches(IMMUTABLE_TAG);
  }

  private static Stream<Offence> secrets(Declared service, Entries container) {
    return Models.inner(container, "environment").entries().entrySet().stream()
        .filter(variable -> variable.getValue() instanceof Value.Text)
        .filter(variable -> PlainSecrets.is(variable.getKey(), variable.getValue().toString()))
        .map(variable -> secret(service, variable));
  }

  private static Offence secret(Declared service, Map.Entry<String, Value> variable) {
    return new Offence(
        service.id(),
        "the variable "
            + variable.getKey()
            + " looks like a secret in plain text; put it into Secrets Manager or Parameter Store"
            + " and write its ARN under `secrets`",
        variable.getValue());
  }

  private static Stream<Offence> publicAddress(Declared service) {
    return Models.vpc(service).get("assignPublicIp").stream()
        .filter(Value.text("ENABLED")::equals)
        .map(at ->
            new Offence(
                service.id(),
                "its tasks get public addresses; write `assignPublicIp: false` and expose the"
                    + " service on a load balancer",
                at));
  }

  private static Stream<Offence> publicSubnets(Environment environment) {
    Set<String> open =
        Models.of("network", environment)
            .flatMap(network -> network.model().list("publicSubnetIds").stream())
            .map(Value::toString)
            .collect(Collectors.toSet());
    return services(environment)
        .flatMap(service ->
            Models.vpc(service).get("subnets").stream()
                .filter(subnets -> isPublic(subnets, open))
                .map(subnets ->
                    new Offence(
                        service.id(),
                        "its tasks stand in public subnets; leave `subnets` out and write"
                            + " `assignPublicIp: false`, or name private ones",
                        subnets)));
  }

  private static boolean isPublic(Value subnets, Set<String> open) {
    return subnets.toString().contains(".publicSubnetIds}")
        || (subnets instanceof Value.Items items
            && items.items().stream().map(Value::toString).anyMatch(open::contains));
  }

  private static Stream<Offence> tooFew(Declared service) {
    Entries model = service.model();
    if (model.text("schedulingStrategy").orElse("").equals("DAEMON")) {
      return Stream.empty();
    }
    boolean scales = model.has("autoscaling");
    Entries holder = scales ? Models.inner(model, "autoscaling") : model;
    String member = scales ? "min" : "desiredCount";
    Stream<Offence> count =
        Models.whole(holder, member).filter(tasks -> tasks >= 2).isPresent()
            ? Stream.empty()
            : Stream.of(
                new Offence(
                    service.id(),
                    "it may run on fewer than two tasks; write `"
                        + (scales ? "autoscaling: {min: 2, …}" : "desiredCount: 2")
                        + "` or more",
                    holder.get(member).orElse(model)));
    Stream<Offence> zones =
        Models.vpc(service).get("subnets").stream()
            .filter(TaskRules::isOneSubnet)
            .map(subnets ->
                new Offence(
                    service.id(),
                    "one subnet is one zone; write subnets of at least two zones",
                    subnets));
    return Stream.concat(count, zones);
  }

  private static boolean isOneSubnet(Value subnets) {
    return subnets instanceof Value.Items items
        && items.items().size() == 1
        && items.items().getFirst() instanceof Value.Text;
  }

  private static Stream<Offence> unbroken(Declared service) {
    boolean byEcs =
        Models.inner(service.model(), "deploymentController")
            .text("type")
            .orElse("ECS")
            .equals("ECS");
    Entries configuration = Models.inner(service.model(), "deploymentConfiguration");
    Entries breaker = Models.inner(configuration, "deploymentCircuitBreaker");
    boolean both =
        List.of("enable", "rollback").stream()
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
