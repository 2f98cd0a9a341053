package steadystate.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.policy.Rule.Offence;
import steadystate.resource.Declared;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** Strict rules on what runs in a container, and with which words. */
final class ContainerRules {
  /** A version, a commit, a build number or a day: what nobody pushes twice. */
  private static final String IMMUTABLE_TAG =
      "v?\\d+(\\.\\d+)+([-+._].*)?|([a-z]+-)?[0-9a-f]{7,40}|([a-z]+-)?\\d{6,}([-._].*)?";

  /** Without a tag, which means latest, or with that word. */
  private static final String MOVING_NAME = "([^@]*/)?[^/:@]+(:latest)?";

  static final Rule PINNED_IMAGES =
      new Rule(
          "strict/pinned-images",
          "images are named by digest, or by a tag that is never pushed again",
          environment ->
              each(environment, (owner, container) -> unpinned(environment, owner, container)),
          environment -> each(environment, ContainerRules::untagged));

  static final Rule NO_PLAIN_SECRETS =
      new Rule(
          "strict/no-plain-secrets",
          "no secret stands in environment",
          environment ->
              Stream.concat(
                  each(
                      environment,
                      (owner, container) -> secrets(owner, Models.inner(container, "environment"))),
                  overrides(environment)));

  private ContainerRules() {}

  private static Stream<Offence> each(
      Environment environment, BiFunction<ResourceId, Entries, Stream<Offence>> rule) {
    return Tasks.of(environment)
        .flatMap(tasks ->
            tasks.containers().flatMap(container -> rule.apply(tasks.owner().id(), container)));
  }

  private static Stream<Offence> unpinned(
      Environment environment, ResourceId owner, Entries container) {
    return container
        .get("image")
        .filter(named -> !isPinned(named.toString()) && !neverMoves(environment, named))
        .stream()
        .map(named ->
            new Offence(
                owner,
                named
                    + " may be another image tomorrow; write its digest (@sha256:…) or the tag"
                    + " of a version, commit or build, or `imageTagMutability: IMMUTABLE` at its"
                    + " repository",
                named));
  }

  /** What moves by its very name; a tag that is followed moves because somebody wants it to. */
  private static Stream<Offence> untagged(ResourceId owner, Entries container) {
    return container
        .get("image")
        .filter(
            image -> !(image instanceof Value.Template) && image.toString().matches(MOVING_NAME))
        .stream()
        .map(named ->
            new Offence(
                owner,
                named + " is whatever was pushed last; write a tag, or its digest (@sha256:…)",
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

  private static boolean isPinned(String image) {
    if (image.matches(".*@sha256:[0-9a-f]{64}")) {
      return true;
    }
    String last = image.substring(image.lastIndexOf('/') + 1);
    int colon = last.indexOf(':');
    return colon > 0 && last.substring(colon + 1).matches(IMMUTABLE_TAG);
  }

  private static Stream<Offence> secrets(ResourceId owner, Entries variables) {
    return variables.entries().entrySet().stream()
        .filter(ContainerRules::isSecret)
        .map(variable -> secret(owner, variable));
  }

  /** What names another resource is not written here, but what stands around it is. */
  private static boolean isSecret(Map.Entry<String, Value> variable) {
    String value = variable.getValue().toString();
    return variable.getValue() instanceof Value.Template
        ? PlainSecrets.isShapedSo(value)
        : PlainSecrets.is(variable.getKey(), value);
  }

  private static Offence secret(ResourceId owner, Map.Entry<String, Value> variable) {
    return new Offence(
        owner,
        "the variable "
            + variable.getKey()
            + " looks like a secret in plain text; put it into Secrets Manager or Parameter Store"
            + " and write its ARN under `secrets`",
        variable.getValue());
  }

  /** What a schedule says anew at each run. */
  private static Stream<Offence> overrides(Environment environment) {
    return Models.of("scheduledTask", environment)
        .flatMap(schedule ->
            Models.each(Models.inner(schedule.model(), "overrides"), "containerOverrides")
                .map(container -> variables(container.list("environment")))
                .flatMap(variables -> secrets(schedule.id(), variables)));
  }

  private static Entries variables(List<Value> pairs) {
    Map<String, Value> variables = new LinkedHashMap<>();
    for (Value pair : pairs) {
      if (pair instanceof Entries entries && entries.has("name")) {
        entries
            .get("value")
            .ifPresent(value -> variables.put(entries.text("name").orElse(""), value));
      }
    }
    return Value.entries(variables);
  }
}
