package steadystate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema that editors take. */
@Command(name = "schema", description = "JSON Schema of the specs, for editors.")
final class SchemaCommand implements Callable<Integer> {
  private final Desk desk;

  SchemaCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.terminal().out().println(desk.program().schema().stripTrailing());
    return Exit.OK;
  }
}
