package steadystate.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import steadystate.cost.Prices;
import steadystate.doctor.Examination;
import steadystate.doctor.Extent;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.importing.Import;
import steadystate.importing.Imported;
import steadystate.orphan.Search;
import steadystate.reconcile.pass.Engine;
import steadystate.resource.Catalogue;

/** What the commands need of the rest of the program. */
public interface Program {
  /**
   * Reads every environment below a folder; calls no AWS.
   *
   * @param variables what {@code --var} says
   */
  Specs specs(Path folder, Map<String, String> variables);

  /** The same, with every environment as it would be in this mode. */
  Specs specs(Path folder, Map<String, String> variables, Mode mode);

  /** The same at an hour at which nothing sleeps, whatever the schedules say. */
  default Specs awake(Path folder, Map<String, String> variables, Mode mode) {
    return specs(folder, variables, mode);
  }

  /**
   * A table of prices with what AWS's Price List says today.
   *
   * @param regions whose prices are asked for
   */
  Prices refreshed(Prices table, Set<String> regions);

  /** Every kind there is. */
  Catalogue catalogue();

  /** The engine on AWS; made when first asked for. */
  Engine engine();

  /** Accounts in which nothing is run in cost-save. */
  default Set<String> productionAccounts() {
    return Set.of();
  }

  /** What lives in AWS, as a spec. */
  Imported imported(Import.Request request);

  /** What can be wrong with an environment before anything is written. */
  Examination examined(Environment environment, Extent extent);

  /** Where things are looked for that nobody uses. */
  Search orphans();

  /** The region where AWS is asked when nobody names one. */
  String region();

  /** JSON Schema of what may be written. */
  String schema();

  String version();
}
