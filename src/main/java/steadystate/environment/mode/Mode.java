package steadystate.environment.mode;

/** How an environment is run. */
public enum Mode {
  COST_SAVE("cost-save"),
  STANDARD("standard"),
  STRICT("strict");

  private final String word;

  Mode(String word) {
    this.word = word;
  }

  /** The words of all modes. */
  public static java.util.List<String> words() {
    return java.util.Arrays.stream(values()).map(Mode::word).toList();
  }

  /** The mode of a word that is one of {@link #words()}. */
  public static Mode of(String word) {
    return java.util.Arrays.stream(values())
        .filter(mode -> mode.word.equals(word))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no mode " + word));
  }

  /** The word that specs and reports use. */
  public String word() {
    return word;
  }
}
