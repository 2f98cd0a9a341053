package steadystate.cli;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import steadystate.apply.Progress;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.plan.Change;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.report.DoctorReport;
import steadystate.report.PlanReport;
import steadystate.report.ReceiptReport;
import steadystate.report.ReceiptReport.Ending;

/** One environment's way from plan to receipt. */
final class Application {
  private final Desk desk;
  private final Environment environment;
  private final boolean wait;
  private final boolean doctor;
  private final Set<String> approved;
  private int declined = Exit.OK;

  Application(
      Desk desk, Environment environment, boolean wait, boolean doctor, Set<String> approved) {
    this.desk = desk;
    this.environment = environment;
    this.wait = wait;
    this.doctor = doctor;
    this.approved = new HashSet<>(approved);
  }

  /** The exit code when there is no receipt because nothing was carried out. */
  int declined() {
    return declined;
  }

  /** From a new plan; empty when a person said no. */
  Optional<ReceiptReport> fresh(boolean yes) {
    if (yes) {
      return Optional.of(carryOut(Engine.Options.DEFAULT, false));
    }
    Look look = desk.program().engine().look(environment);
    return confirmed(look.plan())
        ? Optional.of(carryOut(bound(look.plan()), true))
        : Optional.empty();
  }

  /** From a saved plan; empty when it is stale, or a person said no. */
  Optional<ReceiptReport> planned(SavedPlans.Bound saved, boolean yes) {
    if (!SavedPlans.digest(environment).equals(saved.digest())) {
      return stale("the specs of " + environment.name() + " have changed since the plan was made");
    }
    Look look = desk.program().engine().look(environment);
    if (!look.plan().fingerprint().equals(saved.fingerprint())) {
      return stale("AWS has changed since the plan of " + environment.name() + " was made");
    }
    return yes || confirmed(look.plan())
        ? Optional.of(carryOut(bound(look.plan()), !yes))
        : Optional.empty();
  }

  private static Engine.Options bound(Plan plan) {
    return Engine.Options.DEFAULT.only(plan.fingerprint());
  }

  private Optional<ReceiptReport> stale(String message) {
    desk.error("stale-plan", message, "look at a new one: steadystate plan " + environment.name());
    declined = Exit.REFUSED;
    return Optional.empty();
  }

  /** Shows the plan and asks; what needs no change and what is refused needs no answer. */
  private boolean confirmed(Plan plan) {
    show(plan);
    if (plan.changes().isEmpty() || !plan.refusals().isEmpty()) {
      return true;
    }
    forewarn(plan);
    long destroyed = plan.changes().stream().filter(change -> change.action().destroys()).count();
    String name = environment.name();
    String expected = destroyed > 0 ? name : "yes";
    String go = " to go on: ";
    String question =
        switch ((int) Math.min(2, destroyed)) {
          case 0 -> "Apply this to " + name + "? Type yes" + go;
          case 1 -> "1 resource is deleted or replaced. Type the environment's name" + go;
          default ->
              destroyed + " resources are deleted or replaced. Type the environment's name" + go;
        };
    if (!desk.ask(question).equals(expected)) {
      desk.say("Nothing was changed.");
      declined = Exit.FAILED;
      return false;
    }
    if (plan.changes().stream().map(Change::held).anyMatch(Optional::isPresent)) {
      approved.add(plan.fingerprint());
    }
    return true;
  }

  /** To the result, or beside it where the result is for a program. */
  private void show(Plan plan) {
    PlanReport report = new PlanReport(plan, steadystate.report.Stats.NONE);
    if (desk.options().format == Format.TEXT) {
      desk.print(report);
    } else {
      desk.terminal().err().print(report.text(desk.terminal().remarks()));
    }
  }

  /** Says what would keep the plan from its end; it stops nothing, for it may be wrong. */
  private void forewarn(Plan plan) {
    if (!doctor || plan.changes().isEmpty() || !plan.refusals().isEmpty()) {
      return;
    }
    Examination examination = desk.program().examined(environment, Extent.of(plan));
    String findings = new DoctorReport(examination).findings(desk.terminal().remarks());
    desk.terminal().err().print(findings);
  }

  private ReceiptReport carryOut(Engine.Options options, boolean shown) {
    Engine.Options far = (wait ? options : options.noWait()).approved(approved);
    Receipt receipt;
    try (ProgressView view = ProgressView.on(desk.terminal())) {
      Progress progress = new Announced(view, shown);
      receipt = desk.program().engine().apply(environment, far, progress);
      if (receipt.outcome() instanceof Receipt.Outcome.Steady) {
        view.allSteady();
      }
    }
    ReceiptReport report = Looks.report(environment, receipt);
    if (desk.options().format == Format.TEXT) {
      desk.terminal().out().println();
      desk.print(report);
    }
    if (report.ending() == Ending.FAILED && desk.options().format != Format.TEXT) {
      desk.say(environment.name() + " failed: " + report.reason());
    }
    return report;
  }

  /** Shows each plan before it is carried out: the first in full, later ones on one line. */
  private final class Announced extends ForwardedProgress {
    private boolean shown;

    Announced(Progress to, boolean shown) {
      super(to);
      this.shown = shown;
    }

    @Override
    public void planned(int pass, Plan plan) {
      super.planned(pass, plan);
      if (!shown) {
        show(plan);
        forewarn(plan);
        shown = true;
      } else if (pass > 1) {
        desk.say("pass " + pass + ": " + PlanReport.counts(plan));
      }
    }
  }
}
