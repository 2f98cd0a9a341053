package steadystate.aws.events;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import steadystate.drift.Finding;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.resource.Live;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of EventBridge: of ECS, of CloudTrail, of whatever a rule lets through. It is only a
 * hint to look, so it is enough that it mentions something that lives in an environment.
 *
 * @param mentions every text in it
 */
record AwsEvent(String account, String region, Set<String> mentions) {
  private static final int SHORTEST = 3;

  /** Empty for what is no event. */
  static Optional<AwsEvent> read(String body) {
    try {
      JsonNode event = JsonMapper.shared().readTree(body);
      String account = event.path("account").asString("");
      String region = event.path("region").asString("");
      if (!event.path("detail").isObject() || account.isEmpty() || region.isEmpty()) {
        return Optional.empty();
      }
      Set<String> mentions = new HashSet<>();
      collect(event.path("resources"), mentions);
      collect(event.path("detail"), mentions);
      return Optional.of(new AwsEvent(account, region, mentions));
    } catch (JacksonException | StackOverflowError malformed) {
      return Optional.empty();
    }
  }

  private static void collect(JsonNode node, Set<String> into) {
    if (node.isString()) {
      into.add(node.asString());
    }
    node.forEach(below -> collect(below, into));
  }

  /** Whether it may be about something that was seen to live in this environment. */
  boolean concerns(EnvironmentStatus environment) {
    boolean here =
        environment
            .spec()
            .map(spec -> spec.settings())
            .filter(s -> s.account().equals(account) && s.region().equals(region))
            .isPresent();
    return here
        && environment.look().stream()
            .flatMap(look -> look.findings().stream())
            .map(Finding::live)
            .flatMap(Optional::stream)
            .anyMatch(this::mentions);
  }

  /** CloudTrail often gives the name alone, which is how an ARN ends. */
  private boolean mentions(Live live) {
    String name = live.arn().replaceFirst(".*[:/]", "");
    return mentions.contains(live.arn()) || (name.length() >= SHORTEST && mentions.contains(name));
  }
}
