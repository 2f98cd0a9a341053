package steadystate.resource;

/** Why a wished value is what it is. */
public enum Because {
  /** A person wrote it. */
  SPEC,
  /** The environment's mode made it so. */
  MODE,
  /** Nothing was written, and this program or AWS has a default. */
  DEFAULT,
  /** A policy of the environment made it so. */
  POLICY;

  /** The word used in JSON and text. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
