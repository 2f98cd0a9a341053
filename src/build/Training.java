import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Makes an AOT cache: starts the controller as a container does, lets it look once at an AWS that
 * says who asks and allows nothing, asks its pages, and stops it by a signal. So the cache knows
 * the real clients of AWS, and no account is needed.
 */
final class Training {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ACCOUNT =
      """
      <GetCallerIdentityResponse><GetCallerIdentityResult>
      <Account>123456789012</Account><Arn>arn:aws:iam::123456789012:role/training</Arn>
      </GetCallerIdentityResult></GetCallerIdentityResponse>
      """;

  private final Path java;
  private final Path jar;
  private final List<String> flags;

  /**
   * @param flags of the JVM, the ones that the cache will be used with
   */
  Training(Path java, Path jar, List<String> flags) {
    this.java = java;
    this.jar = jar;
    this.flags = flags;
  }

  /**
   * @param specs environments of account 123456789012
   */
  void make(Path cache, Path specs, Path log) throws IOException, InterruptedException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer aws = HttpServer.create(anyPort, 0);
    aws.createContext("/", Training::answer);
    aws.start();
    Process controller = start(cache, specs, aws.getAddress().getPort());
    try (BufferedReader told = controller.inputReader()) {
      lookAt(address(told));
      // Process.destroy would close what is still to be read.
      controller.toHandle().destroy();
      Files.write(log, told.lines().toList());
      controller.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } finally {
      controller.destroyForcibly();
      aws.stop(0);
    }
    if (!Files.exists(cache)) {
      throw new IllegalStateException("no AOT cache was made; see " + log);
    }
  }

  private Process start(Path cache, Path specs, int aws) throws IOException {
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(flags);
    command.addAll(List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:aot*=error,cds*=error"));
    command.addAll(List.of("-jar", jar.toString(), "serve"));
    command.addAll(List.of("--environments", specs.toString(), "--listen", "127.0.0.1:0"));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", "http://127.0.0.1:" + aws,
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "training",
                "AWS_SECRET_ACCESS_KEY", "training"));
    return builder.start();
  }

  private static String address(BufferedReader told) throws IOException {
    StringBuilder before = new StringBuilder();
    for (String line = told.readLine(); line != null; line = told.readLine()) {
      int at = line.indexOf(" on http://");
      if (at > 0) {
        return line.substring(at + " on ".length());
      }
      before.append(line).append('\n');
    }
    throw new IllegalStateException("the controller did not start: " + before);
  }

  private static void lookAt(String address) throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client, address + "/readyz")) {
        if (Instant.now().isAfter(end)) {
          throw new IllegalStateException(address + " did not become ready");
        }
        Thread.sleep(200);
      }
      for (String path : List.of("/", "/metrics", "/healthz", "/api/v1/environments")) {
        answers(client, address + path);
      }
    }
  }

  private static boolean answers(HttpClient client, String address) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    boolean who = asked.contains("Action=GetCallerIdentity");
    boolean xml = asked.contains("Action=") || asked.isEmpty();
    String denied =
        xml
            ? "<ErrorResponse><Error><Code>AccessDenied</Code></Error></ErrorResponse>"
            : "{\"__type\": \"AccessDeniedException\"}";
    byte[] body = (who ? ACCOUNT : denied).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(who ? 200 : 403, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
