package steadystate.http.kubernetes;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Objects as the table that {@code kubectl get} prints. */
public final class Tables {
  private static final String META = "meta.k8s.io/v1";

  private Tables() {}

  /**
   * A column.
   *
   * @param path of the value, as a JSON pointer; a condition's status is {@code ?Ready}
   * @param wide whether only {@code -o wide} shows it
   */
  private record Column(String name, String type, String path, boolean wide) {
    static Column of(String name, String path) {
      return new Column(name, "string", path, false);
    }

    static Column wide(String name, String path) {
      return new Column(name, "string", path, true);
    }
  }

  private static List<Column> columns(Collection collection) {
    return switch (collection) {
      case ENVIRONMENTS ->
          List.of(
              Column.of("Name", "/metadata/name"),
              Column.of("Mode", "/spec/mode"),
              Column.of("Sync", "/status/sync"),
              Column.of("Health", "/status/health"),
              Column.of("Ready", "?status"),
              Column.of("Reason", "?reason"),
              Column.of("Looked", "ago/status/observedAt"),
              Column.wide("Commit", "short/status/commit/id"),
              Column.wide("Message", "?message"));
      case RESOURCES ->
          List.of(
              Column.of("Name", "/metadata/name"),
              Column.of("Sync", "/status/sync"),
              Column.of("Health", "/status/health"),
              Column.of("Message", "/status/message"),
              Column.wide("Arn", "/status/arn"));
      case NAMESPACES ->
          List.of(Column.of("Name", "/metadata/name"), Column.of("Status", "/status/phase"));
      case EVENTS -> events("/lastTimestamp", "/involvedObject/name", "/message", "/count");
      case NEW_EVENTS ->
          events("/deprecatedLastTimestamp", "/regarding/name", "/note", "/deprecatedCount");
    };
  }

  private static List<Column> events(String last, String name, String message, String count) {
    return List.of(
        Column.of("Last Seen", "ago" + last),
        Column.of("Type", "/type"),
        Column.of("Reason", "/reason"),
        Column.of("Object", "environment" + name),
        Column.of("Message", message),
        Column.wide("Count", count),
        Column.wide("Name", "/metadata/name"));
  }

  /**
   * @param includeObject {@code Metadata}, {@code Object} or {@code None}
   */
  public static ObjectNode of(
      Collection collection,
      List<ObjectNode> objects,
      String resourceVersion,
      String includeObject,
      Instant now) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", META);
    table.putObject("metadata").put("resourceVersion", resourceVersion);
    ArrayNode heads = table.putArray("columnDefinitions");
    List<Column> columns = columns(collection);
    for (Column column : columns) {
      heads
          .addObject()
          .put("name", column.name())
          .put("type", column.type())
          .put("format", column.name().equals("Name") ? "name" : "")
          .put("description", column.name())
          .put("priority", column.wide() ? 1 : 0);
    }
    ArrayNode rows = table.putArray("rows");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      columns.forEach(column -> cells.add(cell(object, column.path(), now)));
      switch (includeObject) {
        case "None" -> {}
        case "Object" -> row.set("object", object);
        default -> row.set("object", metadata(object));
      }
    }
    return table;
  }

  private static ObjectNode metadata(ObjectNode object) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", "PartialObjectMetadata").put("apiVersion", META);
    json.set("metadata", object.path("metadata"));
    return json;
  }

  private static String cell(ObjectNode object, String path, Instant now) {
    if (path.startsWith("?")) {
      return ready(object).path(path.substring(1)).asString("");
    }
    String pointer = path.substring(path.indexOf('/'));
    String value = object.at(pointer).isMissingNode() ? "" : object.at(pointer).asString("");
    if (path.startsWith("ago")) {
      return ago(value, now);
    }
    if (path.startsWith("short")) {
      return value.substring(0, Math.min(7, value.length()));
    }
    return path.startsWith("/") ? value : path.substring(0, path.indexOf('/')) + "/" + value;
  }

  private static JsonNode ready(ObjectNode object) {
    for (JsonNode condition : object.at("/status/conditions")) {
      if (condition.path("type").asString("").equals("Ready")) {
        return condition;
      }
    }
    return JsonNodeFactory.instance.objectNode();
  }

  /** As kubectl writes ages: {@code 42s}, {@code 7m}, {@code 3h}, {@code 5d}. */
  private static String ago(String at, Instant now) {
    try {
      long seconds = Math.max(0, Duration.between(Instant.parse(at), now).toSeconds());
      if (seconds < 120) {
        return seconds + "s";
      }
      if (seconds < 2 * 3_600) {
        return seconds / 60 + "m";
      }
      return seconds < 48 * 3_600 ? seconds / 3_600 + "h" : seconds / 86_400 + "d";
    } catch (DateTimeParseException never) {
      return "<unknown>";
    }
  }
}
