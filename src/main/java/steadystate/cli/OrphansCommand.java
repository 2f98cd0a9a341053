package steadystate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;
import steadystate.orphan.Orphans;
import steadystate.orphan.Removal;
import steadystate.orphan.Search;
import steadystate.orphan.Sort;
import steadystate.orphan.Warehouse.Place;
import steadystate.report.ListReport;
import steadystate.report.OrphanReport;
import steadystate.report.RemovalReport;
import steadystate.report.Report;

/** Says what nobody uses, and what it costs. */
@Command(
    name = "orphans",
    description =
        "What nobody uses in the accounts and regions of environments, what it costs, and whose it"
            + " is. Deletes nothing; --plan makes a plan of it for apply --plan.")
final class OrphansCommand implements Callable<Integer> {
  private final Desk desk;

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "ENV",
      arity = "0..*",
      description = "environments in whose accounts and regions to look (default: all)")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "only these, such as volume or snapshot (default: all)")
  List<String> kinds = new ArrayList<>();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = "keeps a plan that deletes them, for apply --plan FILE")
  Optional<Path> plan = Optional.empty();

  OrphansCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    Set<Sort> sorts = sorts();
    Optional<List<Environment>> all = everyEnvironment(desk);
    if (all.isEmpty()) {
      return Exit.FAILED;
    }
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    int code = chosen.complete() ? Exit.OK : Exit.FAILED;
    List<Orphans> found = new ArrayList<>();
    Search search = desk.program().orphans();
    for (Place place : Search.places(chosen.environments())) {
      try {
        found.add(search.in(place, sorts, all.get()));
      } catch (FailureException failure) {
        desk.failure(place.toString(), failure);
        code = Exit.FAILED;
      }
    }
    desk.printAll(found.stream().map(OrphanReport::new).toList(), found.size() == 1);
    if (plan.isPresent() && code == Exit.OK) {
      keep(found, all.get(), plan.get());
    }
    return code;
  }

  /** A spec that cannot be read may use anything, so nothing is told then. */
  static Optional<List<Environment>> everyEnvironment(Desk desk) {
    Desk.Chosen all = desk.choose(desk.specs(), List.of());
    if (!all.complete()) {
      desk.error(
          "unread-spec",
          "not every spec can be read, and what it uses must not be called an orphan",
          "mend the mistakes above; steadystate validate shows them");
      return Optional.empty();
    }
    return Optional.of(all.environments());
  }

  private Set<Sort> sorts() {
    Set<Sort> sorts = new TreeSet<>();
    for (String kind : kinds) {
      sorts.add(
          Sort.of(kind)
              .orElseThrow(() ->
                  new ParameterException(
                      spec.commandLine(),
                      "'"
                          + kind
                          + "' is no kind of orphan; there are "
                          + Stream.of(Sort.values())
                              .map(Sort::word)
                              .collect(Collectors.joining(", ")))));
    }
    return sorts.isEmpty() ? Search.ALL : sorts;
  }

  private void keep(List<Orphans> found, List<Environment> environments, Path file)
      throws IOException {
    List<Report> plans = new ArrayList<>();
    for (Orphans orphans : found) {
      Removal removal = Removal.of(orphans, environments);
      int others = orphans.all().size() - removal.lines().size();
      if (others > 0) {
        desk.say(others + " belong to another installation and are not in the plan");
      }
      if (!removal.lines().isEmpty()) {
        plans.add(new RemovalReport(removal, orphans.at()));
      }
    }
    if (plans.isEmpty()) {
      desk.say("nothing to plan: no file was written");
      return;
    }
    Report whole = plans.size() == 1 ? plans.getFirst() : new ListReport(plans);
    PrivateFile.write(file, whole.jsonText());
    desk.say("saved to " + file + "; carry it out with: steadystate apply --plan " + file);
  }
}
