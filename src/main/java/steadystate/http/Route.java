package steadystate.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One line of the table that server, access rules, OpenAPI and tests are made from.
 *
 * @param path with {@code {env}} in it
 * @param summary one sentence for OpenAPI
 * @param produces content types of a good answer
 * @param content what a good answer in JSON looks like
 * @param body the members of a JSON body that may come along
 */
record Route(
    HandlerType method,
    String path,
    Access access,
    String summary,
    int success,
    List<String> produces,
    Content content,
    List<Field> body,
    Handler handler) {

  static final String JSON = "application/json";

  private static final Set<String> FILTERED =
      Set.of("/", "/api/v1/environments", "/api/v1/drift", "/api/v1/stream");

  /** Who may call. */
  enum Access {
    /** Everybody. */
    OPEN,
    /** Everybody on loopback, else every token. */
    READ,
    /** Operators. */
    OPERATE,
    /** Whoever signs the body with the webhook's secret, which the handler checks. */
    SIGNED
  }

  /** A member of a body. */
  record Field(String name, String description, boolean required) {}

  static Route open(String path, String summary, String produces, Handler handler) {
    return get(path, Access.OPEN, summary, produces, handler);
  }

  static Route read(String path, String summary, String produces, Handler handler) {
    return get(path, Access.READ, summary, produces, handler);
  }

  private static Route get(
      String path, Access access, String summary, String produces, Handler handler) {
    return new Route(
        HandlerType.GET,
        path,
        access,
        summary,
        200,
        List.of(produces),
        Content.OBJECT,
        List.of(),
        handler);
  }

  static Route operate(String path, String summary, Handler handler, Field... body) {
    return new Route(
        HandlerType.POST,
        path,
        Access.OPERATE,
        summary,
        202,
        List.of(JSON),
        Content.of(Answers.REQUEST),
        List.of(body),
        handler);
  }

  static Route signed(String path, String summary, Handler handler) {
    return new Route(
        HandlerType.POST,
        path,
        Access.SIGNED,
        summary,
        202,
        List.of(JSON),
        Content.of(Answers.WEBHOOK),
        List.of(),
        handler);
  }

  /** The same with another sort of answer. */
  Route answers(Content other) {
    return new Route(method, path, access, summary, success, produces, other, body, handler);
  }

  /** Whether what it tells of all environments is cut down to those that a caller may see. */
  boolean isFiltered() {
    return FILTERED.contains(path) || Kubernetes.isPath(path) || path.startsWith("/assets/");
  }

  /** A word for OpenAPI: {@code getEnvironmentDrift}. */
  String operationId() {
    StringBuilder id = new StringBuilder(method.name().toLowerCase(java.util.Locale.ROOT));
    for (String part : path.split("[^A-Za-z0-9]+", -1)) {
      Optional.of(part)
          .filter(p -> !p.isEmpty())
          .ifPresent(p -> id.append(Character.toUpperCase(p.charAt(0))).append(p.substring(1)));
    }
    return id.toString();
  }
}
