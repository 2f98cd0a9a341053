package steadystate.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import steadystate.failure.FailureException;

/** The commands, put together. */
public final class Cli {
  private final Root root = new Root();
  private final Desk desk;
  private final CommandLine line;

  public Cli(Program program, Terminal terminal) {
    this.desk = new Desk(program, root.options, terminal);
    this.line = new CommandLine(root);
    List<Callable<Integer>> commands = new ArrayList<>();
    commands.add(new ValidateCommand(desk));
    commands.add(new PlanCommand(desk));
    commands.add(new ApplyCommand(desk));
    commands.add(new DriftCommand(desk));
    commands.add(new CompareCommand(desk));
    commands.add(new CostCommand(desk));
    commands.add(new OrphansCommand(desk));
    commands.add(new ImportCommand(desk));
    commands.add(new PolicyCommand(desk));
    commands.add(new DoctorCommand(desk));
    commands.add(new SchemaCommand(desk));
    commands.add(new CompletionCommand(desk));
    commands.add(new VersionCommand(desk));
    commands.add(new HelpCommand(desk));
    commands.add(new StatusCommand(desk));
    commands.add(new HistoryCommand(desk));
    commands.forEach(line::addSubcommand);
    asks();
    line.getCommandSpec().version("steadystate " + program.version());
    line.setExecutionStrategy(this::execute);
    line.setParameterExceptionHandler((wrong, words) -> usage(wrong));
    line.setExecutionExceptionHandler((failure, where, parsed) -> failed(failure));
    line.setColorScheme(
        CommandLine.Help.defaultColorScheme(terminal.results().colour() ? Ansi.ON : Ansi.OFF));
    line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
  }

  /** What a running controller can be asked to do. */
  private void asks() {
    ask("reconcile", "looks and acts at once", new AskCommand(desk, "reconcile"));
    ask("suspend", "writes nothing until resumed", new AskCommand.WithReason(desk, "suspend"));
    ask("resume", "takes a suspension back", new AskCommand(desk, "resume"));
    ask("hold", "keeps the environment as it is", new AskCommand.WithReason(desk, "hold"));
    ask("release", "takes a hold back", new AskCommand(desk, "release"));
    ask("rollback", "takes a service back and keeps it there", new RollbackCommand(desk));
    ask("wake", "keeps the environment awake for a time", new AskCommand.WithSpan(desk, "wake"));
    ask("sleep", "lets the environment sleep for a time", new AskCommand.WithSpan(desk, "sleep"));
    ask("forget", "lets an environment without files live on", new AskCommand(desk, "forget"));
    ask("approve", "lets go on what a plan holds back", new ApproveCommand(desk));
  }

  private void ask(String verb, String does, Callable<Integer> command) {
    line.addSubcommand(verb, command);
    Objects.requireNonNull(line.getSubcommands().get(verb))
        .getCommandSpec()
        .usageMessage()
        .description("The running controller " + does + ".");
  }

  /** With the controller, which lives in other rooms. */
  public Cli serving(ToIntFunction<ServeSettings> controller) {
    return serving(name -> Optional.ofNullable(System.getenv(name)), controller);
  }

  Cli serving(
      Function<String, Optional<String>> environment, ToIntFunction<ServeSettings> controller) {
    line.addSubcommand(ServeCommand.line(desk, environment, controller));
    return this;
  }

  /** With the sandbox, which lives in other rooms. */
  public Cli playing(ToIntFunction<SandboxSettings> sandbox) {
    line.addSubcommand(new SandboxCommand(desk, sandbox));
    return this;
  }

  /** Runs a command line; answers the exit code. */
  public int run(String... words) {
    return line.execute(words);
  }

  private int execute(ParseResult parsed) {
    Verbosity.set(parsed, root.options.verbose);
    return new CommandLine.RunLast().execute(parsed);
  }

  private int usage(ParameterException wrong) {
    CommandLine where = wrong.getCommandLine();
    String name = where.getCommandSpec().qualifiedName();
    desk.error("usage", String.valueOf(wrong.getMessage()), "see " + name + " --help");
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      List<String> near = unmatched.getSuggestions();
      if (!near.isEmpty()) {
        desk.say("  did you mean: " + String.join(", ", near) + "?");
      }
    }
    return Exit.USAGE;
  }

  /** One message; the stack only for those who ask. */
  private int failed(Exception failure) {
    if (failure instanceof FailureException known) {
      desk.failure("", known);
      return Exit.FAILED;
    }
    if (failure instanceof java.io.IOException io) {
      desk.error("io", Messages.of(io), "");
    } else {
      desk.error(
          "defect",
          "this should not have happened: " + failure,
          "run again with -v and report what it prints");
    }
    if (root.options.verbose) {
      failure.printStackTrace(desk.terminal().err());
    }
    return Exit.FAILED;
  }
}
