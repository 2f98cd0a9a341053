package steadystate.http.kubernetes;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import steadystate.drift.FieldChange;
import steadystate.drift.Finding;
import steadystate.reconcile.Condition;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.resource.Health;
import steadystate.resource.Live;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Environments and their resources as objects. No value of a field is in them. */
public final class Objects {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Objects() {}

  public static ObjectNode environment(EnvironmentStatus status) {
    ObjectNode json = object(Collection.ENVIRONMENTS);
    ObjectNode metadata = metadata(json, status.name(), "environment/" + status.name());
    metadata.put("generation", status.generation());
    ObjectNode spec = json.putObject("spec");
    status
        .spec()
        .ifPresent(one ->
            spec.put("mode", one.settings().mode().word())
                .put("account", one.settings().account())
                .put("region", one.settings().region()));
    ObjectNode out = json.putObject("status");
    out.put("observedGeneration", status.observedGeneration())
        .put("sync", status.badges().sync().word())
        .put("health", status.badges().health().word())
        .put("driftedResources", status.drifted().size())
        .put("resourceCount", status.look().map(look -> look.findings().size()).orElse(0))
        .put("revision", status.revision());
    status
        .commit()
        .ifPresent(commit ->
            out.putObject("commit")
                .put("id", commit.id())
                .put("author", commit.author())
                .put("subject", commit.subject()));
    status.look().ifPresent(look -> out.put("plan", look.plan().fingerprint()));
    time(out, "observedAt", status.look().map(look -> look.at()));
    time(out, "staleSince", status.staleSince());
    ArrayNode conditions = out.putArray("conditions");
    status.conditions().forEach(condition -> condition(conditions.addObject(), condition));
    return json;
  }

  private static void condition(ObjectNode json, Condition condition) {
    json.put("type", condition.type().word())
        .put("status", condition.status().word())
        .put("reason", condition.reason())
        .put("message", condition.message())
        .put("observedGeneration", condition.observedGeneration());
    time(json, "lastTransitionTime", Optional.of(condition.lastTransitionTime()));
  }

  /** {@code service/api} is called {@code service.api} here: a slash would end a name. */
  public static ObjectNode resource(EnvironmentStatus status, Finding finding) {
    ObjectNode json = object(Collection.RESOURCES);
    String name = finding.id().toString().replace('/', '.');
    metadata(json, name, "resource/" + status.name() + "/" + name).put("namespace", status.name());
    json.putObject("spec").put("kind", finding.id().kind()).put("key", finding.id().key());
    Optional<Live> live = finding.live().or(() -> finding.superseded().stream().findFirst());
    ObjectNode out = json.putObject("status");
    out.put("sync", finding.status().word())
        .put("health", live.map(one -> word(one.health())).orElse("Missing"))
        .put("message", message(finding, live));
    live.ifPresent(one -> out.put("arn", one.arn()));
    ArrayNode fields = out.putArray("differences");
    finding.fields().stream().map(FieldChange::path).forEach(path -> fields.add(path.toString()));
    return json;
  }

  public static ObjectNode namespace(String name) {
    ObjectNode json = object(Collection.NAMESPACES);
    metadata(json, name, "namespace/" + name);
    json.putObject("status").put("phase", "Active");
    return json;
  }

  static ObjectNode object(Collection collection) {
    return NODES
        .objectNode()
        .put("apiVersion", collection.apiVersion())
        .put("kind", collection.kind());
  }

  /** The same name always has the same uid. */
  static ObjectNode metadata(ObjectNode json, String name, String identity) {
    ObjectNode metadata = json.putObject("metadata").put("name", name);
    metadata.put("uid", uid(identity));
    return metadata.putNull("creationTimestamp");
  }

  static String uid(String identity) {
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }

  static void time(ObjectNode json, String name, Optional<Instant> at) {
    at.map(instant -> instant.truncatedTo(java.time.temporal.ChronoUnit.SECONDS).toString())
        .ifPresent(text -> json.put(name, text));
  }

  private static String message(Finding finding, Optional<Live> live) {
    return finding.message().isEmpty()
        ? finding.failure().map(one -> one.message()).or(() -> live.map(Objects::reason)).orElse("")
        : finding.message();
  }

  private static String word(Health health) {
    return switch (health) {
      case Health.Ready ready -> "Ready";
      case Health.Settling settling -> "Settling";
      case Health.Broken broken -> "Broken";
      case Health.Awaiting awaiting -> "Pending";
      case Health.Leaving leaving -> "Leaving";
    };
  }

  private static String reason(Live live) {
    return switch (live.health()) {
      case Health.Ready ready -> "";
      case Health.Settling(String why) -> why;
      case Health.Broken(String why) -> why;
      case Health.Awaiting(String why) -> why;
      case Health.Leaving(String why) -> why;
    };
  }
}
