package steadystate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.report.Ink;
import steadystate.report.ListReport;
import steadystate.report.Paper;
import steadystate.report.Report;
import steadystate.report.Stats;
import steadystate.yaml.Problem;

/** Where a command works: its options, the program behind it, and the ways to speak. */
final class Desk {
  private final Program program;
  private final Options options;
  private final Terminal whole;

  Desk(Program program, Options options, Terminal terminal) {
    this.program = program;
    this.options = options;
    this.whole = terminal;
  }

  Program program() {
    return program;
  }

  Options options() {
    return options;
  }

  /** The terminal, without colours when the user wants none. */
  Terminal terminal() {
    return options.noColour ? whole.withoutColour() : whole;
  }

  Specs specs() {
    return program.specs(options.folder, options.variables);
  }

  /** Prints a result in the form that was asked for. */
  void print(Report report) {
    terminal().out().print(options.format.of(report, terminal().results()));
    terminal().out().flush();
  }

  /** One result alone, none or several as a list. */
  void printAll(List<? extends Report> reports, boolean alone) {
    if (alone && reports.size() == 1) {
      print(reports.getFirst());
    } else if (!reports.isEmpty() || options.format != Format.TEXT) {
      print(new ListReport(List.copyOf(reports)));
    }
  }

  void stats(Stats stats) {
    if (options.stats) {
      terminal().err().print(stats.text());
    }
  }

  void say(String line) {
    terminal().err().println(line);
  }

  /** What a person types; nothing when there is nobody. */
  String ask(String question) {
    terminal().err().print("\n" + question);
    terminal().err().flush();
    try {
      return Optional.ofNullable(terminal().in().readLine()).orElse("").strip();
    } catch (IOException closed) {
      throw new UncheckedIOException(closed);
    }
  }

  /** An error in the form of all errors: what, and what to do about it. */
  void error(String code, String message, String help) {
    Paper paper = terminal().remarks();
    say(Ink.REFUSED.on(paper, "error[" + code + "]") + ": " + message);
    if (!help.isEmpty()) {
      say("  " + Ink.BOLD.on(paper, "help:") + " " + help);
    }
  }

  void failure(String environment, FailureException exception) {
    Failure failure = exception.failure();
    String where = environment.isEmpty() ? "" : environment + ": ";
    error(failure.code(), where + failure.message(), Advice.on(failure));
    if (options.verbose) {
      exception.printStackTrace(terminal().err());
    }
  }

  void problems(Specs specs, List<Problem> problems) {
    for (Problem problem : problems) {
      say(specs.explain().apply(problem, terminal().remarks()));
    }
  }

  /**
   * The environments of a command line. Mistakes and unknown names are told; the sound ones are
   * still worked on.
   */
  Chosen choose(Specs specs, List<String> names) {
    List<String> wanted =
        names.isEmpty() ? List.copyOf(specs.names()) : names.stream().distinct().toList();
    List<Environment> environments = new ArrayList<>();
    boolean complete = specs.elsewhere().isEmpty();
    problems(specs, specs.elsewhere());
    List<Problem> told = new ArrayList<>(specs.elsewhere());
    for (String name : wanted) {
      Optional<Environment> environment = Optional.ofNullable(specs.sound().get(name));
      environment.ifPresent(environments::add);
      List<Problem> mistakes = specs.broken().getOrDefault(name, List.of());
      problems(specs, mistakes.stream().filter(problem -> !told.contains(problem)).toList());
      told.addAll(mistakes);
      if (environment.isEmpty() && mistakes.isEmpty()) {
        unknown(name, specs);
      }
      complete &= environment.isPresent();
    }
    if (wanted.isEmpty() && specs.elsewhere().isEmpty()) {
      error("no-environment", "no environment in " + options.folder, "point -f to their folder");
      complete = false;
    }
    return new Chosen(environments, complete);
  }

  private void unknown(String name, Specs specs) {
    String all = String.join(", ", specs.names());
    error(
        "unknown-environment",
        "no environment '" + name + "' in " + options.folder,
        all.isEmpty() ? "point -f to the folder of the environments" : "there are: " + all);
  }

  /**
   * What to work on.
   *
   * @param complete whether that is all that was asked for
   */
  record Chosen(List<Environment> environments, boolean complete) {}
}
