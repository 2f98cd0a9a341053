package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;

import io.javalin.http.HandlerType;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import steadystate.http.Route.Access;

/** Who may do what, for every route of the table. */
class AccessTest {
  private static House guarded;
  private static House open;

  @BeforeAll
  static void start() {
    guarded = House.guarded();
    open = House.open();
  }

  @AfterAll
  static void stop() {
    guarded.close();
    open.close();
  }

  @Test
  void the_table_has_routes_of_every_access() {
    assertThat(guarded.server.routes())
        .hasSizeGreaterThan(15)
        .extracting(Route::access)
        .contains(Access.OPEN, Access.READ, Access.OPERATE);
  }

  @Test
  void without_a_token_only_health_and_the_description_answer() {
    for (Route route : guarded.server.routes()) {
      HttpResponse<?> answer = call(guarded, route);

      boolean refused = answer.statusCode() == 401;
      assertThat(refused).as(route.path()).isEqualTo(route.access() != Access.OPEN);
    }
    assertThat(guarded.server.routes().stream().filter(r -> r.access() == Access.OPEN))
        .extracting(Route::path)
        .containsExactlyInAnyOrder("/healthz", "/readyz", "/openapi.json");
  }

  @Test
  void an_unknown_token_is_refused_everywhere_even_on_loopback() {
    for (Route route : open.server.routes()) {
      HttpResponse<?> answer = call(open, route, bearer("guess"));

      boolean refused = answer.statusCode() == 401;
      assertThat(refused).as(route.path()).isEqualTo(route.access() != Access.OPEN);
    }
  }

  @Test
  void a_viewer_reads_everything_and_asks_nothing() {
    for (Route route : guarded.server.routes()) {
      int status = call(guarded, route, bearer(House.VIEWER)).statusCode();

      assertThat(status == 403).as(route.path()).isEqualTo(route.access() == Access.OPERATE);
      assertThat(status == 401).as(route.path()).isEqualTo(route.access() == Access.SIGNED);
    }
  }

  @Test
  void an_operator_does_everything() {
    for (Route route : guarded.server.routes()) {
      int status = call(guarded, route, bearer(House.OPERATOR)).statusCode();
      if (route.access() == Access.SIGNED) {
        assertThat(status).as(route.path()).isEqualTo(401);
        continue;
      }

      assertThat(status).as(route.path()).isNotIn(401, 403).isLessThan(500);
    }
  }

  @Test
  void on_loopback_reading_needs_no_token_and_asking_does() {
    for (Route route : open.server.routes()) {
      int status = call(open, route).statusCode();

      assertThat(status == 401).as(route.path()).isEqualTo(route.access() == Access.OPERATE);
    }
  }

  @Test
  void without_any_token_nobody_may_ask() {
    try (House house = House.withoutTokens()) {
      HttpResponse<String> answer = house.post("/api/v1/environments/dev/reconcile", "");

      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.body()).contains("--token-file");
      assertThat(house.get("/api/v1/environments").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void a_token_that_a_browser_sends_by_itself_counts_only_from_our_own_page() {
    String path = "/api/v1/environments/dev/reconcile";
    String basic = "Basic " + base64("me:" + House.OPERATOR);

    assertThat(guarded.post(path, "", "Authorization", basic).statusCode()).isEqualTo(403);
    assertThat(
            guarded
                .post(path, "", "Authorization", basic, "Origin", "https://evil.example")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            guarded
                .post(path, "", "Authorization", basic, "Sec-Fetch-Site", "cross-site")
                .statusCode())
        .isEqualTo(403);
    assertThat(
            guarded.post(path, "", "Authorization", basic, "Origin", guarded.base()).statusCode())
        .isEqualTo(202);
    assertThat(guarded.get("/", "Authorization", basic).statusCode()).isEqualTo(200);
  }

  @Test
  void a_name_that_is_not_ours_is_no_way_in_on_loopback() throws Exception {
    for (String host : List.of("evil.example", "evil.example:8080", "127.0.0.1.evil.example")) {
      String answer = open.raw("GET /api/v1/environments HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertThat(answer).as(host).startsWith("HTTP/1.1 421");
    }
    for (String host : List.of("localhost", "127.0.0.1:9999", "[::1]:8080")) {
      String answer = open.raw("GET /api/v1/environments HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
      assertThat(answer).as(host).startsWith("HTTP/1.1 200");
    }
  }

  private static HttpResponse<?> call(House house, Route route, String... headers) {
    String path = route.path().replace("{env}", "dev").replaceAll("\\{\\w+}", "app.css");
    return route.method() == HandlerType.POST
        ? house.post(path, "{}", headers)
        : house.begin(path, headers);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
