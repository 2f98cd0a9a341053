package steadystate.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import steadystate.apply.StepResult;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.orphan.Orphans;
import steadystate.orphan.Removal;
import steadystate.orphan.Search;
import steadystate.reconcile.pass.Cleanup;
import steadystate.report.CleanupReport;
import steadystate.report.RemovalReport;
import steadystate.resource.ResourceId;

/** The way of saved plans about orphans to their receipts. */
final class OrphanApplication {
  private final Desk desk;
  private final boolean yes;
  private final Set<String> approved;

  OrphanApplication(Desk desk, boolean yes, Set<String> approved) {
    this.desk = desk;
    this.yes = yes;
    this.approved = Set.copyOf(approved);
  }

  int all(List<SavedRemovals.Bound> plans) throws IOException {
    Optional<List<Environment>> environments = OrphansCommand.everyEnvironment(desk);
    if (environments.isEmpty()) {
      return Exit.FAILED;
    }
    int code = Exit.OK;
    List<CleanupReport> receipts = new ArrayList<>();
    for (SavedRemovals.Bound plan : plans) {
      try {
        code = Exit.worse(code, carryOut(plan, environments.get(), receipts));
      } catch (FailureException failure) {
        desk.failure(plan.place().toString(), failure);
        code = Exit.FAILED;
      }
    }
    desk.printAll(receipts, plans.size() == 1);
    return code;
  }

  private int carryOut(
      SavedRemovals.Bound plan, List<Environment> environments, List<CleanupReport> receipts)
      throws IOException {
    Search search = desk.program().orphans();
    Orphans now = search.in(plan.place(), plan.sorts(), environments);
    Removal removal = Removal.of(now, environments, plan.resources());
    if (!removal.fingerprint().equals(plan.fingerprint())) {
      return stale(plan, removal);
    }
    boolean let = approved.contains(plan.fingerprint());
    if (!yes) {
      if (!confirmed(removal, now.at())) {
        desk.say("Nothing was changed.");
        return Exit.FAILED;
      }
      let = true;
    }
    List<StepResult> steps;
    try (ProgressView view = ProgressView.on(desk.terminal())) {
      steps = new Cleanup(search, environments).carryOut(removal, let, operation -> {}, view);
    }
    CleanupReport receipt =
        new CleanupReport(removal, steps, removal.lines().size() - removal.due(let).size());
    receipts.add(receipt);
    if (!receipt.succeeded()) {
      return Exit.FAILED;
    }
    return receipt.held() > 0 ? Exit.NOT_STEADY : Exit.OK;
  }

  private int stale(SavedRemovals.Bound plan, Removal now) {
    Set<ResourceId> gone = new TreeSet<>(plan.resources());
    now.lines().forEach(line -> gone.remove(line.resource()));
    String what = gone.isEmpty() ? "something of it was changed" : "no longer an orphan: " + gone;
    desk.error(
        "stale-plan",
        "AWS or a spec has changed since the plan for " + plan.place() + " was made; " + what,
        "look at a new one: steadystate orphans --plan FILE");
    return Exit.REFUSED;
  }

  private boolean confirmed(Removal removal, Instant now) throws IOException {
    RemovalReport report = new RemovalReport(removal, now);
    if (desk.options().format == Format.TEXT) {
      desk.print(report);
    } else {
      desk.terminal().err().print(report.text(desk.terminal().remarks()));
    }
    desk.terminal()
        .err()
        .print(
            "\n"
                + removal.lines().size()
                + " deleted for good. Type the account's number to go on: ");
    desk.terminal().err().flush();
    String answer = Optional.ofNullable(desk.terminal().in().readLine()).orElse("").strip();
    return answer.equals(removal.account());
  }
}
