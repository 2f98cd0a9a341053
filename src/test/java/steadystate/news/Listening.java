package steadystate.news;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody on loopback who is told things. */
final class Listening implements AutoCloseable {
  private final HttpServer server;
  private final List<Said> all = new CopyOnWriteArrayList<>();

  /** One request. */
  record Said(String path, Headers headers, JsonNode body) {
    String text(String name) {
      return body.path(name).asString("");
    }
  }

  private Listening(IntUnaryOperator answers) {
    try {
      server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          all.add(
              new Said(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders(),
                  JsonMapper.shared().readTree(body)));
          exchange.getResponseHeaders().add("Location", "/elsewhere");
          exchange.sendResponseHeaders(answers.applyAsInt(all.size()), -1);
          exchange.close();
        });
    server.start();
  }

  /** Answers this status to the first, second and so on. */
  static Listening answering(IntUnaryOperator status) {
    return new Listening(status);
  }

  static Listening answering(int status) {
    return new Listening(nth -> status);
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  List<Said> all() {
    return List.copyOf(all);
  }

  List<String> events() {
    return all.stream().map(said -> said.text("event")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
