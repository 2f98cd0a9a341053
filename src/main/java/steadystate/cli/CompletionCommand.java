package steadystate.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete commands. */
@Command(
    name = "completion",
    description = "Completion for bash and zsh: source <(steadystate completion)")
final class CompletionCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec CommandSpec spec = CommandSpec.create();

  CompletionCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    String script = AutoComplete.bash("steadystate", spec.root().commandLine());
    desk.terminal().out().println(script.stripTrailing());
    return Exit.OK;
  }
}
