package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.report.DoctorReport;

/** Says what would keep an apply from its end. */
@Command(
    name = "doctor",
    description =
        "Looks at credentials, account, clock, endpoints, permissions, quotas and what the specs"
            + " name in AWS. Changes nothing.")
final class DoctorCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  DoctorCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    List<DoctorReport> reports =
        chosen.environments().stream()
            .map(environment ->
                new DoctorReport(desk.program().examined(environment, extent(environment))))
            .toList();
    desk.printAll(reports, names.size() == 1);
    boolean healthy = reports.stream().allMatch(report -> report.examination().healthy());
    return healthy && chosen.complete() ? Exit.OK : Exit.FAILED;
  }

  /** What is still to be made counts against quotas; where no plan can be had, nothing does. */
  private Extent extent(Environment environment) {
    try {
      return Extent.of(desk.program().engine().look(environment).plan()).everything();
    } catch (FailureException unknown) {
      return Extent.WHOLE;
    }
  }
}
