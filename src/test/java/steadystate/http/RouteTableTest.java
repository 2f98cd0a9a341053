package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;
import static steadystate.http.House.json;

import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import steadystate.http.Route.Access;

/** Every route in the table, asked in every wrong way. A route that is added is asked too. */
class RouteTableTest {
  private static final ByHand BY_HAND =
      new ByHand() {
        @Override
        public List<Deed> deeds() {
          return List.of(new Deed("x", "dev", "Change", "service/api"));
        }

        @Override
        public void carryOut(String id) {}
      };

  private static final House HOUSE =
      House.complete(BY_HAND, new Limits(Duration.ofMillis(300), 1_000_000, System::nanoTime));

  @AfterAll
  static void close() {
    HOUSE.close();
  }

  private static List<Route> routes(Predicate<Route> which) {
    List<Route> routes = HOUSE.server.routes().stream().filter(which).toList();
    assertThat(routes).isNotEmpty();
    return routes;
  }

  private static String path(Route route, String environment) {
    return route
        .path()
        .replace("{env}", environment)
        .replace("{namespace}", environment)
        .replace("{file}", "app.css")
        .replace("{deed}", "x")
        .replace("{name}", route.path().contains("/services/") ? "api" : environment);
  }

  private static int status(Route route, String... headers)
      throws IOException, InterruptedException {
    return ask(route, "dev", headers).statusCode();
  }

  /** Streams have no end: only the head is waited for there. */
  private static HttpResponse<?> ask(Route route, String environment, String... headers)
      throws IOException, InterruptedException {
    var request =
        HOUSE
            .request(path(route, environment), headers)
            .method(
                route.method().name(),
                route.method() == HandlerType.GET
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString("{}"))
            .build();
    HttpResponse<java.io.InputStream> answer =
        HOUSE.client().send(request, BodyHandlers.ofInputStream());
    answer.body().close();
    return answer;
  }

  private static String[] basic(String token, String... more) {
    List<String> headers = new ArrayList<>();
    String pair =
        Base64.getEncoder().encodeToString(("x:" + token).getBytes(StandardCharsets.UTF_8));
    headers.addAll(List.of("Authorization", "Basic " + pair));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  @Test
  void without_a_token_nothing_but_health_and_the_description_is_told()
      throws IOException, InterruptedException {
    Set<String> open = new TreeSet<>();
    for (Route route : routes(route -> true)) {
      if (status(route) != 401) {
        open.add(route.path());
      }
    }

    assertThat(open).containsExactly("/healthz", "/openapi.json", "/readyz");
  }

  @Test
  void a_wrong_token_is_refused_everywhere_also_where_none_is_needed_to_read()
      throws IOException, InterruptedException {
    for (Route route : routes(r -> r.access() == Access.READ || r.access() == Access.OPERATE)) {
      assertThat(status(route, bearer("guess"))).as(route.path()).isEqualTo(401);
    }
  }

  @Test
  void a_viewer_changes_nothing() throws IOException, InterruptedException {
    for (Route route : routes(r -> r.access() == Access.OPERATE)) {
      assertThat(status(route, bearer(House.VIEWER))).as(route.path()).isEqualTo(403);
    }
    for (Route route : routes(r -> r.access() == Access.READ && r.method() != HandlerType.GET)) {
      assertThat(status(route, bearer(House.OPERATOR))).as(route.path()).isEqualTo(405);
    }
    assertThat(HOUSE.world.controller.events("dev"))
        .noneMatch(event -> event.reason().equals("Asked"));
  }

  @Test
  void another_page_cannot_use_the_token_that_a_browser_keeps()
      throws IOException, InterruptedException {
    for (Route route : routes(r -> r.access() == Access.OPERATE)) {
      for (String[] from :
          List.of(
              basic(House.OPERATOR),
              basic(House.OPERATOR, "Origin", "http://evil.example"),
              basic(House.OPERATOR, "Origin", "null"),
              basic(House.OPERATOR, "Sec-Fetch-Site", "same-site"),
              basic(House.OPERATOR, "Origin", HOUSE.base(), "Sec-Fetch-Site", "cross-site"))) {
        assertThat(status(route, from)).as(route.path()).isEqualTo(403);
      }
    }
  }

  @Test
  void other_methods_are_refused() throws IOException, InterruptedException {
    for (String path : new TreeSet<>(routes(r -> true).stream().map(Route::path).toList())) {
      List<Route> here = routes(r -> r.path().equals(path));
      List<String> methods = here.stream().map(r -> r.method().name()).toList();
      for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
        if (!methods.contains(method)) {
          HttpResponse<String> answer =
              HOUSE.send(method, path(here.getFirst(), "dev"), bearer(House.OPERATOR));
          assertThat(answer.statusCode()).as(method + " " + path).isIn(404, 405);
          assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
              .contains("frame-ancestors 'none'");
        }
      }
    }
  }

  @Test
  void a_body_that_is_too_large_is_refused_before_it_is_read() throws IOException {
    for (Route route : routes(r -> true)) {
      String answer =
          HOUSE.raw(
              route.method().name()
                  + " "
                  + path(route, "dev")
                  + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                  + House.OPERATOR
                  + "\r\nContent-Length: 2147483648\r\n\r\n{");

      assertThat(answer).as(route.path()).startsWith("HTTP/1.1 413").contains("frame-ancestors");
    }
  }

  @Test
  void a_body_that_comes_byte_by_byte_is_cut_off() throws IOException {
    for (Route route : routes(r -> r.method() != HandlerType.GET)) {
      assertThat(trickled(route)).as(route.path()).startsWith("HTTP/1.1 408");
    }
  }

  private static String trickled(Route route) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", HOUSE.server.port())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      String head =
          route.method().name()
              + " "
              + path(route, "dev")
              + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
              + House.OPERATOR
              + "\r\nContent-Length: 100000\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      try {
        for (int i = 0; i < 1_000 && socket.getInputStream().available() == 0; i++) {
          out.write(' ');
          out.flush();
          Thread.sleep(20);
        }
      } catch (SocketException cutOff) {
        // The answer is there already.
      } catch (InterruptedException stopped) {
        throw new IllegalStateException(stopped);
      }
      return House.head(socket.getInputStream());
    }
  }

  @Test
  void a_token_for_some_environments_finds_nothing_of_the_others()
      throws IOException, InterruptedException {
    for (Route route : routes(r -> r.path().contains("{env}"))) {
      assertThat(ask(route, "prod", bearer(House.LIMITED)).statusCode())
          .as(route.path())
          .isEqualTo(404);
      if (route.method() == HandlerType.GET) {
        assertThat(status(route, bearer(House.LIMITED))).as(route.path()).isEqualTo(200);
      }
    }
    for (Route route : routes(r -> !r.path().contains("{env}") && r.access() != Access.SIGNED)) {
      if (route.method() == HandlerType.GET && !route.path().equals("/api/v1/stream")) {
        HttpResponse<String> answer = HOUSE.get(path(route, "dev"), bearer(House.LIMITED));
        assertThat(answer.body()).as(route.path()).doesNotContain("prod");
        assertThat(answer.statusCode()).as(route.path()).isIn(200, 403, 404);
      }
    }
    assertThat(json(HOUSE.get("/api/v1/environments", bearer(House.LIMITED))).path("items"))
        .hasSize(1);
    assertThat(HOUSE.get("/metrics", bearer(House.LIMITED)).statusCode()).isEqualTo(403);
  }

  @Test
  void too_many_guesses_from_one_address_are_not_looked_at_any_more() {
    long[] now = {0};
    Limits few = new Limits(Duration.ofSeconds(15), 3, () -> now[0]);
    try (House house = House.complete(BY_HAND, few)) {
      assertThat(house.get("/", bearer(House.VIEWER)).statusCode()).isEqualTo(200);
      for (int i = 0; i < 3; i++) {
        assertThat(house.get("/", bearer("guess" + i)).statusCode()).isEqualTo(401);
      }

      assertThat(house.get("/", bearer("guess")).statusCode()).isEqualTo(429);
      assertThat(house.get("/", bearer(House.OPERATOR)).statusCode()).isEqualTo(429);
      assertThat(house.get("/", bearer(House.VIEWER)).statusCode()).isEqualTo(200);
      now[0] = Duration.ofSeconds(61).toNanos();
      assertThat(house.get("/", bearer(House.OPERATOR)).statusCode()).isEqualTo(200);
    }
  }
}
