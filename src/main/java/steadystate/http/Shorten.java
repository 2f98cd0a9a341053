package steadystate.http;

/** Words of strangers, made fit to be shown. */
final class Shorten {
  private static final int LONGEST = 80;

  private Shorten() {}

  /** On one line, without control characters, and not longer than a line. */
  static String text(String text) {
    String plain = text.replaceAll("\\p{C}", "?");
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
  }
}
