package steadystate.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import steadystate.reconcile.Controller;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.resource.Durations;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What operators may ask. Answers come at once; the status names a request when it is done. */
final class Asking {
  private static final int LONGEST_REASON = 500;

  private final Controller controller;

  Asking(Controller controller) {
    this.controller = controller;
  }

  void reconcile(Context context) {
    object(context);
    ask(context, new Ask.Reconcile());
  }

  void suspend(Context context) {
    ask(context, new Ask.Suspend(reason(context)));
  }

  void resume(Context context) {
    object(context);
    ask(context, new Ask.Resume());
  }

  void hold(Context context) {
    ask(context, new Ask.Hold(reason(context)));
  }

  void release(Context context) {
    wholeEnvironment(object(context));
    ask(context, new Ask.Release());
  }

  void forget(Context context) {
    wholeEnvironment(object(context));
    ask(context, new Ask.Forget());
  }

  void rollBack(Context context) {
    ObjectNode body = object(context);
    String reason = reason(body);
    Optional<String> to =
        Optional.ofNullable(body.get("to"))
            .filter(JsonNode::isIntegralNumber)
            .map(JsonNode::asString)
            .or(() -> text(body, "to"));
    String environment = context.pathParam("env");
    told(
        context,
        environment,
        controller.rollBack(
            environment, context.pathParam("name"), to, reason, Guard.caller(context).name()));
  }

  void wake(Context context) {
    ask(context, new Ask.Wake(span(object(context))));
  }

  void sleep(Context context) {
    ask(context, new Ask.Sleep(span(object(context))));
  }

  private static Optional<Duration> span(ObjectNode body) {
    wholeEnvironment(body);
    Optional<String> written = text(body, "for");
    Optional<Duration> span = written.flatMap(Durations::parse);
    boolean sound =
        span.filter(time -> time.isPositive() && time.compareTo(Ask.LONGEST_ORDER) <= 0)
            .isPresent();
    if (written.isPresent() && !sound) {
      throw new Trouble(
          422, "bad-duration", "`for` is a span such as 45m, 3h or 2d, of 31 days at most");
    }
    return span;
  }

  void approve(Context context) {
    String fingerprint =
        text(object(context), "fingerprint")
            .orElseThrow(() ->
                new Trouble(
                    422,
                    "fingerprint-needed",
                    "name the plan that you approve: {\"fingerprint\": \"sha256:…\"}"));
    ask(context, new Ask.Approve(fingerprint));
  }

  private void ask(Context context, Ask ask) {
    String environment = context.pathParam("env");
    String by = Guard.caller(context).name();
    told(context, environment, controller.ask(environment, ask, by));
  }

  private static void told(Context context, String environment, Answer answer) {
    switch (answer) {
      case Answer.Accepted(Answer.Request request) -> {
        context.status(202);
        context.header("Location", "/api/v1/environments/" + environment);
        Reading.answer(context, Answers.REQUEST.json(new Answers.Accepted(environment, request)));
      }
      case Answer.Nobody() ->
          throw new Trouble(
              404, "no-such-environment", "no environment is called " + Shorten.text(environment));
      case Answer.Refused(String code, String message) ->
          throw new Trouble(code.equals("no-such-service") ? 404 : 409, code, message);
    }
  }

  private static String reason(Context context) {
    ObjectNode body = object(context);
    wholeEnvironment(body);
    return reason(body);
  }

  private static String reason(ObjectNode body) {
    String reason = text(body, "reason").orElse("");
    if (reason.length() > LONGEST_REASON) {
      throw new Trouble(422, "reason-too-long", "a reason has 500 characters at most");
    }
    return reason;
  }

  /** Silently holding more than was asked would be worse than saying no. */
  private static void wholeEnvironment(ObjectNode body) {
    if (body.has("service") || body.has("resource")) {
      throw new Trouble(
          422,
          "whole-environment-only",
          "a hold is for the whole environment; leave out `service` and `resource`");
    }
  }

  private static Optional<String> text(ObjectNode body, String name) {
    Optional<JsonNode> found = body.optional(name).filter(node -> !node.isNull());
    if (found.filter(node -> !node.isString()).isPresent()) {
      throw new Trouble(422, "wrong-type", "`" + name.toLowerCase(Locale.ROOT) + "` is a text");
    }
    return found.map(JsonNode::asString);
  }

  /** The body as an object; none at all is an empty one. */
  private static ObjectNode object(Context context) {
    byte[] body = Guard.body(context);
    if (body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    try {
      if (JsonMapper.shared().readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException | StackOverflowError notJson) {
      // Told below, in our own words: the parser's repeat what was sent.
    }
    throw new Trouble(400, "not-json", "the body is not a JSON object");
  }
}
