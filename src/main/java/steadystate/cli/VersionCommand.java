package steadystate.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the version. */
@Command(name = "version", description = "The version of this program and of its Java.")
final class VersionCommand implements Callable<Integer> {
  private final Desk desk;

  VersionCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.print(new VersionReport(desk.program().version(), Runtime.version().toString()));
    return Exit.OK;
  }
}
