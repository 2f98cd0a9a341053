package steadystate.http;

import io.javalin.http.Context;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.http.kubernetes.Collection;
import steadystate.http.kubernetes.Tables;
import tools.jackson.databind.node.ObjectNode;

/**
 * The form in which a request wants objects.
 *
 * @param asTable whether it takes a table rather than objects
 * @param includeObject what of the object stands in each row
 */
record KubernetesView(Collection collection, boolean asTable, String includeObject) {

  static KubernetesView of(Collection collection, Context context) {
    String accepted = Optional.ofNullable(context.header("Accept")).orElse("");
    return new KubernetesView(
        collection,
        accepted.contains("as=Table"),
        Optional.ofNullable(context.queryParam("includeObject")).orElse("Metadata"));
  }

  ObjectNode table(List<ObjectNode> objects, String version) {
    return Tables.of(collection, objects, version, includeObject, Instant.now());
  }

  /** As it stands in a line of a watch. */
  ObjectNode one(ObjectNode object) {
    String version = object.at("/metadata/resourceVersion").asString("");
    return asTable ? table(List.of(object), version) : object;
  }
}
