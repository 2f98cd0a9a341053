package steadystate.http;

import static steadystate.reconcile.ControllerWorld.environment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.orphan.Shed;
import steadystate.reconcile.ControllerWorld;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A server on a free port of loopback, over a controller whose clock and engine a test turns. */
final class House implements AutoCloseable {
  static final String OPERATOR = "operator-token-0123456789";
  static final String VIEWER = "viewer-token-0123456789";

  /** An operator's, for {@code dev} alone. */
  static final String LIMITED = "limited-token-0123456789";

  private static final Limits MANY_GUESSES =
      new Limits(Duration.ofSeconds(15), 1_000_000, System::nanoTime);

  static final String SECRET = "webhook-secret-0123456789";
  private static final Webhook WEBHOOK =
      new Webhook(
          SECRET,
          (repository, ref) ->
              ref.equals("refs/heads/main")
                  && repository.contains("https://github.com/acme/envs.git"));

  final Shed shed = new Shed();
  final ControllerWorld world = new ControllerWorld();
  final Server server;
  private final HttpClient client = HttpClient.newHttpClient();

  private House(
      boolean openToRead, Tokens tokens, Optional<ByHand> byHand, Optional<Webhook> webhook) {
    this(openToRead, tokens, byHand, webhook, MANY_GUESSES);
  }

  private House(
      boolean openToRead,
      Tokens tokens,
      Optional<ByHand> byHand,
      Optional<Webhook> webhook,
      Limits limits) {
    world.write(environment("dev"), environment("prod")).turn();
    ServerParts parts =
        new ServerParts(
            new Address("127.0.0.1", 0),
            openToRead,
            () -> tokens,
            "test",
            () -> new TreeMap<>(Map.of("ecs:DescribeServices", 3L)),
            byHand,
            webhook,
            Optional.empty(),
            Optional.of(shed.search()));
    server = Server.start(world.controller, parts, limits);
  }

  /** As bound to loopback. */
  static House open() {
    return new House(true, tokens(), Optional.empty(), Optional.empty());
  }

  /** As bound to an address that others reach. */
  static House guarded() {
    return new House(false, tokens(), Optional.empty(), Optional.of(WEBHOOK));
  }

  /** With every route there is, as bound to an address that others reach. */
  static House complete(ByHand byHand, Limits limits) {
    return new House(false, tokens(), Optional.of(byHand), Optional.of(WEBHOOK), limits);
  }

  static House withoutTokens() {
    return new House(true, Tokens.NONE, Optional.empty(), Optional.empty());
  }

  static House sandbox(ByHand byHand) {
    return new House(true, tokens(), Optional.of(byHand), Optional.empty());
  }

  private static Tokens tokens() {
    try {
      Path file = Files.createTempFile("tokens", ".yaml");
      Files.writeString(
          file,
          """
          tokens:
            - {name: ops, role: operator, token: %s}
            - {name: eyes, role: viewer, token: %s}
            - {name: dev-ops, role: operator, token: %s, environments: [dev]}
          """
              .formatted(OPERATOR, VIEWER, LIMITED));
      return Tokens.read(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  HttpResponse<String> post(String path, String body, String... headers) {
    return send(request(path, headers).POST(BodyPublishers.ofString(body)).build());
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(request(path, headers).method(method, BodyPublishers.noBody()).build());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Only the beginning of an answer: a stream has no end. */
  HttpResponse<?> begin(String path, String... headers) {
    try {
      HttpResponse<InputStream> answer =
          client.send(request(path, headers).GET().build(), BodyHandlers.ofInputStream());
      answer.body().close();
      return answer;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  Set<String> registered() {
    return Set.copyOf(server.registered());
  }

  HttpClient client() {
    return client;
  }

  String base() {
    return "http://127.0.0.1:" + server.port();
  }

  static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  static String[] bearer(String token) {
    return new String[] {"Authorization", "Bearer " + token};
  }

  /** Sends bytes as they are, and answers all that comes back. */
  String raw(String text) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      return head(socket.getInputStream());
    }
  }

  /** Status line, headers, and what of the body came with them. */
  static String head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    byte[] buffer = new byte[8192];
    while (!text.toString().contains("\r\n\r\n")) {
      int read = in.read(buffer);
      if (read < 0) {
        break;
      }
      text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
    }
    return text.toString();
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
