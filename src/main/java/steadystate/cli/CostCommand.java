package steadystate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import steadystate.cost.Bill;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.report.CostReport;

/** Says what environments cost a month, in each mode. */
@Command(
    name = "cost",
    description =
        "What environments cost a month, by resource, in their mode and in the others. Calls AWS"
            + " only to refresh prices.")
final class CostCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "ENV", arity = "0..*", description = "environments (default: all)")
  List<String> names = new ArrayList<>();

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "a table of prices in place of the one that comes with this program")
  Optional<Path> table = Optional.empty();

  @Option(
      names = "--refresh-prices",
      description =
          "asks AWS's Price List for what stands in the table, in the regions of these"
              + " environments, and writes the table (pricing:GetProducts)")
  boolean refresh;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "where refreshed prices are written (default: prices.csv)")
  Path out = Path.of("prices.csv");

  CostCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws IOException {
    Desk.Chosen chosen = desk.choose(desk.specs(), names);
    Prices known =
        table.isPresent() ? Prices.read(Files.readString(table.get())) : Prices.shipped();
    Prices prices = refresh ? refreshed(known, chosen) : known;
    Map<Mode, Specs> readings = new TreeMap<>();
    for (Mode mode : Mode.values()) {
      readings.put(
          mode, desk.program().awake(desk.options().folder, desk.options().variables, mode));
    }
    List<CostReport> reports =
        chosen.environments().stream().map(one -> report(one, readings, prices)).toList();
    desk.printAll(reports, names.size() == 1);
    return chosen.complete() ? Exit.OK : Exit.FAILED;
  }

  private Prices refreshed(Prices known, Desk.Chosen chosen) throws IOException {
    Set<String> regions = new TreeSet<>();
    chosen.environments().forEach(one -> regions.add(one.settings().region()));
    Prices today = desk.program().refreshed(known, regions);
    Files.writeString(out, today.write());
    desk.say("prices written to " + out + "; use them with: steadystate cost --prices " + out);
    return today;
  }

  /** A mode in which it cannot be read is left out; its own it can. */
  private static CostReport report(Environment written, Map<Mode, Specs> readings, Prices prices) {
    Mode own = written.settings().mode();
    Map<Mode, Environment> read = new TreeMap<>();
    read.put(own, written);
    readings.forEach((mode, specs) -> {
      Environment found = specs.sound().get(written.name());
      if (found != null) {
        read.put(mode, found);
      }
    });
    return new CostReport(Bill.of(own, read, prices, InstantSource.system().instant()));
  }
}
