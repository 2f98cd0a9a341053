package steadystate.kinds.balancing;

import java.util.List;
import steadystate.resource.References;
import steadystate.resource.Value;

/** Priorities for rules whose author does not care. */
public final class Priorities {
  /** Derived priorities leave the numbers below to people. */
  public static final int LOWEST = 10_000;

  public static final int HIGHEST = 49_999;

  private Priorities() {}

  /** The same for the same names at every run; two of them may meet. */
  static int derived(List<String> names) {
    String hash = References.hash(Value.texts(names)).substring(0, 7);
    return LOWEST + Integer.parseInt(hash, 16) % (HIGHEST - LOWEST + 1);
  }
}
