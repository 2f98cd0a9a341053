package steadystate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Look;
import steadystate.report.PlanReport;

/** Says what an apply would do, and does nothing. */
@Command(
    name = "plan",
    description = "Compares live AWS with the specs: what an apply would do. Changes nothing.")
final class PlanCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "keeps the plan, for apply --plan FILE")
  Optional<Path> out = Optional.empty();

  @Option(names = "--detailed-exitcode", description = "exit with 2 when something differs")
  boolean detailed;

  PlanCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    int code = chosen.complete() ? Exit.OK : Exit.FAILED;
    List<PlanReport> reports = new ArrayList<>();
    SavedPlans saved = new SavedPlans();
    for (Environment environment : chosen.environments()) {
      try {
        Look look = desk.program().engine().look(environment);
        reports.add(new PlanReport(look.plan(), Looks.stats(look)));
        saved.add(environment, reports.getLast());
        code = Exit.worse(code, code(look.plan()));
      } catch (FailureException failure) {
        desk.failure(environment.name(), failure);
        code = Exit.FAILED;
      }
    }
    desk.printAll(reports, names.size() == 1);
    reports.forEach(report -> desk.stats(report.stats()));
    if (out.isPresent() && code != Exit.FAILED) {
      saved.write(out.get());
      desk.say(
          "saved to " + out.get() + "; carry it out with: steadystate apply --plan " + out.get());
    }
    return code;
  }

  private int code(Plan plan) {
    if (!plan.refusals().isEmpty()) {
      return Exit.REFUSED;
    }
    if (Looks.sawNothing(plan)) {
      return Exit.FAILED;
    }
    return detailed && !plan.isEmpty() ? Exit.DIFFERENCES : Exit.OK;
  }
}
