package steadystate;

import java.util.Objects;
import steadystate.cli.Cli;
import steadystate.cli.SandboxSettings;
import steadystate.cli.Terminal;

/** The entrance: the only class that knows every room. */
public final class Main {

  private Main() {}

  /** Starts the program. */
  public static void main(String[] arguments) {
    Terminal terminal = Terminal.ofProcess(System.getenv());
    Cli cli = new Cli(new CommandProgram(), terminal).playing(Main::sandbox);
    System.exit(cli.run(arguments));
  }

  private static int sandbox(SandboxSettings settings) {
    if (settings.tour()) {
      return new Tour(settings).play();
    }
    throw new UnsupportedOperationException("only the tour can be played");
  }

  /** The version this jar was built as; {@code development} when run from loose classes. */
  static String version() {
    return Objects.requireNonNullElse(
        Main.class.getPackage().getImplementationVersion(), "development");
  }
}
