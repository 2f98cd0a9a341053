package steadystate.drift;

/** How a resource stands against the spec. */
public enum Status {
  /** As wished. */
  IN_SYNC("InSync"),
  /** Differs, and the wish is the one that was last applied: someone changed AWS. */
  DRIFTED("Drifted"),
  /** Differs, and the wish is newer than what was applied: someone changed the spec. */
  PENDING("Pending"),
  /** Wished, and not there. */
  MISSING("Missing"),
  /** Ours, and no longer wished. */
  EXTRA("Extra"),
  /** Has the wished name, and is not ours. */
  CONFLICT("Conflict"),
  /** AWS did not say. */
  UNKNOWN("Unknown");

  private final String word;

  Status(String word) {
    this.word = word;
  }

  /** The word used in JSON. */
  public String word() {
    return word;
  }
}
