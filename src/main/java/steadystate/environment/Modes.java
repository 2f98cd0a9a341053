package steadystate.environment;

import java.util.Set;
import java.util.TreeSet;
import steadystate.resource.ResourceId;

/** What a mode makes of an environment before it becomes resources. Pure. */
final class Modes {
  private Modes() {}

  /**
   * A spec in its mode.
   *
   * @param leftOut entries that were written and that the mode takes away
   */
  record Applied(SpecBody body, Set<ResourceId> leftOut) {
    Applied {
      leftOut = new TreeSet<>(leftOut);
    }
  }

  /** The spec as the mode wants it; what the mode changes says so in its origin. */
  static Applied apply(SpecBody body, Settings settings) {
    return switch (settings.mode()) {
      case STANDARD, STRICT -> new Applied(body, Set.of());
      case COST_SAVE -> new Applied(body, Set.of());
    };
  }
}
