package steadystate.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import steadystate.reconcile.Engine;

/** What the commands need of the rest of the program. */
public interface Program {
  /**
   * Reads every environment below a folder; calls no AWS.
   *
   * @param variables what {@code --var} says
   */
  Specs specs(Path folder, Map<String, String> variables);

  /** The engine on AWS; made when first asked for. */
  Engine engine();

  /** Accounts in which nothing is run in cost-save. */
  default Set<String> productionAccounts() {
    return Set.of();
  }

  /** JSON Schema of what may be written. */
  String schema();

  String version();
}
