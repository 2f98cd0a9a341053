package steadystate.report;

/** Sentences broken at spaces. */
final class Wrap {
  private Wrap() {}

  /** Every line after the first is indented; the first stands where the caller is. */
  static String after(int indent, String text, int width) {
    int room = Math.max(10, width - indent);
    StringBuilder out = new StringBuilder();
    int used = 0;
    for (String word : text.strip().split("\\s+")) {
      int columns = Width.of(word);
      if (used > 0 && used + 1 + columns > room) {
        out.append('\n').append(" ".repeat(indent));
        used = 0;
      } else if (used > 0) {
        out.append(' ');
        used++;
      }
      out.append(word);
      used += columns;
    }
    return out.toString();
  }
}
