package steadystate;

import java.util.Objects;
import steadystate.cli.Cli;
import steadystate.cli.Terminal;

/** The entrance: the only class that knows every room. */
public final class Main {

  private Main() {}

  /** Starts the program. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    Serving serving = new Serving(terminal.out());
    System.exit(
        new Cli(new CommandProgram(), terminal)
            .serving(serving::serve)
            .playing(told -> told.tour() ? new Tour(told).play() : serving.play(told))
            .run(arguments));
  }

  /** The version this jar was built as; {@code development} when run from loose classes. */
  static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
