package steadystate.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running controller to do something with an environment. */
@Command
class AskCommand implements Callable<Integer> {
  final Desk desk;
  private final String verb;

  @Mixin Remote remote = new Remote();

  @Parameters(paramLabel = "ENV", description = "the environment")
  String environment = "";

  AskCommand(Desk desk, String verb) {
    this.desk = desk;
    this.verb = verb;
  }

  /** What is said with the request. */
  ObjectNode body() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public Integer call() {
    JsonNode answer = remote.post("/environments/" + Segments.of(environment) + "/" + verb, body());
    String said =
        environment + ": " + verb + " accepted as request " + answer.path("id").asString("");
    desk.print(new RemoteReport(answer, said + "\n"));
    return Exit.OK;
  }

  /** With a reason for those who look later. */
  @Command
  static final class WithReason extends AskCommand {
    @Option(names = "--reason", paramLabel = "TEXT", description = "why, for those who look later")
    Optional<String> reason = Optional.empty();

    WithReason(Desk desk, String verb) {
      super(desk, verb);
    }

    @Override
    ObjectNode body() {
      ObjectNode body = super.body();
      reason.ifPresent(text -> body.put("reason", text));
      return body;
    }
  }

  /** With the time after which the schedule counts again. */
  @Command
  static final class WithSpan extends AskCommand {
    @Option(
        names = "--for",
        paramLabel = "TIME",
        description = "such as 45m or 3h; without it until the schedule turns by itself")
    Optional<String> span = Optional.empty();

    WithSpan(Desk desk, String verb) {
      super(desk, verb);
    }

    @Override
    ObjectNode body() {
      ObjectNode body = super.body();
      span.ifPresent(text -> body.put("for", text));
      return body;
    }
  }
}
