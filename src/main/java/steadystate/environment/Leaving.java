package steadystate.environment;

/** What is to become of an environment that no file mentions any more. */
public enum Leaving {
  /** It is written. */
  STAYS,
  /** What it had is deleted, and all of that waits for an approval. */
  GOES,
  /** What it had lives on, and belongs to nobody. */
  LET_GO
}
