package steadystate.cli;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import steadystate.cost.Bill;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.environment.Mode;
import steadystate.report.CostReport;

/** Says what environments cost a month, in each mode. */
@Command(
    name = "cost",
    description =
        "What environments cost a month, by resource, in their mode and in the others. Calls no"
            + " AWS.")
final class CostCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  CostCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    Map<Mode, Specs> readings = new TreeMap<>();
    for (Mode mode : Mode.values()) {
      readings.put(
          mode, desk.program().awake(desk.options().folder, desk.options().variables, mode));
    }
    List<CostReport> reports =
        chosen.environments().stream().map(one -> report(one, readings)).toList();
    desk.printAll(reports, names.size() == 1);
    return chosen.complete() ? Exit.OK : Exit.FAILED;
  }

  /** A mode in which it cannot be read is left out; its own it can. */
  private static CostReport report(Environment written, Map<Mode, Specs> readings) {
    Mode own = written.settings().mode();
    Map<Mode, Environment> read = new TreeMap<>();
    read.put(own, written);
    readings.forEach((mode, specs) -> {
      Environment found = specs.sound().get(written.name());
      if (found != null) {
        read.put(mode, found);
      }
    });
    return new CostReport(Bill.of(own, read, Prices.shipped(), InstantSource.system().instant()));
  }
}
