package steadystate.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.JettyConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.reconcile.Controller;

/** The HTTP server. */
public final class Server implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Server.class);
  private static final int LONGEST_HEADERS = 16 * 1024;
  private static final long IDLE_MILLIS = 30_000;

  private final Javalin javalin;
  private final Stream stream;
  private final KubernetesWatch watch;
  private final Metrics metrics;
  private final List<Route> routes;

  private Server(Controller controller, ServerParts parts, Limits limits) {
    this.stream = new Stream(controller);
    this.metrics = new Metrics(controller, stream, parts);
    this.watch = new KubernetesWatch(controller);
    this.routes = Routes.of(controller, metrics, stream, watch, parts);
    Guard guard = new Guard(parts, limits);
    this.javalin = Javalin.create(config -> configure(config, guard, parts));
  }

  /**
   * Starts to listen.
   *
   * @throws RuntimeException when the address is taken
   */
  public static Server start(Controller controller, ServerParts parts) {
    return start(controller, parts, Limits.USUAL);
  }

  static Server start(Controller controller, ServerParts parts, Limits limits) {
    Server server = new Server(controller, parts, limits);
    if (parts.tokens().get().isEmpty() && !parts.openToRead()) {
      LOG.warn("no token file, and not on loopback: every request will be refused");
    }
    server.javalin.start(parts.address().host(), parts.address().port());
    return server;
  }

  public int port() {
    return javalin.port();
  }

  List<Route> routes() {
    return routes;
  }

  /** What Javalin itself answers, as {@code get /path}. */
  List<String> registered() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(one -> one.endpoint)
        .filter(one -> one.method.isHttpMethod())
        .map(one -> one.method.name().toLowerCase(Locale.ROOT) + " " + one.path)
        .toList();
  }

  @Override
  public void close() {
    stream.close();
    watch.close();
    javalin.stop();
    metrics.close();
  }

  private void configure(JavalinConfig config, Guard guard, ServerParts parts) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.router.ignoreTrailingSlashes = false;
    jetty(config.jetty, parts);
    config.router.javaLangErrorHandler((response, error) -> {
      LOG.error("a request broke inside this program", error);
      response.setStatus(500);
    });
    config.routes.before(guard::everyRequest);
    for (Route route : routes) {
      config.routes.addHttpHandler(route.method(), route.path(), guard.guarded(route));
    }
    config.routes.exception(
        Trouble.class, (trouble, context) -> ProblemDetails.write(context, trouble));
    config.routes.exception(
        HttpResponseException.class,
        (known, context) -> ProblemDetails.write(context, known(known)));
    config.routes.exception(Exception.class, Server::defect);
    for (int status : List.of(404, 405)) {
      config.routes.error(status, Server::plainError);
    }
  }

  private static void jetty(JettyConfig jetty, ServerParts parts) {
    jetty.modifyHttpConfiguration(http -> {
      http.setRequestHeaderSize(LONGEST_HEADERS);
      http.setSendServerVersion(false);
      http.setSendDateHeader(true);
      http.setIdleTimeout(IDLE_MILLIS);
    });
    jetty.modifyServer(server -> {
      server.setErrorHandler(new ErrorPages());
      server.setStopTimeout(0);
    });
    parts
        .keystore()
        .ifPresent(keystore ->
            jetty.addConnector(
                (server, http) -> keystore.connector(server, http, parts.address())));
    jetty.modifyServletContextHandler(servlets -> servlets.setErrorHandler(new ErrorPages()));
  }

  private static Trouble known(HttpResponseException known) {
    return switch (known.getStatus()) {
      case 404 -> new Trouble(404, "not-found", "there is nothing here");
      case 405 -> new Trouble(405, "method-not-allowed", "this path takes other methods");
      default -> new Trouble(known.getStatus(), "bad-request", "this request is not understood");
    };
  }

  private static void plainError(Context context) {
    String type = String.valueOf(context.res().getContentType());
    boolean told =
        type.startsWith(ProblemDetails.TYPE)
            || (type.startsWith(Route.JSON) && Kubernetes.isPath(context.path()));
    if (!told) {
      ProblemDetails.write(context, known(new HttpResponseException(context.statusCode(), "")));
    }
  }

  /** The caller gets a number to ask for, the log has the rest. */
  private static void defect(Exception defect, Context context) {
    String number = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    LOG.atError()
        .addKeyValue("number", number)
        .setCause(defect)
        .log("a request broke inside this program");
    ProblemDetails.write(
        context,
        new Trouble(500, "defect", "a mistake of this program; its log has it as " + number));
  }
}
