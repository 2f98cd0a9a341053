package steadystate.http.kubernetes;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client asks first: which groups, versions and resources there are. */
public final class Discovery {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> READ = List.of("get", "list", "watch");

  private Discovery() {}

  /**
   * {@code /version}: the Kubernetes whose API this follows, which clients compare with their own.
   */
  public static ObjectNode version(String version) {
    return NODES
        .objectNode()
        .put("major", "1")
        .put("minor", "33")
        .put("gitVersion", "v1.33.0-steadystate." + version.replaceAll("[^0-9A-Za-z.-]", ""))
        .put("platform", "java");
  }

  /** {@code /api}. */
  public static ObjectNode versions() {
    ObjectNode json = NODES.objectNode().put("kind", "APIVersions");
    json.putArray("versions").add("v1");
    json.putArray("serverAddressByClientCIDRs");
    return json;
  }

  /** {@code /apis}. */
  public static ObjectNode groups() {
    ObjectNode json = NODES.objectNode().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = json.putArray("groups");
    List.of(Collection.GROUP, Collection.EVENTS_GROUP).forEach(name -> groups.add(group(name)));
    return json;
  }

  /** {@code /apis/steadystate}. */
  public static ObjectNode group(String name) {
    ObjectNode json =
        NODES.objectNode().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ObjectNode version = NODES.objectNode().put("groupVersion", name + "/v1").put("version", "v1");
    json.putArray("versions").add(version);
    json.set("preferredVersion", version.deepCopy());
    return json;
  }

  /** The resources of a group and version. */
  public static ObjectNode resources(String groupVersion) {
    ObjectNode json =
        NODES
            .objectNode()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", groupVersion);
    ArrayNode resources = json.putArray("resources");
    for (Collection collection : Collection.values()) {
      if (collection.apiVersion().equals(groupVersion)) {
        resource(resources.addObject(), collection);
      }
    }
    return json;
  }

  private static void resource(ObjectNode json, Collection collection) {
    json.put("name", collection.plural())
        .put("singularName", collection.singular())
        .put("namespaced", collection.namespaced())
        .put("kind", collection.kind());
    ArrayNode verbs = json.putArray("verbs");
    READ.forEach(verbs::add);
    ArrayNode names = json.putArray("shortNames");
    collection.shortNames().forEach(names::add);
    if (collection.apiVersion().equals(Collection.GROUP + "/v1")) {
      json.putArray("categories").add("all");
    }
  }
}
