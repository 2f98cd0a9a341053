package steadystate.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An AWS emulator over HTTP, one for the whole test run. It comes from, in this order: an endpoint
 * given in {@code STEADYSTATE_TEST_ENDPOINT}; a container, where a Docker engine runs ({@code
 * STEADYSTATE_TEST_IMAGE} names another image, {@code LOCALSTACK_AUTH_TOKEN} is passed on); {@code
 * moto_server} on the PATH; a virtual environment of Python's under {@code target}. With none of
 * these the test is skipped and says so loudly; with {@code CI=true} it fails.
 */
public final class MotoServer {
  /** The version that the tests were written against. */
  static final String VERSION = "5.2.1";

  private static final Pattern RUNNING =
      Pattern.compile("Running on (http://127\\.0\\.0\\.1:\\d+)");
  private static Optional<URI> endpoint = Optional.empty();
  private static String reason = "";

  private MotoServer() {}

  /** The endpoint of an emulator that holds nothing. */
  public static synchronized URI fresh() {
    if (endpoint.isEmpty() && reason.isEmpty()) {
      try {
        endpoint = Optional.of(start());
      } catch (IOException | RuntimeException failed) {
        reason = String.valueOf(failed.getMessage());
      }
    }
    if (endpoint.isEmpty()) {
      String loud = "!!! NO AWS EMULATOR: the contract tests over HTTP do not run: " + reason;
      System.err.println(loud);
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(loud);
      }
      Assumptions.abort(loud);
    }
    reset(endpoint.orElseThrow());
    return endpoint.orElseThrow();
  }

  /** The endpoint of the emulator that {@link #fresh} started. */
  public static synchronized URI running() {
    return endpoint.orElseThrow();
  }

  private static URI start() throws IOException {
    String given = System.getenv("STEADYSTATE_TEST_ENDPOINT");
    if (given != null && !given.isBlank()) {
      return URI.create(given);
    }
    if (dockerRuns()) {
      return container();
    }
    Optional<Path> command = onPath("moto_server");
    return process(command.isPresent() ? command.get() : virtualEnvironment());
  }

  private static boolean dockerRuns() {
    Path socket = Path.of("/var/run/docker.sock");
    boolean likely = System.getenv("DOCKER_HOST") != null || Files.exists(socket);
    return likely && DockerClientFactory.instance().isDockerAvailable();
  }

  @SuppressWarnings("resource") // lives until the test run ends; the library's reaper removes it
  private static URI container() {
    String image =
        Optional.ofNullable(System.getenv("STEADYSTATE_TEST_IMAGE"))
            .orElse("motoserver/moto:" + VERSION);
    boolean localStack = image.contains("localstack");
    int port = localStack ? 4566 : 5000;
    GenericContainer<?> container =
        new GenericContainer<>(DockerImageName.parse(image))
            .withExposedPorts(port)
            .withEnv("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .withEnv("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
    String token = System.getenv("LOCALSTACK_AUTH_TOKEN");
    if (localStack && token != null) {
      container.withEnv("LOCALSTACK_AUTH_TOKEN", token);
    }
    container.start();
    return URI.create("http://127.0.0.1:" + container.getMappedPort(port));
  }

  private static Optional<Path> onPath(String command) {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      Path file = Path.of(folder, command);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  private static Path virtualEnvironment() throws IOException {
    Path folder = Path.of("target", "moto-" + VERSION);
    Path server = folder.resolve("bin").resolve("moto_server");
    if (!Files.isExecutable(server)) {
      run(List.of("python3", "-m", "venv", folder.toString()));
      Path pip = folder.resolve("bin").resolve("pip");
      run(List.of(pip.toString(), "install", "--quiet", "moto[server]==" + VERSION));
    }
    return server.toAbsolutePath();
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(5, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IOException(String.join(" ", command) + ": " + output);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static URI process(Path command) throws IOException {
    List<String> line = new ArrayList<>(List.of(command.toString(), "-H", "127.0.0.1", "-p", "0"));
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "MOTO_IAM_LOAD_MANAGED_POLICIES",
                "true",
                "MOTO_EC2_LOAD_DEFAULT_AMIS",
                "false",
                "PYTHONUNBUFFERED",
                "1"));
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String text = lines.readLine(); text != null; text = lines.readLine()) {
      Matcher running = RUNNING.matcher(text);
      if (running.find()) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return URI.create(running.group(1));
      }
    }
    throw new IOException(command + " ended before it listened");
  }

  private static void reset(URI server) {
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/moto-api/reset"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      client.send(request, HttpResponse.BodyHandlers.discarding());
    } catch (IOException notMoto) {
      throw new IllegalStateException("the emulator does not answer", notMoto);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
