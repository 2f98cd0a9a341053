package steadystate.report;

/** How many columns a terminal gives to text, and text made to fit. */
final class Width {
  private Width() {}

  /** Columns: two for the wide letters of East Asia and for pictures, none for joined marks. */
  static int of(String text) {
    return text.codePoints().map(Width::of).sum();
  }

  private static int of(int letter) {
    return switch (Character.getType(letter)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(letter) ? 2 : 1;
    };
  }

  private static boolean isWide(int letter) {
    return (letter >= 0x1100 && letter <= 0x115F)
        || (letter >= 0x2E80 && letter <= 0xA4CF)
        || (letter >= 0xAC00 && letter <= 0xD7A3)
        || (letter >= 0xF900 && letter <= 0xFAFF)
        || (letter >= 0xFE30 && letter <= 0xFE6F)
        || (letter >= 0xFF00 && letter <= 0xFF60)
        || (letter >= 0x1F300 && letter <= 0x1FAFF)
        || (letter >= 0x20000 && letter <= 0x3FFFD);
  }

  static String pad(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - of(text)));
  }

  /** The text, its middle left out when it is too long; head and tail say most. */
  static String shorten(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int room = Math.max(0, columns - 1);
    String head = head(text, room - room / 2);
    return head + "…" + tail(text, columns - 1 - of(head));
  }

  /** As much of the beginning as fits. */
  static String head(String text, int columns) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int letter = text.codePointAt(end);
      used += of(letter);
      if (used > columns) {
        break;
      }
      end += Character.charCount(letter);
    }
    return text.substring(0, end);
  }

  /** As much of the end as fits. */
  static String tail(String text, int columns) {
    int used = 0;
    int start = text.length();
    while (start > 0) {
      int letter = text.codePointBefore(start);
      used += of(letter);
      if (used > columns) {
        break;
      }
      start -= Character.charCount(letter);
    }
    return text.substring(start);
  }

  /**
   * Two texts, each made to fit so that the reader still sees where they part.
   *
   * @return the first and the second
   */
  static String[] shortenPair(String left, String right, int columns) {
    String one = shorten(left, columns);
    String two = shorten(right, columns);
    if (!one.equals(two) || left.equals(right)) {
      return new String[] {one, two};
    }
    int start = Math.max(0, parting(left, right) - columns / 3);
    return new String[] {fromHere(left, start, columns), fromHere(right, start, columns)};
  }

  private static int parting(String left, String right) {
    int shorter = Math.min(left.length(), right.length());
    int at = 0;
    while (at < shorter && left.charAt(at) == right.charAt(at)) {
      at++;
    }
    return at;
  }

  private static String fromHere(String text, int start, int columns) {
    boolean inside = start > 0 && start < text.length();
    int from = inside && Character.isLowSurrogate(text.charAt(start)) ? start - 1 : start;
    String rest = (from > 0 ? "…" : "") + text.substring(Math.min(from, text.length()));
    return of(rest) <= columns ? rest : head(rest, columns - 1) + "…";
  }
}
