package steadystate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program's name alone: nothing to do. */
@Command(
    name = "steadystate",
    description = "Keeps AWS ECS environments true to the YAML in Git.",
    synopsisSubcommandLabel = "COMMAND")
final class Root implements Callable<Integer> {
  @Mixin final Options options = new Options();

  @Option(names = "--version", versionHelp = true, description = "the version")
  boolean version;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(new CommandLine(spec), "a command is missing");
  }
}
