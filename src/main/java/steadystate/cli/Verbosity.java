package steadystate.cli;

import picocli.CommandLine.ParseResult;

/** How much of the log is shown; set before the first logger is made. */
final class Verbosity {
  private static final String LEVEL = "STEADYSTATE_LOG_LEVEL";

  private Verbosity() {}

  /** A server tells what it does; a command has its own progress and only warns. */
  static void set(ParseResult parsed, boolean verbose) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    String name = last.commandSpec().name();
    boolean server = name.equals("serve") || name.equals("sandbox");
    if (System.getenv(LEVEL) == null && System.getProperty(LEVEL) == null) {
      System.setProperty(LEVEL, verbose ? "DEBUG" : server ? "INFO" : "WARN");
    }
  }
}
