package steadystate.http;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import steadystate.http.kubernetes.Collection;
import steadystate.http.kubernetes.EventObjects;
import steadystate.http.kubernetes.Objects;
import steadystate.http.kubernetes.Selector;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one request may see of a collection, at this moment and again a moment later.
 *
 * @param sees which environments the caller may see
 */
record KubernetesList(
    Controller controller,
    Collection collection,
    Optional<String> namespace,
    Selector selector,
    Predicate<String> sees) {

  static KubernetesList of(Controller controller, Collection collection, Context context) {
    Optional<String> namespace = Optional.ofNullable(context.pathParamMap().get("namespace"));
    String selector = Optional.ofNullable(context.queryParam("fieldSelector")).orElse("");
    return new KubernetesList(
        controller, collection, namespace, Selector.of(selector), Guard.sees(context));
  }

  List<ObjectNode> objects() {
    String version = version();
    return all().filter(selector::accepts).map(object -> versioned(object, version)).toList();
  }

  /** Rises with everything that happens; another process begins anew, and clients list again. */
  String version() {
    return Long.toString(controller.feed().last() + 1);
  }

  Optional<ObjectNode> one(String name) {
    return objects().stream()
        .filter(object -> object.at("/metadata/name").asString("").equals(name))
        .findFirst();
  }

  static ObjectNode versioned(ObjectNode object, String version) {
    ((ObjectNode) object.path("metadata")).put("resourceVersion", version);
    return object;
  }

  private Stream<ObjectNode> all() {
    Stream<EnvironmentStatus> environments =
        controller.environments().stream().filter(status -> sees.test(status.name()));
    return switch (collection) {
      case ENVIRONMENTS -> environments.map(Objects::environment);
      case RESOURCES ->
          environments
              .filter(status -> namespace.map(status.name()::equals).orElse(true))
              .flatMap(KubernetesList::resources);
      case NAMESPACES ->
          Stream.concat(Stream.of("default"), environments.map(EnvironmentStatus::name))
              .distinct()
              .map(Objects::namespace);
      case EVENTS -> events(environments).map(EventObjects::core);
      case NEW_EVENTS -> events(environments).map(EventObjects::modern);
    };
  }

  private static Stream<ObjectNode> resources(EnvironmentStatus status) {
    List<ObjectNode> objects = new ArrayList<>();
    status
        .look()
        .ifPresent(look ->
            look.findings().forEach(finding -> objects.add(Objects.resource(status, finding))));
    return objects.stream();
  }

  private Stream<steadystate.reconcile.Event> events(Stream<EnvironmentStatus> environments) {
    return namespace.map("default"::equals).orElse(true)
        ? environments.flatMap(status -> controller.events(status.name()).stream())
        : Stream.empty();
  }
}
