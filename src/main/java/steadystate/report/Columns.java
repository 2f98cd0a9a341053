package steadystate.report;

/** Text as a terminal shows it. */
public final class Columns {
  private Columns() {}

  /** Shortened in its middle or filled with spaces; control characters made harmless. */
  public static String fit(String text, int columns) {
    return Width.pad(Width.shorten(ShownText.harmless(text), columns), columns);
  }

  /** Control characters made visible, so that no text can steer the terminal. */
  public static String harmless(String text) {
    return ShownText.harmless(text);
  }

  /** How many columns a text takes. */
  public static int of(String text) {
    return Width.of(ShownText.harmless(text));
  }
}
