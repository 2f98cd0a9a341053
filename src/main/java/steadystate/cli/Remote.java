package steadystate.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import picocli.CommandLine.Option;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running controller, asked over HTTP. */
final class Remote {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--server",
      paramLabel = "URL",
      defaultValue = "${env:STEADYSTATE_SERVER:-http://127.0.0.1:8080}",
      description = "the controller (default: $STEADYSTATE_SERVER, or http://127.0.0.1:8080)")
  String server = "";

  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      defaultValue = "${env:STEADYSTATE_TOKEN}",
      description = "bearer token; better kept in $STEADYSTATE_TOKEN")
  Optional<String> token = Optional.empty();

  JsonNode get(String path) {
    return answer(request(path).GET());
  }

  JsonNode post(String path, ObjectNode body) {
    return answer(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder request(String path) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server.replaceAll("/+$", "") + "/api/v1" + path))
              .timeout(PATIENCE)
              .header("Accept", "application/json");
      token.ifPresent(held -> request.header("Authorization", "Bearer " + held));
      return request;
    } catch (IllegalArgumentException wrong) {
      throw failure("bad-server", "this is no address of a controller: " + server);
    }
  }

  private JsonNode answer(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      JsonNode body = JsonMapper.shared().readTree(response.body());
      if (response.statusCode() >= 400) {
        throw failure(
            body.path("code").asString("HTTP" + response.statusCode()),
            body.path("detail").asString(body.path("title").asString("refused")));
      }
      return body;
    } catch (JacksonException notOurs) {
      throw failure("no-controller", server + " answers, but is no steadystate controller");
    } catch (SSLException stranger) {
      throw failure(
          "no-trust",
          "the certificate of "
              + server
              + " is not trusted here; name a truststore that holds its issuer with"
              + " STEADYSTATE_JAVA_OPTIONS=-Djavax.net.ssl.trustStore=FILE");
    } catch (IOException nobody) {
      throw failure(
          "no-controller",
          "no controller answers at "
              + server
              + "; start one with `steadystate serve`, or name it"
              + " with --server");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw failure("stopped", "stopped while waiting for " + server);
    }
  }

  private static FailureException failure(String code, String message) {
    return new FailureException(new Failure.Rejected(code, message));
  }
}
