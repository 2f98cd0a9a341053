package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.reconcile.pass.Look;
import steadystate.report.DriftReport;

/** Says what differs, and why. */
@Command(
    name = "drift",
    description = "What differs between live AWS and the specs, and why. Changes nothing.")
final class DriftCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  DriftCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    int code = chosen.complete() ? Exit.OK : Exit.FAILED;
    List<DriftReport> reports = new ArrayList<>();
    for (Environment environment : chosen.environments()) {
      try {
        Look look = desk.program().engine().look(environment);
        DriftReport report =
            new DriftReport(look.plan(), look.findings(), look.changedBy(), Looks.stats(look));
        reports.add(report);
        int one = report.inSync() ? Exit.OK : Exit.DIFFERENCES;
        code = Exit.worse(code, Looks.sawNothing(look.plan()) ? Exit.FAILED : one);
      } catch (FailureException failure) {
        desk.failure(environment.name(), failure);
        code = Exit.FAILED;
      }
    }
    desk.printAll(reports, names.size() == 1);
    reports.forEach(report -> desk.stats(report.stats()));
    return code;
  }
}
