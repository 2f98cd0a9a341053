package steadystate.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real process of {@code serve}, with its own way to the emulator. */
final class Replica implements AutoCloseable {
  private static final Pattern SERVES = Pattern.compile("on (http://127\\.0\\.0\\.1:\\d+)");

  final String name;
  private final RecordingProxy proxy;
  private final Process process;
  private final CompletableFuture<String> url = new CompletableFuture<>();

  /**
   * @param before hears of each write before it is sent on, with the replica
   * @param after hears of each write after its effect, with the replica
   */
  Replica(
      String name,
      Path specs,
      String table,
      Duration lease,
      Consumer<Replica> before,
      Consumer<Replica> after) {
    this.name = name;
    this.proxy =
        new RecordingProxy(
            MotoServer.running(), write -> before.accept(this), write -> after.accept(this));
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "steadystate.Main",
                "serve",
                "-f",
                specs.toString(),
                "--listen",
                "127.0.0.1:0",
                "--interval",
                "2s",
                "--lease-table",
                table,
                "--lease-time",
                lease.toSeconds() + "s"));
    builder
        .environment()
        .putAll(
            Map.of(
                "AWS_ENDPOINT_URL", proxy.url(),
                "AWS_ENDPOINT_URL_DYNAMODB", LocalDynamo.endpoint().toString(),
                "AWS_REGION", "eu-west-1",
                "AWS_ACCESS_KEY_ID", "test",
                "AWS_SECRET_ACCESS_KEY", "test"));
    try {
      process = builder.redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    StringBuilder said = new StringBuilder();
    process
        .inputReader()
        .lines()
        .forEach(line -> {
          said.append(line).append('\n');
          Matcher serves = SERVES.matcher(line);
          if (serves.find()) {
            url.complete(serves.group(1));
          }
        });
    url.completeExceptionally(new IllegalStateException(name + " ended: " + said));
  }

  /** The status of the environment. */
  JsonNode status(HttpClient client) {
    return get(client, "");
  }

  /** Passes that wrote. */
  JsonNode history(HttpClient client) {
    return get(client, "/history");
  }

  private JsonNode get(HttpClient client, String what) {
    try {
      String answer =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              url.get(60, TimeUnit.SECONDS) + "/api/v1/environments/dev" + what))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      return JsonMapper.shared().readTree(answer);
    } catch (Exception notYet) {
      throw new IllegalStateException(name + " does not answer", notYet);
    }
  }

  /** SIGKILL. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** SIGTERM. */
  void stop() {
    process.destroy();
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
    proxy.close();
  }
}
