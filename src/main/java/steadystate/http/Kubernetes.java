package steadystate.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import steadystate.http.Route.Access;
import steadystate.http.kubernetes.Collection;
import steadystate.http.kubernetes.Discovery;
import steadystate.http.kubernetes.OpenApiFiles;
import steadystate.http.kubernetes.StatusObject;
import steadystate.reconcile.Controller;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What kubectl asks for, answered from what the controller knows. Git alone is written. */
final class Kubernetes {
  private static final String GROUP = "/apis/steadystate/v1";
  private static final String NAMESPACED = "/namespaces/{namespace}";

  private final Controller controller;
  private final String version;
  private final KubernetesWatch watch;

  Kubernetes(Controller controller, String version, KubernetesWatch watch) {
    this.controller = controller;
    this.version = version;
    this.watch = watch;
  }

  /** Whether errors of this path are told as Kubernetes tells them. */
  static boolean isPath(String path) {
    return path.equals("/api")
        || path.equals("/api/v1")
        || path.equals("/apis")
        || path.equals("/version")
        || path.startsWith("/apis/")
        || path.startsWith("/openapi/")
        || path.startsWith("/api/v1/namespaces")
        || path.equals("/api/v1/events");
  }

  static void fail(Context context, Trouble trouble) {
    context.status(trouble.status());
    Reading.answer(context, StatusObject.failure(trouble.status(), trouble.detail()));
  }

  List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    fixed(routes, "/version", "The version of the API", () -> Discovery.version(version));
    fixed(routes, "/api", "Versions of the core group", Discovery::versions);
    fixed(routes, "/api/v1", "The core group", () -> Discovery.resources("v1"));
    fixed(routes, "/apis", "The other groups", Discovery::groups);
    for (String group : List.of(Collection.GROUP, Collection.EVENTS_GROUP)) {
      fixed(routes, "/apis/" + group, "A group", () -> Discovery.group(group));
      String path = "/apis/" + group + "/v1";
      fixed(routes, path, "A group's version", () -> Discovery.resources(group + "/v1"));
    }
    fixed(routes, "/openapi/v3", "Descriptions there are", OpenApiFiles::index);
    fixed(routes, OpenApiFiles.V3_PATH, "A description", () -> OpenApiFiles.v3(version));
    routes.add(Route.read("/openapi/v2", "A description", OpenApiFiles.V2_TYPE, this::openApi));
    collection(routes, Collection.ENVIRONMENTS, GROUP + "/environments");
    collection(routes, Collection.NAMESPACES, "/api/v1/namespaces");
    for (String place : List.of("", NAMESPACED)) {
      collection(routes, Collection.RESOURCES, GROUP + place + "/resources");
      collection(routes, Collection.EVENTS, "/api/v1" + place + "/events");
      String modern = "/apis/" + Collection.EVENTS_GROUP + "/v1" + place + "/events";
      collection(routes, Collection.NEW_EVENTS, modern);
    }
    return List.copyOf(routes);
  }

  private static void fixed(
      List<Route> routes, String path, String summary, Supplier<ObjectNode> answer) {
    routes.add(
        Route.read(path, summary, Route.JSON, context -> Reading.answer(context, answer.get())));
  }

  /** A namespaced collection over all namespaces has no single objects. */
  private void collection(List<Route> routes, Collection collection, String path) {
    String what = collection.plural();
    routes.add(
        Route.read(
            path, "List or watch " + what, Route.JSON, context -> list(collection, context)));
    refusals(routes, path, HandlerType.POST, HandlerType.DELETE);
    if (!collection.namespaced() || path.contains(NAMESPACED)) {
      String one = path + "/{name}";
      routes.add(
          Route.read(one, "One of " + what, Route.JSON, context -> one(collection, context)));
      refusals(routes, one, HandlerType.PUT, HandlerType.PATCH, HandlerType.DELETE);
    }
  }

  private static void refusals(List<Route> routes, String path, HandlerType... methods) {
    Handler refused =
        context -> {
          throw new Trouble(405, "owned-by-git", "this is owned by Git: commit instead");
        };
    for (HandlerType method : methods) {
      routes.add(
          new Route(
              method,
              path,
              Access.READ,
              "Is refused: Git alone is written",
              405,
              List.of(Route.JSON),
              Content.OBJECT,
              List.of(),
              refused));
    }
  }

  private void openApi(Context context) {
    String accepted = Optional.ofNullable(context.header("Accept")).orElse("");
    if (accepted.contains("protobuf") || !accepted.contains("json")) {
      context.contentType(OpenApiFiles.V2_TYPE).result(OpenApiFiles.v2(version));
    } else {
      Reading.answer(context, OpenApiFiles.v2Json(version));
    }
  }

  private void list(Collection collection, Context context) throws IOException {
    KubernetesList list = KubernetesList.of(controller, collection, context);
    KubernetesView view = KubernetesView.of(collection, context);
    if (isOn(context, "watch")) {
      watch.open(context, list, view);
      return;
    }
    String at = list.version();
    List<ObjectNode> objects = list.objects();
    if (view.asTable()) {
      Reading.answer(context, view.table(objects, at));
      return;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", collection.kind() + "List");
    json.put("apiVersion", collection.apiVersion());
    json.putObject("metadata").put("resourceVersion", at);
    ArrayNode items = json.putArray("items");
    objects.forEach(items::add);
    Reading.answer(context, json);
  }

  static boolean isOn(Context context, String parameter) {
    String value = Optional.ofNullable(context.queryParam(parameter)).orElse("");
    return value.equals("true") || value.equals("1");
  }

  private void one(Collection collection, Context context) {
    String name = context.pathParam("name");
    KubernetesList list = KubernetesList.of(controller, collection, context);
    KubernetesView view = KubernetesView.of(collection, context);
    String at = list.version();
    ObjectNode object =
        list.one(name)
            .orElseThrow(() ->
                new Trouble(
                    404,
                    "not-found",
                    collection.plural() + " \"" + Shorten.text(name) + "\" not found"));
    JsonNode json = view.asTable() ? view.table(List.of(object), at) : object;
    Reading.answer(context, json);
  }
}
