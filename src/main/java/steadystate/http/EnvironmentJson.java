package steadystate.http;

import java.time.Instant;
import java.util.Optional;
import steadystate.drift.Finding;
import steadystate.environment.Environment;
import steadystate.environment.Hours;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.HistoryJson;
import steadystate.reconcile.Look;
import steadystate.reconcile.lease.Standing;
import steadystate.resource.Health;
import steadystate.resource.Live;
import steadystate.yaml.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is known of an environment, in the words of the API. */
final class EnvironmentJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private EnvironmentJson() {}

  static ObjectNode document(String kind) {
    return NODES.objectNode().put("apiVersion", "steadystate/v1").put("kind", kind);
  }

  static ObjectNode summary(EnvironmentStatus status) {
    ObjectNode json = document("Environment").put("name", status.name());
    text(json, "mode", status.spec().map(spec -> spec.settings().mode().word()));
    text(json, "account", status.spec().map(spec -> spec.settings().account()));
    text(json, "region", status.spec().map(spec -> spec.settings().region()));
    HistoryJson.commit(json, status.commit());
    json.put("revision", status.revision());
    status
        .source()
        .ifPresentOrElse(
            why ->
                json.putObject("source").put("reason", why.reason()).put("message", why.message()),
            () -> json.putNull("source"));
    json.put("sync", status.badges().sync().word());
    json.put("health", status.badges().health().word());
    Condition ready = status.condition(Condition.Type.READY);
    json.put("ready", ready.status() == Condition.Truth.TRUE);
    json.put("reason", ready.reason());
    json.put("message", ready.message());
    json.set("hours", hours(status));
    json.put("generation", status.generation());
    json.put("observedGeneration", status.observedGeneration());
    json.put("orphan", status.orphan());
    json.put("driftedResources", status.drifted().size());
    json.put("resourceCount", status.look().map(look -> look.findings().size()).orElse(0));
    time(json, "observedAt", status.look().map(Look::at));
    time(json, "staleSince", status.staleSince());
    return json;
  }

  static ObjectNode whole(EnvironmentStatus status) {
    ObjectNode json = summary(status);
    time(json, "specSince", Optional.of(status.specSince()));
    time(json, "nextLook", status.next());
    json.set("lease", lease(status.standing()));
    ArrayNode conditions = json.putArray("conditions");
    status.conditions().forEach(condition -> conditions.add(condition(condition)));
    ArrayNode resources = json.putArray("resources");
    status
        .look()
        .ifPresent(
            look -> look.findings().forEach(finding -> resources.add(resource(look, finding))));
    ArrayNode problems = json.putArray("problems");
    status.problems().forEach(problem -> problems.add(problem(problem)));
    json.put("fingerprint", status.look().map(look -> look.plan().fingerprint()).orElse(""));
    ArrayNode requests = json.putArray("requests");
    status
        .requests()
        .forEach(request -> {
          ObjectNode one =
              requests
                  .addObject()
                  .put("id", request.id())
                  .put("verb", request.verb())
                  .put("by", request.by())
                  .put("acceptedAt", request.acceptedAt().toString());
          time(one, "handledAt", request.handledAt());
        });
    text(json, "lastHandledRequest", status.requests().stream().findFirst().map(r -> r.id()));
    status
        .lastWrite()
        .ifPresentOrElse(
            write -> json.set("lastWrite", HistoryJson.of(status.spec(), write)),
            () -> json.putNull("lastWrite"));
    return json;
  }

  /** When it sleeps; nothing for what never does. */
  private static JsonNode hours(EnvironmentStatus status) {
    Optional<Hours> known =
        status.spec().map(Environment::hours).filter(hours -> !hours.equals(Hours.ALWAYS));
    if (known.isEmpty()) {
      return NODES.nullNode();
    }
    ObjectNode json = NODES.objectNode().put("asleep", known.get().asleep());
    time(json, "until", known.get().until());
    text(json, "by", known.get().by());
    json.put("timezone", known.get().timezone().toString());
    return json.put("words", status.condition(Condition.Type.ASLEEP).message());
  }

  /** Who may write; a controller without a lease table is {@code Alone}. */
  private static ObjectNode lease(Standing standing) {
    ObjectNode json = NODES.objectNode();
    return switch (standing) {
      case Standing.Mine(long fence) when fence == 0 -> json.put("state", "Alone");
      case Standing.Mine(long fence) -> json.put("state", "Mine").put("fence", fence);
      case Standing.Theirs(String holder) -> json.put("state", "Theirs").put("holder", holder);
      case Standing.Nobody(String reason) -> json.put("state", "NoLease").put("message", reason);
    };
  }

  static ObjectNode condition(Condition condition) {
    return NODES
        .objectNode()
        .put("type", condition.type().word())
        .put("status", condition.status().word())
        .put("reason", condition.reason())
        .put("message", condition.message())
        .put("observedGeneration", condition.observedGeneration())
        .put("lastTransitionTime", condition.lastTransitionTime().toString());
  }

  private static ObjectNode resource(Look look, Finding finding) {
    ObjectNode json = NODES.objectNode().put("resource", finding.id().toString());
    Optional<Live> live = finding.live().or(() -> finding.superseded().stream().findFirst());
    text(json, "id", live.map(Live::arn));
    json.put("status", finding.status().word());
    json.put("health", live.map(one -> health(one.health())).orElse("Missing"));
    json.put("message", message(look, finding, live));
    time(json, "waitingSince", Optional.ofNullable(look.waiting().get(finding.id())));
    live.flatMap(one -> one.attributes().get("publicIp"))
        .ifPresent(address -> json.put("address", address));
    json.put("differences", finding.fields().size());
    return json;
  }

  /** What is to be known of a resource, in one sentence. */
  static String message(Look look, Finding finding, Optional<Live> live) {
    return look.waitsFor(finding.id())
        .or(() -> Optional.of(finding.message()).filter(text -> !text.isEmpty()))
        .or(() -> finding.failure().map(failure -> failure.message()))
        .or(() -> live.map(one -> words(one.health())))
        .orElse("");
  }

  static String health(Health health) {
    return switch (health) {
      case Health.Ready ready -> "Ready";
      case Health.Settling settling -> "Settling";
      case Health.Broken broken -> "Broken";
      case Health.Awaiting awaiting -> "Pending";
      case Health.Leaving leaving -> "Leaving";
    };
  }

  private static String words(Health health) {
    return health instanceof Health.Ready ? "" : health.reason();
  }

  static ObjectNode problem(Problem problem) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("code", problem.code())
            .put("source", problem.at().toString())
            .put("path", problem.path())
            .put("message", problem.message());
    text(json, "help", problem.help());
    return json;
  }

  /** What was not looked at yet still has a place in a list. */
  static ObjectNode unseen(EnvironmentStatus status) {
    ObjectNode json =
        document("DriftReport").put("environment", status.name()).put("inSync", false);
    text(json, "mode", status.spec().map(Environment::settings).map(s -> s.mode().word()));
    json.put("message", status.condition(Condition.Type.READY).message());
    json.putArray("resources");
    return json;
  }

  /** The id by itself, and who wrote what. */
  static void text(ObjectNode json, String name, Optional<String> text) {
    text.ifPresentOrElse(value -> json.put(name, value), () -> json.putNull(name));
  }

  static void time(ObjectNode json, String name, Optional<Instant> time) {
    text(json, name, time.map(Instant::toString));
  }
}
