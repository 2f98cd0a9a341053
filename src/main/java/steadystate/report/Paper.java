package steadystate.report;

/**
 * What a text is written on.
 *
 * @param width columns of a line
 * @param colour whether it shows colours
 */
public record Paper(int width, boolean colour) {
  /** A file, a pipe, a log. */
  public static final Paper PLAIN = new Paper(100, false);

  /** Narrower than this no table can be read; lines then run over. */
  private static final int NARROWEST = 60;

  public Paper {
    width = Math.max(NARROWEST, width);
  }
}
