package steadystate.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import steadystate.environment.Environment;
import steadystate.report.Json;
import steadystate.report.PlanReport;
import steadystate.resource.References;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Plans kept in a file, bound to the specs and the live state they were made from. */
final class SavedPlans {
  private static final String DIGEST = "specDigest";
  private static final String FINGERPRINT = "fingerprint";

  private final Map<String, ObjectNode> plans = new LinkedHashMap<>();

  /** The digest of what an environment wishes; the same for the same content. */
  static String digest(Environment environment) {
    return References.hash(environment.effective());
  }

  void add(Environment environment, PlanReport report) {
    plans.put(environment.name(), report.json().put(DIGEST, digest(environment)));
  }

  void write(Path file) throws IOException {
    PrivateFile.write(
        file, Json.text(plans.size() == 1 ? plans.values().iterator().next() : list()));
  }

  private ObjectNode list() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("apiVersion", "steadystate/v1").put("kind", "List");
    ArrayNode items = list.putArray("items");
    plans.values().forEach(items::add);
    return list;
  }

  /**
   * What a saved plan is bound to.
   *
   * @param digest of the specs
   * @param fingerprint of specs and live state
   */
  record Bound(String digest, String fingerprint) {}

  /**
   * Reads a file that {@code plan --out} wrote: what each environment's plan is bound to.
   *
   * @throws IOException when it cannot be read or is something else
   */
  static Map<String, Bound> read(Path file) throws IOException {
    Map<String, Bound> bound = new LinkedHashMap<>();
    try {
      JsonNode content =
          JsonMapper.shared().readTree(Files.readString(file, StandardCharsets.UTF_8));
      if (content.path("kind").asString("").equals("List")) {
        content.path("items").forEach(plan -> add(plan, bound));
      } else {
        add(content, bound);
      }
    } catch (JacksonException broken) {
      throw new IOException(file + " is no JSON", broken);
    }
    if (bound.isEmpty()) {
      throw new IOException(file + " holds no plan");
    }
    return bound;
  }

  private static void add(JsonNode plan, Map<String, Bound> bound) {
    String name = plan.path("environment").asString("");
    String digest = plan.path(DIGEST).asString("");
    String fingerprint = plan.path(FINGERPRINT).asString("");
    if (!name.isEmpty() && !digest.isEmpty() && !fingerprint.isEmpty()) {
      bound.put(name, new Bound(digest, fingerprint));
    }
  }
}
