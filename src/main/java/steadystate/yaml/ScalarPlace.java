package steadystate.yaml;

import java.util.List;

/**
 * Finds the place in a file of one character of a scalar: in a block with its indentation, in
 * folded lines, within quotes. Both texts are walked side by side by what is visible in them, for
 * YAML changes nothing but white space, quotes and escapes.
 */
public final class ScalarPlace {
  private final SourceSpan at;
  private final int[] raw;
  private int next;

  private ScalarPlace(SourceSpan at, List<String> lines) {
    this.at = at;
    this.raw = String.join("\n", lines).codePoints().toArray();
    this.next = Math.min(at.column() - 1, raw.length);
  }

  /**
   * @param at where the scalar stands
   * @param lines of the file, from the one of {@code at} on
   * @param text what the scalar says
   * @param offset of the character in the text, in code points; its length means behind the end
   */
  public static SourceSpan of(SourceSpan at, List<String> lines, String text, int offset) {
    int[] said = text.codePoints().toArray();
    int visible = 0;
    for (int i = 0; i < Math.min(offset, said.length); i++) {
      visible += isVisible(said[i]) ? 1 : 0;
    }
    boolean onWhite = offset >= said.length || !isVisible(said[Math.max(0, offset)]);
    return new ScalarPlace(at, lines).after(visible, onWhite);
  }

  /** The place behind so many visible characters, or of the one that follows them. */
  private SourceSpan after(int visible, boolean onWhite) {
    int quote = opened();
    for (int seen = 0; seen < visible && next < raw.length; seen++) {
      toVisible();
      next += written(quote);
    }
    if (!onWhite) {
      toVisible();
    }
    return place();
  }

  /** Skips what stands before the content; answers the quote that it stands in, or 0. */
  private int opened() {
    while (next < raw.length && (raw[next] == '!' || raw[next] == '&')) {
      while (next < raw.length && isVisible(raw[next])) {
        next++;
      }
      toVisible();
    }
    int first = next < raw.length ? raw[next] : 0;
    if (first == '|' || first == '>') {
      while (next < raw.length && raw[next] != '\n') {
        next++;
      }
      return 0;
    }
    boolean quoted = first == '"' || first == '\'';
    next += quoted ? 1 : 0;
    return quoted ? first : 0;
  }

  private void toVisible() {
    while (next < raw.length && !isVisible(raw[next])) {
      next++;
    }
  }

  /** How many characters of the file make the visible one that begins here. */
  private int written(int quote) {
    boolean doubled = quote == '\'' && raw[next] == '\'';
    boolean escaped = quote == '"' && raw[next] == '\\';
    return doubled || escaped ? 2 : 1;
  }

  private SourceSpan place() {
    int line = at.line();
    int column = 1;
    for (int i = 0; i < next; i++) {
      boolean ends = raw[i] == '\n';
      line += ends ? 1 : 0;
      column = ends ? 1 : column + 1;
    }
    return new SourceSpan(at.file(), line, column);
  }

  private static boolean isVisible(int letter) {
    return !Character.isWhitespace(letter);
  }
}
