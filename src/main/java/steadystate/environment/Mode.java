package steadystate.environment;

/** How an environment is run. */
public enum Mode {
  COST_SAVE("cost-save"),
  STANDARD("standard"),
  STRICT("strict");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** The word that specs and reports use. */
  public String word() {
    return word;
  }
}
