package steadystate.cli;

import java.nio.file.Path;
import java.util.Map;
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

  /** JSON Schema of what may be written. */
  String schema();

  String version();
}
