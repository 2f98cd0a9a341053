package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;
import static steadystate.http.House.json;
import static steadystate.reconcile.ControllerWorld.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The requests that kubectl makes, with the headers that it sends. */
class KubernetesTest {
  private static final String TABLE =
      "application/json;as=Table;v=v1;g=meta.k8s.io,"
          + "application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";
  private static final String DISCOVERY =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
          + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,"
          + "application/json";
  private static final String ENVIRONMENTS = "/apis/steadystate/v1/environments";

  private final House house = House.open();

  @AfterEach
  void close() {
    house.close();
  }

  private JsonNode get(String path, String accept) {
    HttpResponse<String> answer = house.get(path, "Accept", accept);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .isEqualTo("application/json");
    return json(answer);
  }

  private static List<String> texts(JsonNode array, String pointer) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.at(pointer).asString("")));
    return texts;
  }

  @Test
  void a_client_finds_out_what_there_is() {
    assertThat(get("/api", DISCOVERY).at("/versions/0").asString()).isEqualTo("v1");
    assertThat(texts(get("/apis", DISCOVERY).path("groups"), "/name"))
        .containsExactly("steadystate", "events.k8s.io");
    JsonNode group = get("/apis/steadystate/v1", "application/json");
    assertThat(group.path("groupVersion").asString()).isEqualTo("steadystate/v1");
    assertThat(texts(group.path("resources"), "/name"))
        .containsExactly("environments", "resources");
    assertThat(group.at("/resources/0/shortNames/0").asString()).isEqualTo("env");
    assertThat(texts(get("/api/v1", "application/json").path("resources"), "/name"))
        .containsExactly("namespaces", "events");
    assertThat(get("/version", "application/json").path("gitVersion").asString()).startsWith("v1.");
  }

  @Test
  void environments_come_as_a_table_for_those_who_take_one() {
    JsonNode table = get(ENVIRONMENTS + "?limit=500", TABLE);

    assertThat(table.path("kind").asString()).isEqualTo("Table");
    assertThat(texts(table.path("columnDefinitions"), "/name"))
        .startsWith("Name", "Mode", "Sync", "Health", "Ready", "Reason");
    assertThat(table.at("/rows/0/cells/0").asString()).isEqualTo("dev");
    assertThat(table.at("/rows/0/cells/2").asString()).isEqualTo("InSync");
    assertThat(table.at("/rows/0/cells/4").asString()).isEqualTo("True");
    assertThat(table.at("/rows/0/object/kind").asString()).isEqualTo("PartialObjectMetadata");
    assertThat(table.at("/rows/0/object/metadata/uid").asString()).isNotEmpty();
  }

  @Test
  void environments_come_as_objects_that_can_be_waited_for() {
    JsonNode list = get(ENVIRONMENTS + "?fieldSelector=metadata.name%3Ddev", "application/json");
    JsonNode one = get(ENVIRONMENTS + "/dev", "application/json");

    assertThat(list.path("kind").asString()).isEqualTo("EnvironmentList");
    assertThat(list.path("items")).hasSize(1);
    assertThat(list.at("/metadata/resourceVersion").asString()).matches("[1-9]\\d*");
    assertThat(one).isEqualTo(list.at("/items/0"));
    assertThat(one.at("/status/conditions/0/type").asString()).isEqualTo("Ready");
    assertThat(one.at("/status/conditions/0/status").asString()).isEqualTo("True");
    assertThat(one.at("/status/conditions/0/observedGeneration").asLong())
        .isEqualTo(one.at("/metadata/generation").asLong());
  }

  @Test
  void resources_stand_in_the_namespace_of_their_environment() {
    String path = "/apis/steadystate/v1/namespaces/dev/resources";

    assertThat(texts(get(path, "application/json").path("items"), "/metadata/name"))
        .containsExactly("service.api");
    assertThat(get(path + "/service.api", "application/json").at("/status/sync").asString())
        .isEqualTo("InSync");
    assertThat(get("/apis/steadystate/v1/resources", TABLE).path("rows")).hasSize(2);
    assertThat(texts(get("/api/v1/namespaces", TABLE).path("rows"), "/cells/0"))
        .containsExactly("default", "dev", "prod");
  }

  @Test
  void events_are_found_by_what_they_are_about() {
    house.world.engine.byHand("dev", 5);
    house.world.controller.changedByHand("dev", "count");
    house.world.turn();
    String selector =
        "involvedObject.name%3Ddev%2CinvolvedObject.namespace%3D%2C"
            + "involvedObject.kind%3DEnvironment";

    JsonNode about = get("/api/v1/events?limit=500&fieldSelector=" + selector, "application/json");
    JsonNode modern = get("/apis/events.k8s.io/v1/namespaces/default/events", "application/json");

    assertThat(texts(about.path("items"), "/reason")).contains("ChangedByHand", "DriftFound");
    assertThat(texts(about.path("items"), "/involvedObject/name")).containsOnly("dev");
    assertThat(texts(modern.path("items"), "/regarding/name")).contains("dev", "prod");
    assertThat(get("/api/v1/namespaces/other/events", TABLE).path("rows")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST " + ENVIRONMENTS,
        "DELETE " + ENVIRONMENTS + "/dev",
        "PUT " + ENVIRONMENTS + "/dev",
        "PATCH " + ENVIRONMENTS + "/dev",
        "DELETE /apis/steadystate/v1/namespaces/dev/resources/service.api"
      })
  void whoever_writes_is_sent_to_git(String request) {
    String[] parts = request.split(" ", -1);

    HttpResponse<String> answer = house.send(parts[0], parts[1]);

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(json(answer).path("kind").asString()).isEqualTo("Status");
    assertThat(json(answer).path("reason").asString()).isEqualTo("MethodNotAllowed");
    assertThat(json(answer).path("message").asString()).contains("owned by Git: commit instead");
  }

  @Test
  void errors_are_told_as_kubernetes_tells_them() {
    JsonNode missing = json(house.get(ENVIRONMENTS + "/nobody"));
    assertThat(missing.path("reason").asString()).isEqualTo("NotFound");
    assertThat(missing.path("message").asString()).isEqualTo("environments \"nobody\" not found");
    assertThat(json(house.get("/apis/apps/v1/deployments")).path("kind").asString())
        .isEqualTo("Status");
    try (House guarded = House.guarded()) {
      HttpResponse<String> stranger = guarded.get(ENVIRONMENTS);
      assertThat(stranger.statusCode()).isEqualTo(401);
      assertThat(json(stranger).path("reason").asString()).isEqualTo("Unauthorized");
      assertThat(guarded.get(ENVIRONMENTS, bearer(House.VIEWER)).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void older_clients_get_their_description_as_protobuf() {
    HttpResponse<String> answer =
        house.get(
            "/openapi/v2", "Accept", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf");

    assertThat(answer.headers().firstValue("Content-Type"))
        .contains("application/com.github.proto-openapi.spec.v2.v1.0+protobuf");
    assertThat(answer.body())
        .startsWith("\n\u00032.0\u0012\u0013\n\u000bSteadystate\u0012\u0004test");
    assertThat(get("/openapi/v3", "application/json").path("paths").propertyNames())
        .containsExactly("apis/steadystate/v1");
  }

  @Test
  void a_watch_tells_what_changes_from_the_list_on() throws IOException, InterruptedException {
    String from = get(ENVIRONMENTS, "application/json").at("/metadata/resourceVersion").asString();
    house.world.write(environment("dev"));

    try (Lines lines = watch(ENVIRONMENTS + "?watch=true&resourceVersion=" + from)) {
      assertThat(lines.until("prod", "Ready", "False")).isEqualTo("MODIFIED");
      house.world.breakFile("dev");
      assertThat(lines.until("dev", "Ready", "False")).isEqualTo("MODIFIED");
    }
  }

  @Test
  void a_watch_from_the_beginning_tells_all_and_says_so() throws IOException, InterruptedException {
    String path =
        ENVIRONMENTS
            + "?watch=true&sendInitialEvents=true&allowWatchBookmarks=true"
            + "&resourceVersionMatch=NotOlderThan&timeoutSeconds=1";

    List<JsonNode> all = all(path);

    assertThat(texts(JsonMapper.shared().valueToTree(all), "/type"))
        .containsExactly("ADDED", "ADDED", "BOOKMARK");
    assertThat(
            all.getLast().at("/object/metadata/annotations/k8s.io~1initial-events-end").asString())
        .isEqualTo("true");
  }

  @Test
  void a_watch_from_what_is_forgotten_asks_for_a_new_list()
      throws IOException, InterruptedException {
    List<JsonNode> all = all(ENVIRONMENTS + "?watch=1&resourceVersion=999999&timeoutSeconds=1");

    assertThat(all).hasSize(1);
    assertThat(all.getFirst().path("type").asString()).isEqualTo("ERROR");
    assertThat(all.getFirst().at("/object/code").asInt()).isEqualTo(410);
  }

  private List<JsonNode> all(String path) throws IOException, InterruptedException {
    try (Lines lines = watch(path)) {
      List<JsonNode> all = new ArrayList<>();
      for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
        all.add(JsonMapper.shared().readTree(line));
      }
      return all;
    }
  }

  private Lines watch(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        house.client().send(house.request(path).GET().build(), BodyHandlers.ofInputStream());
    assertThat(answer.statusCode()).isEqualTo(200);
    return new Lines(
        new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
  }

  /** A watch that is open. */
  private record Lines(BufferedReader reader) implements AutoCloseable {
    /** Empty at the end. */
    String next() throws IOException {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank()) {
          return line;
        }
      }
      return "";
    }

    /** Reads until a condition of an environment has a status; answers the type of that line. */
    String until(String environment, String condition, String status) throws IOException {
      for (String line = next(); !line.isEmpty(); line = next()) {
        JsonNode json = JsonMapper.shared().readTree(line);
        boolean found = false;
        for (JsonNode one : json.at("/object/status/conditions")) {
          found |=
              one.path("type").asString("").equals(condition)
                  && one.path("status").asString("").equals(status);
        }
        if (found && json.at("/object/metadata/name").asString("").equals(environment)) {
          return json.path("type").asString();
        }
      }
      return "the watch ended";
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }
}
