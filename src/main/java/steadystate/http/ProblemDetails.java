package steadystate.http;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;
import steadystate.report.Json;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Errors in the form of RFC 9457. */
final class ProblemDetails {
  static final String TYPE = "application/problem+json";

  private ProblemDetails() {}

  static String text(int status, String code, String detail, Optional<String> instance) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("type", "urn:steadystate:problem:" + code)
            .put("title", HttpStatus.forStatus(status).getMessage())
            .put("status", status)
            .put("detail", detail)
            .put("code", code);
    instance.ifPresent(path -> json.put("instance", path));
    return Json.text(json);
  }

  static void write(Context context, Trouble trouble) {
    if (Kubernetes.isPath(context.path())) {
      Kubernetes.fail(context, trouble);
      return;
    }
    context
        .status(trouble.status())
        .contentType(TYPE)
        .result(
            text(trouble.status(), trouble.code(), trouble.detail(), Optional.of(context.path())));
  }
}
