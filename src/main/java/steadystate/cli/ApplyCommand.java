package steadystate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.report.ReceiptReport;

/** Makes AWS follow the specs. */
@Command(
    name = "apply",
    description =
        "Plans, asks, carries out, waits until everything is steady, and prints a receipt.")
final class ApplyCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  boolean yes;

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description =
          "carry out this plan of plan --out or orphans --plan and nothing else; refused when it is"
              + " stale")
  Optional<Path> saved = Optional.empty();

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "wait until services are steady (default), or not")
  boolean wait = true;

  @Option(
      names = "--doctor",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "see first what would keep the plan from its end (default), or not")
  boolean doctor = true;

  @Option(
      names = "--approve",
      paramLabel = "FINGERPRINT",
      description = "lets the held changes of the plan with this fingerprint go on")
  Set<String> approved = Set.of();

  ApplyCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    if (saved.isPresent() && SavedRemovals.holds(saved.get())) {
      return confirmable()
          ? new OrphanApplication(desk, yes, approved).all(SavedRemovals.read(saved.get()))
          : Exit.FAILED;
    }
    Map<String, SavedPlans.Bound> bound =
        saved.isPresent() ? SavedPlans.read(saved.get()) : Map.of();
    List<String> wanted = names.isEmpty() ? List.copyOf(bound.keySet()) : names;
    if (wanted.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "name at least one environment: apply never means all of them");
    }
    if (!confirmable()) {
      return Exit.FAILED;
    }
    Desk.Chosen chosen = desk.choose(desk.specs(), wanted);
    int code = chosen.complete() ? Exit.OK : Exit.FAILED;
    List<ReceiptReport> receipts = new ArrayList<>();
    for (Environment environment : chosen.environments()) {
      code = Exit.worse(code, apply(environment, bound, receipts));
    }
    boolean text = desk.options().format == Format.TEXT;
    if (!text) {
      desk.printAll(receipts, wanted.size() == 1);
    }
    receipts.forEach(receipt -> desk.stats(receipt.stats()));
    return code;
  }

  private boolean confirmable() {
    if (!yes && !desk.terminal().asks()) {
      desk.error(
          "not-confirmed",
          "there is no terminal to ask on, so nothing was done",
          "add --yes to apply without a question");
      return false;
    }
    return true;
  }

  /** A failure of one environment leaves the others alone. */
  private int apply(
      Environment environment, Map<String, SavedPlans.Bound> bound, List<ReceiptReport> receipts) {
    Application application = new Application(desk, environment, wait, doctor, approved);
    try {
      Optional<SavedPlans.Bound> from = Optional.ofNullable(bound.get(environment.name()));
      if (saved.isPresent() && from.isEmpty()) {
        desk.error(
            "stale-plan",
            "the plan in " + saved.get() + " is not one of " + environment.name(),
            "make one: steadystate plan " + environment.name() + " --out " + saved.get());
        return Exit.REFUSED;
      }
      Optional<ReceiptReport> receipt =
          from.isPresent() ? application.planned(from.get(), yes) : application.fresh(yes);
      receipt.ifPresent(receipts::add);
      return receipt.map(report -> Looks.code(report.ending())).orElse(application.declined());
    } catch (FailureException failure) {
      desk.failure(environment.name(), failure);
      return Exit.FAILED;
    }
  }
}
