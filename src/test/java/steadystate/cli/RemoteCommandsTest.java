package steadystate.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemoteCommandsTest {
  private final Bench bench = new Bench();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "{}";
  private HttpServer server;
  private String url = "";

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                exchange.getRequestHeaders().getFirst("Authorization"),
                body)
            .strip());
    byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void the_status_of_all_is_a_table() {
    answer =
        """
        {"kind": "List", "items": [
          {"name": "dev", "mode": "cost-save", "sync": "InSync", "health": "Healthy", "ready": true, "reason": "Steady"},
          {"name": "production", "mode": "strict", "sync": "Drifted", "health": "Healthy", "ready": false, "message": "1 resource differs"}]}
        """;

    assertThat(bench.run("status", "--server", url)).isEqualTo(0);
    assertThat(bench.out())
        .isEqualTo(
            """
            ENVIRONMENT  MODE       SYNC     HEALTH   READY  REASON
            dev          cost-save  InSync   Healthy  yes    Steady
            production   strict     Drifted  Healthy  no     1 resource differs
            """);
    assertThat(asked).containsExactly("GET /api/v1/environments null");
  }

  @Test
  void waking_and_sleeping_may_say_for_how_long() {
    answer = "{\"id\": \"r-8\"}";

    assertThat(bench.run("wake", "dev", "--for", "3h", "--server", url)).isEqualTo(0);
    assertThat(bench.run("sleep", "dev", "--server", url)).isEqualTo(0);
    assertThat(asked)
        .containsExactly(
            "POST /api/v1/environments/dev/wake null {\"for\":\"3h\"}",
            "POST /api/v1/environments/dev/sleep null {}");
  }

  @Test
  void the_json_is_the_servers_own() {
    answer = "{\"name\":\"dev\"}";

    assertThat(bench.run("status", "dev", "--server", url, "-o", "json")).isEqualTo(0);
    assertThat(bench.out()).isEqualTo("{\n  \"name\": \"dev\"\n}\n");
  }

  @Test
  void a_request_carries_the_token_and_the_reason() {
    status = 202;
    answer = "{\"id\": \"r-7\"}";

    int code =
        bench.run("suspend", "dev", "--reason", "release", "--server", url + "/", "--token", "t");

    assertThat(code).isEqualTo(0);
    assertThat(asked)
        .containsExactly("POST /api/v1/environments/dev/suspend Bearer t {\"reason\":\"release\"}");
    assertThat(bench.out()).isEqualTo("dev: suspend accepted as request r-7\n");
  }

  @Test
  void an_approval_names_the_plan() {
    answer = "{\"id\": \"r-8\"}";

    assertThat(bench.run("approve", "dev", "--server", url)).isEqualTo(64);
    assertThat(bench.run("approve", "dev", "sha256:1", "--server", url)).isEqualTo(0);
    assertThat(asked)
        .containsExactly(
            "POST /api/v1/environments/dev/approve null {\"fingerprint\":\"sha256:1\"}");
  }

  @Test
  void an_approval_without_a_fingerprint_shows_the_plan_and_asks() {
    answer =
        """
        {"id": "r-8", "environment": "dev", "fingerprint": "sha256:3",
         "summary": {"create": 2, "update": 1, "replace": 0, "delete": 1},
         "changes": [
           {"resource": "service/api", "action": "update", "heldFor": "waiting", "held": "an image"},
           {"resource": "database/main", "action": "delete", "heldFor": "approval",
            "held": "it holds data; needs an approval"}]}
        """;

    assertThat(bench.typing("no\n", "approve", "dev", "--server", url)).isEqualTo(1);
    assertThat(bench.err())
        .contains("dev: 2 to create, 1 to update, 0 to replace, 1 to delete")
        .contains("delete database/main  it holds data; needs an approval")
        .contains("sha256:3", "Nothing was approved")
        .doesNotContain("service/api");
    assertThat(bench.typing("dev\n", "approve", "dev", "--server", url)).isEqualTo(0);
    assertThat(asked)
        .containsExactly(
            "GET /api/v1/environments/dev/plan null",
            "GET /api/v1/environments/dev/plan null",
            "POST /api/v1/environments/dev/approve null {\"fingerprint\":\"sha256:3\"}");
  }

  @Test
  void nothing_is_asked_where_nothing_waits_for_an_approval() {
    answer = "{\"environment\": \"dev\", \"fingerprint\": \"sha256:3\", \"changes\": []}";

    assertThat(bench.typing("dev\n", "approve", "dev", "--server", url)).isEqualTo(1);
    assertThat(bench.err()).contains("no change of dev waits for an approval");
    assertThat(asked).hasSize(1);
  }

  @Test
  void what_has_no_files_any_more_is_deleted_by_one_word_and_what_has_is_not() {
    answer =
        """
        {"id": "r-8", "orphan": true, "fingerprint": "sha256:2", "resources": [{"resource": "service/api"}]}
        """;

    assertThat(bench.run("approve", "dev", "--gone", "--server", url)).isEqualTo(0);
    assertThat(bench.run("forget", "dev", "--server", url)).isEqualTo(0);
    assertThat(asked)
        .containsExactly(
            "GET /api/v1/environments/dev null",
            "POST /api/v1/environments/dev/approve null {\"fingerprint\":\"sha256:2\"}",
            "POST /api/v1/environments/dev/forget null {}");
    assertThat(bench.err()).contains("deletes service/api");
    answer = "{\"orphan\": false, \"fingerprint\": \"sha256:2\"}";
    assertThat(bench.run("approve", "dev", "--gone", "--server", url)).isEqualTo(1);
    assertThat(bench.err()).contains("dev is written");
    assertThat(asked).hasSize(4);
  }

  @Test
  void a_rollback_names_the_service_and_the_revision() {
    status = 202;
    answer = "{\"id\": \"r-9\"}";

    assertThat(bench.run("rollback", "dev", "--server", url)).isEqualTo(64);
    assertThat(bench.run("rollback", "dev/api", "--server", url)).isEqualTo(0);
    assertThat(bench.run("rollback", "dev/api", "--to", "7", "--reason", "leak", "--server", url))
        .isEqualTo(0);
    assertThat(asked)
        .containsExactly(
            "POST /api/v1/environments/dev/services/api/rollback null {}",
            "POST /api/v1/environments/dev/services/api/rollback null"
                + " {\"to\":\"7\",\"reason\":\"leak\"}");
    assertThat(bench.out()).contains("dev/api: rollback accepted as request r-9\n");
  }

  @Test
  void a_name_stays_in_its_place_of_the_path() {
    bench.run("status", "../../x", "--server", url);

    assertThat(asked).containsExactly("GET /api/v1/environments/..%2F..%2Fx null");
  }

  @Test
  void a_refusal_is_told_in_the_servers_words() {
    status = 404;
    answer = "{\"code\": \"no-such-environment\", \"detail\": \"no environment is called x\"}";

    assertThat(bench.run("history", "x", "--server", url)).isEqualTo(1);
    assertThat(bench.err()).contains("error[no-such-environment]: no environment is called x");
  }

  @Test
  void nobody_there_is_told_with_the_way_out() {
    server.stop(0);

    assertThat(bench.run("reconcile", "dev", "--server", url)).isEqualTo(1);
    assertThat(bench.err()).contains("error[no-controller]: ").contains("steadystate serve");
  }

  @Test
  void another_server_is_not_taken_for_a_controller() {
    answer = "<html>";

    assertThat(bench.run("status", "--server", url)).isEqualTo(1);
    assertThat(bench.err()).contains("is no steadystate controller");
  }
}
