package steadystate.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.http.Route.Access;
import steadystate.report.Form;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** OpenAPI 3.1, made from the table that the server is made from, so that it cannot lie. */
final class OpenApi {
  private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");

  private final String version;
  private ObjectNode document = JsonNodeFactory.instance.objectNode();

  OpenApi(String version) {
    this.version = version;
  }

  void send(Context context) {
    Reading.answer(context, document);
  }

  void describe(List<Route> routes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("openapi", "3.1.0");
    json.putObject("info")
        .put("title", "Steadystate")
        .put("version", version)
        .put("description", "What the controller knows and does.")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    json.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = json.putObject("paths");
    for (Route route : routes) {
      paths
          .withObjectProperty(route.path())
          .set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    ObjectNode components = json.putObject("components");
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("bearer").put("type", "http").put("scheme", "bearer");
    schemes.putObject("basic").put("type", "http").put("scheme", "basic");
    schemes
        .putObject("signature")
        .put("type", "apiKey")
        .put("in", "header")
        .put("name", "X-Hub-Signature-256");
    ObjectNode schemas = components.putObject("schemas");
    schemas.set("Problem", problem());
    routes.stream()
        .flatMap(route -> route.content().forms().stream())
        .flatMap(Form::all)
        .forEach(form -> schemas.set(form.name(), form.schema()));
    document = json;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("operationId", route.operationId())
            .put("summary", route.summary());
    parameters(json, route.path());
    if (!route.body().isEmpty()) {
      body(json, route);
    }
    ObjectNode responses = json.putObject("responses");
    ObjectNode good = responses.putObject(Integer.toString(route.success()));
    good.put("description", HttpStatus.forStatus(route.success()).getMessage());
    ObjectNode content = good.putObject("content");
    for (String type : route.produces()) {
      ObjectNode media = content.putObject(type);
      if (type.equals(Route.JSON)) {
        media.set("schema", route.content().schema());
      } else {
        media.putObject("schema").put("type", "string");
      }
    }
    ObjectNode bad = responses.putObject("default");
    bad.put("description", "Problem details, RFC 9457");
    bad.putObject("content")
        .putObject(ProblemDetails.TYPE)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
    security(json.putArray("security"), route.access());
    return json;
  }

  private static void parameters(ObjectNode json, String path) {
    Matcher names = PARAMETER.matcher(path);
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    while (names.find()) {
      array
          .addObject()
          .put("name", names.group(1))
          .put("in", "path")
          .put("required", true)
          .putObject("schema")
          .put("type", "string");
    }
    if (!array.isEmpty()) {
      json.set("parameters", array);
    }
  }

  private static void body(ObjectNode json, Route route) {
    boolean required = route.body().stream().anyMatch(Route.Field::required);
    ObjectNode body = json.putObject("requestBody").put("required", required);
    ObjectNode schema =
        body.putObject("content").putObject(Route.JSON).putObject("schema").put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode needed = JsonNodeFactory.instance.arrayNode();
    for (Route.Field field : route.body()) {
      properties
          .putObject(field.name())
          .put("type", "string")
          .put("description", field.description());
      if (field.required()) {
        needed.add(field.name());
      }
    }
    if (required) {
      schema.set("required", needed);
    }
  }

  /** An empty choice says that a token may be left out: on loopback, for reading. */
  private static void security(ArrayNode array, Access access) {
    if (access == Access.OPEN) {
      return;
    }
    if (access == Access.SIGNED) {
      array.addObject().putArray("signature");
      return;
    }
    array.addObject().putArray("bearer");
    array.addObject().putArray("basic");
    if (access == Access.READ) {
      array.addObject();
    }
  }

  private static ObjectNode problem() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = json.putObject("properties");
    for (String name : List.of("type", "title", "detail", "instance", "code")) {
      properties.putObject(name).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
    return json;
  }
}
