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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Asks a running controller to take a service back to an earlier revision. */
@Command
final class RollbackCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin Remote remote = new Remote();

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ENV/SERVICE", description = "the service, such as prod/api")
  String service = "";

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "7 or family:7 (default: the last that was deployed well before today's)")
  Optional<String> to = Optional.empty();

  @Option(names = "--reason", paramLabel = "TEXT", description = "why, for those who look later")
  Optional<String> reason = Optional.empty();

  RollbackCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    int slash = service.indexOf('/');
    if (slash < 1 || slash == service.length() - 1) {
      throw new ParameterException(
          spec.commandLine(), "name the service with its environment: ENV/SERVICE");
    }
    String environment = Segments.of(service.substring(0, slash));
    String name = Segments.of(service.substring(slash + 1));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    to.ifPresent(revision -> body.put("to", revision));
    reason.ifPresent(text -> body.put("reason", text));
    JsonNode answer =
        remote.post("/environments/" + environment + "/services/" + name + "/rollback", body);
    String said = service + ": rollback accepted as request " + answer.path("id").asString("");
    desk.print(new RemoteReport(answer, said + "\n"));
    return Exit.OK;
  }
}
