package steadystate.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
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

  /** With the plan that is approved. */
  @Command
  static final class Approve extends AskCommand {
    @Spec CommandSpec spec = CommandSpec.create();

    @Parameters(
        index = "1",
        arity = "0..1",
        paramLabel = "FINGERPRINT",
        description = "of the plan that you have read; `status ENV` and `plan -o json` show it")
    Optional<String> fingerprint = Optional.empty();

    @Option(
        names = "--gone",
        description = "the plan of now, which deletes all that an environment without files had")
    boolean gone;

    Approve(Desk desk) {
      super(desk, "approve");
    }

    @Override
    ObjectNode body() {
      if (gone == fingerprint.isPresent()) {
        throw new ParameterException(
            spec.commandLine(), "write the FINGERPRINT of the plan that you have read, or --gone");
      }
      return super.body().put("fingerprint", fingerprint.orElseGet(this::planOfTheGone));
    }

    private String planOfTheGone() {
      JsonNode status = remote.get("/environments/" + Segments.of(environment));
      if (!status.path("orphan").asBoolean(false)) {
        throw new FailureException(
            new Failure.Rejected(
                "still-written",
                environment + " is written; read its plan, and approve that by its fingerprint"));
      }
      for (JsonNode resource : status.path("resources")) {
        desk.say("deletes " + resource.path("resource").asString(""));
      }
      return status.path("fingerprint").asString("");
    }
  }
}
