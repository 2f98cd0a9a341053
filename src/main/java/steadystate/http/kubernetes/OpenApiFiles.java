package steadystate.http.kubernetes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The descriptions that kubectl reads before it explains or validates: version 3 as JSON, and for
 * clients up to 1.28 version 2, which they take as protobuf alone.
 */
public final class OpenApiFiles {
  /** What Kubernetes calls the type; clients ask with an at sign in it, which is no media type. */
  public static final String V2_TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  public static final String V3_PATH = "/openapi/v3/apis/steadystate/v1";

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private OpenApiFiles() {}

  /** {@code openapi.v2.Document}: swagger = 1, info = 2 (title = 1, version = 2), paths = 8. */
  public static byte[] v2(String version) {
    ByteArrayOutputStream info = new ByteArrayOutputStream();
    text(info, 1, "Steadystate");
    text(info, 2, version);
    ByteArrayOutputStream document = new ByteArrayOutputStream();
    text(document, 1, "2.0");
    bytes(document, 2, info.toByteArray());
    bytes(document, 8, new byte[0]);
    return document.toByteArray();
  }

  /** The same for clients that take JSON. */
  public static ObjectNode v2Json(String version) {
    ObjectNode json = NODES.objectNode().put("swagger", "2.0");
    json.putObject("info").put("title", "Steadystate").put("version", version);
    json.putObject("paths");
    return json;
  }

  private static void text(ByteArrayOutputStream out, int field, String text) {
    bytes(out, field, text.getBytes(StandardCharsets.UTF_8));
  }

  /** A field of wire type 2: its number, its length, its bytes. */
  private static void bytes(ByteArrayOutputStream out, int field, byte[] bytes) {
    out.write(field << 3 | 2);
    int left = bytes.length;
    while (left > 0x7f) {
      out.write((left & 0x7f) | 0x80);
      left >>>= 7;
    }
    out.write(left);
    out.writeBytes(bytes);
  }

  /** {@code /openapi/v3}. */
  public static ObjectNode index() {
    ObjectNode json = NODES.objectNode();
    json.putObject("paths")
        .putObject("apis/steadystate/v1")
        .put("serverRelativeURL", V3_PATH + "?hash=1");
    return json;
  }

  /** The group's own: for {@code kubectl explain environments}. */
  public static ObjectNode v3(String version) {
    ObjectNode json = NODES.objectNode().put("openapi", "3.0.0");
    json.putObject("info").put("title", "Steadystate").put("version", version);
    ObjectNode paths = json.putObject("paths");
    ObjectNode schemas = json.putObject("components").putObject("schemas");
    path(paths, "/apis/steadystate/v1/environments/{name}", Collection.ENVIRONMENTS);
    path(
        paths,
        "/apis/steadystate/v1/namespaces/{namespace}/resources/{name}",
        Collection.RESOURCES);
    Map<String, String> environment = new TreeMap<>();
    environment.put(
        "spec", "What is wished: mode, account and region. It is written in Git alone.");
    environment.put("status", "What was found: sync, health, conditions, commit.");
    schema(
        schemas, Collection.ENVIRONMENTS, "An environment that is kept true to Git.", environment);
    Map<String, String> resource = new TreeMap<>();
    resource.put("spec", "Its kind and its key.");
    resource.put("status", "How it stands against the spec, and how it is doing.");
    schema(schemas, Collection.RESOURCES, "One AWS resource of an environment.", resource);
    return json;
  }

  private static void path(ObjectNode paths, String path, Collection collection) {
    ObjectNode get = paths.putObject(path).putObject("get");
    get.put("operationId", "read" + collection.kind());
    get.put("x-kubernetes-action", "get");
    get.set("x-kubernetes-group-version-kind", kind(collection));
    get.putObject("responses").putObject("200").put("description", "OK");
  }

  private static void schema(
      ObjectNode schemas, Collection collection, String words, Map<String, String> members) {
    ObjectNode schema = schemas.putObject("steadystate.v1." + collection.kind());
    schema.put("type", "object").put("description", words);
    ObjectNode properties = schema.putObject("properties");
    for (String name : new String[] {"apiVersion", "kind"}) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("metadata").put("type", "object");
    members.forEach((name, description) ->
        properties.putObject(name).put("type", "object").put("description", description));
    schema.putArray("x-kubernetes-group-version-kind").add(kind(collection));
  }

  private static ObjectNode kind(Collection collection) {
    return NODES
        .objectNode()
        .put("group", Collection.GROUP)
        .put("version", "v1")
        .put("kind", collection.kind());
  }
}
