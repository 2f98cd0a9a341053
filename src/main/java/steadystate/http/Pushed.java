package steadystate.http;

import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import steadystate.reconcile.Controller;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Takes what GitHub tells. A signed push is only a hint to look at the repository: nothing of what
 * it says is used for anything else, so it may come late, twice or a thousand times.
 */
final class Pushed {
  static final String PATH = "/webhooks/github";

  private final Webhook webhook;
  private final Controller controller;

  Pushed(Webhook webhook, Controller controller) {
    this.webhook = webhook;
    this.controller = controller;
  }

  void take(Context context) {
    byte[] body = Guard.body(context);
    Optional<String> signature = Optional.ofNullable(context.header("X-Hub-Signature-256"));
    if (!webhook.isSigned(body, signature)) {
      context.header("WWW-Authenticate", "HMAC-SHA256");
      throw new Trouble(401, "not-signed", "X-Hub-Signature-256 is missing or wrong");
    }
    String event = Optional.ofNullable(context.header("X-GitHub-Event")).orElse("");
    String ignored = event.equals("push") ? ignored(push(context, body)) : "no push";
    if (ignored.isEmpty()) {
      controller.hintSource();
    }
    context.status(202);
    Reading.answer(context, Answers.WEBHOOK.json(ignored));
  }

  /** Why a push is no hint for us; empty when it is one. */
  private String ignored(JsonNode push) {
    JsonNode repository = push.path("repository");
    List<String> addresses =
        Stream.of("clone_url", "ssh_url", "git_url", "html_url", "url")
            .map(name -> text(repository.path(name)))
            .filter(address -> !address.isEmpty())
            .toList();
    return webhook.pushes().concern(addresses, text(push.path("ref")))
        ? ""
        : "another repository or branch";
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.asString() : "";
  }

  private static JsonNode push(Context context, byte[] body) {
    String type = Optional.ofNullable(context.contentType()).orElse("");
    try {
      if (type.startsWith("application/x-www-form-urlencoded")) {
        String form = new String(body, StandardCharsets.UTF_8);
        return JsonMapper.shared()
            .readTree(
                form.startsWith("payload=")
                    ? URLDecoder.decode(form.substring(8), StandardCharsets.UTF_8)
                    : "{}");
      }
      return body.length == 0
          ? JsonNodeFactory.instance.objectNode()
          : JsonMapper.shared().readTree(body);
    } catch (JacksonException | IllegalArgumentException | StackOverflowError notJson) {
      throw new Trouble(400, "not-json", "the body is no JSON");
    }
  }
}
