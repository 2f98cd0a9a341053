package steadystate.policy.parity;

/** Why two environments differ. */
public enum Nature {
  /** One of them does not have it, and nothing says that this is meant. */
  MISSING,
  /** Somebody wrote another value. */
  INTENDED,
  /** The mode of one of them made it so. */
  MODE;

  /** The word used in JSON. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
