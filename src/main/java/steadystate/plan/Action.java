package steadystate.plan;

/** What is done about one resource. */
public enum Action {
  CREATE,
  UPDATE,
  REPLACE,
  DELETE,
  /** Our tags are put on what was nobody's. */
  ADOPT,
  /** Our tags are taken off and the resource stays. */
  RELEASE;

  /** The word used in JSON and text. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Whether something goes away. */
  public boolean destroys() {
    return this == REPLACE || this == DELETE;
  }
}
