package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.http.House.bearer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that nobody sends by mistake. */
class HostileRequestTest {
  private static final String POST = "POST /api/v1/environments/dev/reconcile HTTP/1.1\r\n";
  private static House house;

  @BeforeAll
  static void start() {
    house = House.open();
  }

  @AfterAll
  static void stop() {
    house.close();
  }

  @Test
  void a_body_over_the_limit_is_refused_before_the_token_is_asked_for() {
    String large = "x".repeat(Guard.LARGEST_BODY + 1);

    HttpResponse<String> answer = house.post("/api/v1/environments/dev/reconcile", large);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.headers().firstValue("content-type")).contains(ProblemDetails.TYPE);
  }

  @Test
  void a_body_without_a_length_is_cut_at_the_limit() throws IOException {
    long sent = 0;
    try (Socket socket = new Socket("127.0.0.1", house.server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          (POST + "Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      byte[] chunk =
          ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      try {
        while (sent < 64L * Guard.LARGEST_BODY && socket.getInputStream().available() == 0) {
          out.write(chunk);
          sent += chunk.length;
        }
      } catch (SocketException cutOff) {
        // The server may close before it is read.
      }
      if (socket.getInputStream().available() > 0) {
        assertThat(House.head(socket.getInputStream())).startsWith("HTTP/1.1 413");
      }
    }
    assertThat(sent).isLessThan(32L * Guard.LARGEST_BODY);
  }

  @Test
  void a_length_of_two_gigabytes_is_refused_without_reading() throws IOException {
    String answer = house.raw(POST + "Host: localhost\r\nContent-Length: 2147483648\r\n\r\n{");

    assertThat(answer).startsWith("HTTP/1.1 413");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/..%2f..%2fetc/passwd",
        "/assets/..%2fapp.css",
        "/assets/%2e%2e/app.css",
        "/assets/app.css%00.js",
        "/assets/../../logback.xml",
        "/assets/logback.xml",
        "/environments/%3Cscript%3E",
        "/api/v1/environments/nobody/drift",
        "/nowhere"
      })
  void odd_paths_find_nothing(String path) throws IOException {
    String answer = house.raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
    assertThat(answer).doesNotContain("appender");
    assertHeaders(answer);
  }

  @Test
  void long_headers_are_refused_and_carry_our_headers() throws IOException {
    String answer =
        house.raw(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: " + "x".repeat(64_000) + "\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 431");
    assertHeaders(answer);
  }

  @Test
  void nonsense_is_refused_and_carries_our_headers() throws IOException {
    String answer = house.raw("GET / HTTP/9.9\r\nHost: localhost\r\n\r\n");

    assertThat(answer).matches("(?s)HTTP/1.1 [45]\\d\\d .*");
    assertHeaders(answer);
  }

  @Test
  void json_as_deep_as_a_well_is_refused() {
    String deep = "[".repeat(200_000);

    HttpResponse<String> answer =
        house.post("/api/v1/environments/dev/suspend", deep, bearer(House.OPERATOR));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("not a JSON object");
  }

  @Test
  void other_methods_are_refused() {
    assertThat(house.send("DELETE", "/api/v1/environments/dev").statusCode()).isEqualTo(405);
    assertThat(house.send("OPTIONS", "/api/v1/environments/dev").statusCode()).isBetween(400, 499);
    assertThat(house.send("TRACE", "/").statusCode()).isBetween(400, 499);
  }

  @Test
  void many_slow_callers_do_not_keep_others_from_being_served() throws IOException {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 1_000; i++) {
        Socket socket = new Socket("127.0.0.1", house.server.port());
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
        slow.add(socket);
      }
      assertThat(house.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(house.get("/api/v1/environments").statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void every_answer_forbids_framing_and_inline_script() {
    for (String path : List.of("/", "/environments/dev", "/nowhere", "/metrics", "/healthz")) {
      HttpResponse<String> answer = house.get(path);

      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("frame-ancestors 'none'")
          .contains("script-src 'self'")
          .doesNotContain("unsafe-inline");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }
  }

  private static void assertHeaders(String answer) {
    assertThat(answer)
        .containsIgnoringCase("content-security-policy: ")
        .contains("frame-ancestors 'none'")
        .containsIgnoringCase("x-content-type-options: nosniff")
        .containsIgnoringCase("content-type: application/problem+json")
        .doesNotContainIgnoringCase("jetty")
        .doesNotContain("Exception");
  }
}
