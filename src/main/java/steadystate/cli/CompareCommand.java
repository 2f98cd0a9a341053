package steadystate.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.policy.parity.Parity;
import steadystate.report.ComparisonReport;

/** Says in what two environments differ, and why. */
@Command(
    name = "compare",
    description =
        "What two environments do not have in common: written otherwise, from the mode, missing,"
            + " riskier. Calls no AWS.")
final class CompareCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(index = "0", paramLabel = "ENV", description = "such as dev")
  String left = "";

  @Parameters(index = "1", paramLabel = "ENV", description = "such as prod")
  String right = "";

  CompareCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Desk.Chosen chosen = desk.choose(desk.specs(), List.of(left, right));
    Specs standard =
        desk.program().specs(desk.options().folder, desk.options().variables, Mode.STANDARD);
    Optional<Parity.Side> one = side(chosen, standard, left);
    Optional<Parity.Side> other = side(chosen, standard, right);
    if (one.isEmpty() || other.isEmpty()) {
      return Exit.FAILED;
    }
    desk.print(new ComparisonReport(Parity.of(desk.program().catalogue(), one.get(), other.get())));
    return Exit.OK;
  }

  /** An environment that cannot be read in standard is judged as it is. */
  private static Optional<Parity.Side> side(Desk.Chosen chosen, Specs standard, String name) {
    Optional<Environment> own =
        chosen.environments().stream().filter(one -> one.name().equals(name)).findFirst();
    return own.map(environment ->
        new Parity.Side(environment, standard.sound().getOrDefault(name, environment)));
  }
}
