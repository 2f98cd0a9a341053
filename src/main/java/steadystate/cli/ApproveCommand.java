package steadystate.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.report.HeldText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lets go on what a plan holds back, after saying what that is. */
@Command
final class ApproveCommand extends AskCommand {
  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FINGERPRINT",
      description = "of the plan that you have read; without it you are shown one and asked")
  Optional<String> fingerprint = Optional.empty();

  @Option(
      names = "--gone",
      description = "the plan of now, which deletes all that an environment without files had")
  boolean gone;

  ApproveCommand(Desk desk) {
    super(desk, "approve");
  }

  @Override
  public Integer call() {
    boolean told = gone || fingerprint.isPresent();
    if ((gone && fingerprint.isPresent()) || (!told && !desk.terminal().asks())) {
      throw new ParameterException(
          spec.commandLine(), "write the FINGERPRINT of the plan that you have read, or --gone");
    }
    if (!told && !agreed()) {
      desk.say("Nothing was approved.");
      return Exit.FAILED;
    }
    return super.call();
  }

  @Override
  ObjectNode body() {
    return super.body().put("fingerprint", fingerprint.orElseGet(this::planOfTheGone));
  }

  /** Shows the plan of now, and asks about that one: another that comes meanwhile is refused. */
  private boolean agreed() {
    JsonNode plan = remote.get("/environments/" + Segments.of(environment) + "/plan");
    desk.terminal().err().print(HeldText.of(plan, desk.terminal().remarks()));
    if (HeldText.waiting(plan).isEmpty()) {
      throw failure("nothing-held", "no change of " + environment + " waits for an approval");
    }
    fingerprint = Optional.of(plan.path("fingerprint").asString(""));
    String typed = desk.ask("Approve this plan? Type the environment's name to go on: ");
    return typed.equals(environment);
  }

  private String planOfTheGone() {
    JsonNode status = remote.get("/environments/" + Segments.of(environment));
    if (!status.path("orphan").asBoolean(false)) {
      throw failure(
          "still-written",
          environment + " is written; read its plan, and approve that by its fingerprint");
    }
    for (JsonNode resource : status.path("resources")) {
      desk.say("deletes " + resource.path("resource").asString(""));
    }
    return status.path("fingerprint").asString("");
  }

  private static FailureException failure(String code, String message) {
    return new FailureException(new Failure.Rejected(code, message));
  }
}
