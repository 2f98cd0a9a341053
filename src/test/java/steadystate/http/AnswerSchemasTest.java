package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.json;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import steadystate.lab.Lab;
import steadystate.reconcile.TurnedByHand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What {@code /openapi.json} says of answers is held against answers. */
class AnswerSchemasTest {
  private static final String SPEC =
      Lab.HEAD
          + """
          services:
            api:
              image: repo/api:1.4.2
              desiredCount: 1
              environment: {LOG: info, DB_PASSWORD: secret}
          outputs: {url: "https://shop.example"}
          """
              .indent(2);

  private final Map<String, Integer> held = new HashMap<>();

  @Test
  void every_json_answer_of_the_api_has_a_schema_of_its_own() {
    try (House house = House.open()) {
      JsonNode document = json(house.get("/openapi.json"));

      assertThat(house.server.routes())
          .filteredOn(route -> route.produces().equals(List.of(Route.JSON)))
          .filteredOn(route -> !Kubernetes.isPath(route.path()))
          .filteredOn(route -> !route.path().equals("/openapi.json"))
          .allSatisfy(route ->
              assertThat(schema(document, route).toString())
                  .as(route.path())
                  .contains("#/components/schemas/"));
    }
  }

  @Test
  void no_two_forms_of_one_name_differ() {
    try (House house = House.open()) {
      Map<String, ObjectNode> known = new HashMap<>();
      house.server.routes().stream()
          .flatMap(route -> route.content().forms().stream())
          .flatMap(form -> form.all())
          .forEach(form -> {
            ObjectNode schema = form.schema();
            ObjectNode before = known.putIfAbsent(form.name(), schema);
            assertThat(before == null ? schema : before).as(form.name()).isEqualTo(schema);
          });
      assertThat(known).hasSizeGreaterThan(25);
    }
  }

  @Test
  void answers_are_as_described_and_hold_nothing_else() throws Exception {
    Lab lab = Lab.inMemory();
    TurnedByHand loop = new TurnedByHand(lab.engine(), lab.clock());
    ServerParts parts =
        new ServerParts(
            new Address("127.0.0.1", 0),
            Tokens.operator("ops", House.OPERATOR),
            "test",
            TreeMap::new,
            Optional.empty());
    try (Server server = Server.start(loop.controller(), parts)) {
      loop.write("dev.yaml", SPEC);
      hold(server);
      loop.run(Duration.ofMinutes(10));
      hold(server);
      loop.write("dev.yaml", SPEC.replace("LOG: info", "LOG: debug").replace("1.4.2", "1.5.0"));
      lab.sandbox().conditions().fail("ecs:UpdateService", steadystate.sandbox.Fault.DENIED);
      loop.run(Duration.ofMinutes(1));
      ask(server, "/api/v1/environments/dev/hold");
      hold(server);
      loop.write("dev.yaml", SPEC.replace("1.4.2", "[broken]")).run(Duration.ofMinutes(1));
      hold(server);
    }

    assertThat(held)
        .containsKeys(
            "/healthz",
            "/readyz",
            "/api/v1/environments",
            "/api/v1/environments/{env}",
            "/api/v1/environments/{env}/drift",
            "/api/v1/environments/{env}/plan",
            "/api/v1/environments/{env}/events",
            "/api/v1/environments/{env}/history",
            "/api/v1/environments/{env}/cost",
            "/api/v1/environments/{env}/outputs",
            "/api/v1/drift",
            "/api/v1/environments/{env}/hold");
  }

  /** Holds every answer that can be had by GET now. */
  private void hold(Server server) throws IOException, InterruptedException {
    JsonNode document = strict(answer(server, HandlerType.GET, "/openapi.json"));
    for (Route route : server.routes()) {
      boolean json = route.produces().equals(List.of(Route.JSON));
      if (json && route.method() == HandlerType.GET && !Kubernetes.isPath(route.path())) {
        String path = route.path().replace("{env}", "dev");
        Optional.of(answer(server, HandlerType.GET, path))
            .filter(answer -> !answer.has("status") || answer.path("kind").isString())
            .ifPresent(answer -> check(document, route, answer));
      }
    }
  }

  private void ask(Server server, String path) throws IOException, InterruptedException {
    JsonNode document = strict(answer(server, HandlerType.GET, "/openapi.json"));
    Route route =
        server.routes().stream()
            .filter(one -> one.path().replace("{env}", "dev").equals(path))
            .findFirst()
            .orElseThrow();
    check(document, route, answer(server, HandlerType.POST, path));
  }

  private void check(JsonNode document, Route route, JsonNode answer) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.setAll((ObjectNode) schema(document, route));
    whole.set("components", document.path("components"));
    Schema schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(whole);

    assertThat(schema.validate(answer.toString(), InputFormat.JSON)).as(route.path()).isEmpty();
    held.merge(route.path(), 1, Integer::sum);
  }

  private static JsonNode schema(JsonNode document, Route route) {
    return document
        .path("paths")
        .path(route.path())
        .path(route.method().name().toLowerCase(java.util.Locale.ROOT))
        .path("responses")
        .path(Integer.toString(route.success()))
        .path("content")
        .path(Route.JSON)
        .path("schema");
  }

  /** Callers must bear what is added later; this test must not. */
  private static JsonNode strict(JsonNode document) {
    document
        .at("/components/schemas")
        .forEach(schema -> ((ObjectNode) schema).put("additionalProperties", false));
    return document;
  }

  private static JsonNode answer(Server server, HandlerType method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .header("Authorization", "Bearer " + House.OPERATOR)
            .method(method.name(), HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      return JsonMapper.shared().readTree(client.send(request, BodyHandlers.ofString()).body());
    }
  }
}
