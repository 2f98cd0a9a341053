package steadystate.report;

/** Text made to fill a number of columns of a terminal exactly. */
public final class Columns {
  private Columns() {}

  /** Shortened in its middle or filled with spaces; control characters made harmless. */
  public static String fit(String text, int columns) {
    return Width.pad(Width.shorten(ShownText.harmless(text), columns), columns);
  }
}
