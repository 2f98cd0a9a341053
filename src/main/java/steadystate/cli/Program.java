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
  default Prices refreshed(Prices table, Set<String> regions) {
    throw new UnsupportedOperationException("there is no AWS to ask for prices");
  }

  /** Every kind there is. */
  Catalogue catalogue();

  /** The engine on AWS; made when first asked for. */
  Engine engine();

  /** Accounts in which nothing is run in cost-save. */
  default Set<String> productionAccounts() {
    return Set.of();
  }

  /** What lives in AWS, as a spec. */
  default Imported imported(Import.Request request) {
    throw new UnsupportedOperationException("there is no AWS to import from");
  }

  /** What can be wrong with an environment before anything is written. */
  default Examination examined(Environment environment, Extent extent) {
    throw new UnsupportedOperationException("there is no AWS to look at");
  }

  /** Where things are looked for that nobody uses. */
  default Search orphans() {
    throw new UnsupportedOperationException("there is no AWS to look at");
  }

  /** The region where AWS is asked when nobody names one. */
  default String region() {
    throw new UnsupportedOperationException("there is no AWS to import from");
  }

  /** JSON Schema of what may be written. */
  String schema();

  String version();
}
