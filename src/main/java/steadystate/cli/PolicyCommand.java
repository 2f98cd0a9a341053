package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.permission.LeastPolicy;
import steadystate.report.AccessPolicyReport;
import steadystate.resource.Kind;

/** Prints what AWS must allow for the specs. */
@Command(
    name = "iam-policy",
    description = "The least IAM policy that these specs need. Calls no AWS.")
final class PolicyCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  PolicyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    if (!chosen.complete()) {
      return Exit.FAILED;
    }
    List<String> kinds = desk.program().catalogue().kinds().stream().map(Kind::name).toList();
    desk.print(new AccessPolicyReport(LeastPolicy.of(chosen.environments(), kinds)));
    return Exit.OK;
  }
}
