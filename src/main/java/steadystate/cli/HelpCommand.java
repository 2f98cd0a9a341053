package steadystate.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says how a command is used. */
@Command(name = "help", description = "How a command is used.")
final class HelpCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "COMMAND", arity = "0..1", description = "the command")
  Optional<String> command = Optional.empty();

  HelpCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    CommandLine root = spec.root().commandLine();
    CommandLine asked =
        command
            .map(name -> Optional.ofNullable(root.getSubcommands().get(name)))
            .orElse(Optional.of(root))
            .orElseThrow(
                () -> new ParameterException(root, "no command '" + command.orElse("") + "'"));
    asked.usage(desk.terminal().out());
    return Exit.OK;
  }
}
