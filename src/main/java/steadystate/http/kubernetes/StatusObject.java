package steadystate.http.kubernetes;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How Kubernetes says no. */
public final class StatusObject {
  private StatusObject() {}

  public static ObjectNode failure(int code, String message) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("kind", "Status").put("apiVersion", "v1");
    json.putObject("metadata");
    return json.put("status", "Failure")
        .put("message", message)
        .put("reason", reason(code))
        .put("code", code);
  }

  private static String reason(int code) {
    return switch (code) {
      case 400, 421, 431 -> "BadRequest";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "NotFound";
      case 405 -> "MethodNotAllowed";
      case 409 -> "Conflict";
      case 410 -> "Expired";
      case 413 -> "RequestEntityTooLarge";
      case 422 -> "Invalid";
      case 429 -> "TooManyRequests";
      case 503 -> "ServiceUnavailable";
      default -> "InternalError";
    };
  }
}
