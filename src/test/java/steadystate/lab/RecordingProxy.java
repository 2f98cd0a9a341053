package steadystate.lab;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.aws.Operations;

/** Stands before an emulator, for one process, and hears of each write before and after it. */
final class RecordingProxy implements AutoCloseable {
  private static final Set<String> OF_ONE_HOP =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");
  private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=([A-Za-z0-9]+)");

  private final HttpServer server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI emulator;
  private final Consumer<String> before;
  private final Consumer<String> after;

  /**
   * @param before hears of a write that is not yet sent on; what it throws keeps it from being sent
   * @param after hears of a write that has taken effect, and was not yet answered
   */
  RecordingProxy(URI emulator, Consumer<String> before, Consumer<String> after) {
    this.emulator = emulator;
    this.before = before;
    this.after = after;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::pass);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Optional<String> write = operation(exchange, body).filter(name -> !Operations.reads(name));
      write.ifPresent(before);
      HttpResponse<byte[]> answer = sent(exchange, body);
      write.filter(name -> answer.statusCode() < 300).ifPresent(after);
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
              exchange.getResponseHeaders().put(name, List.copyOf(values));
            }
          });
      byte[] content = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpResponse<byte[]> sent(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(emulator.resolve(exchange.getRequestURI().toString()))
            .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OF_ONE_HOP.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  /** {@code x:CreateLogGroup}: JSON services name it in a header, older ones in the form. */
  private static Optional<String> operation(HttpExchange exchange, byte[] body) {
    String target =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target")).orElse("");
    if (!target.isEmpty()) {
      return Optional.of("x:" + target.substring(target.lastIndexOf('.') + 1));
    }
    Matcher action = ACTION.matcher(new String(body, StandardCharsets.UTF_8));
    return action.find() ? Optional.of("x:" + action.group(1)) : Optional.empty();
  }

  @Override
  public void close() {
    server.stop(0);
    client.close();
  }
}
