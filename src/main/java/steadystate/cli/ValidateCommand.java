package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.report.ValidationReport;
import steadystate.yaml.Problem;

/** Reads the specs and says what is wrong with them. */
@Command(
    name = "validate",
    description = "Reads and checks the specs, modes and policies included; calls no AWS.")
final class ValidateCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  ValidateCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Specs specs = desk.specs();
    Desk.Chosen chosen = desk.choose(specs, names);
    List<Problem> problems = new ArrayList<>(specs.elsewhere());
    specs.broken().entrySet().stream()
        .filter(entry -> names.isEmpty() || names.contains(entry.getKey()))
        .flatMap(entry -> entry.getValue().stream())
        .filter(problem -> !problems.contains(problem))
        .forEach(problems::add);
    ValidationReport report = new ValidationReport(chosen.environments(), problems);
    if (chosen.complete() || desk.options().format != Format.TEXT) {
      desk.print(report);
    } else if (!problems.isEmpty()) {
      desk.say(report.summary());
    }
    return chosen.complete() ? Exit.OK : Exit.FAILED;
  }
}
