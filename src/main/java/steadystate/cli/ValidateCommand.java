package steadystate.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.environment.Environment;
import steadystate.plan.Warning;
import steadystate.policy.Judgement;
import steadystate.policy.Verdict;
import steadystate.report.ValidationReport;
import steadystate.yaml.Problem;
import steadystate.yaml.SourceSpan;

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
    List<Environment> sound = new ArrayList<>();
    List<Warning> warnings = new ArrayList<>();
    for (Environment environment : chosen.environments()) {
      Verdict verdict =
          Judgement.of(
              environment, desk.program().productionAccounts(), InstantSource.system().instant());
      List<Problem> refused = refused(environment, verdict);
      desk.problems(specs, refused);
      problems.addAll(refused);
      warnings.addAll(verdict.warnings());
      if (refused.isEmpty()) {
        sound.add(environment);
      }
    }
    boolean valid = chosen.complete() && sound.size() == chosen.environments().size();
    ValidationReport report = new ValidationReport(sound, problems, warnings);
    if (valid || desk.options().format != Format.TEXT) {
      desk.print(report);
    } else if (!problems.isEmpty()) {
      desk.say(report.summary());
    }
    return valid ? Exit.OK : Exit.FAILED;
  }

  /** What rules refuse and that can be told without AWS. */
  private static List<Problem> refused(Environment environment, Verdict verdict) {
    SourceSpan somewhere = new SourceSpan(environment.name(), 1, 1);
    return verdict.refusals().stream()
        .map(refusal ->
            new Problem(
                refusal.rule(),
                refusal.source().orElse(somewhere),
                refusal.resource().toString(),
                refusal.message(),
                refusal.page().map(page -> "why: " + page)))
        .toList();
  }
}
