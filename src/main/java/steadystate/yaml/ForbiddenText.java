package steadystate.yaml;

import java.util.Optional;

/** Characters that no YAML file holds, and the ones that no key should hold. */
final class ForbiddenText {
  private ForbiddenText() {}

  /** The first character that YAML does not allow. */
  static Optional<Problem> in(String file, String text) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); ) {
      int letter = text.codePointAt(i);
      if (isForbidden(letter)) {
        SourceSpan at = new SourceSpan(file, line, column);
        return Optional.of(problem(at, letter));
      }
      i += Character.charCount(letter);
      boolean ends = letter == '\n' || (letter == '\r' && !text.startsWith("\n", i));
      line = ends ? line + 1 : line;
      column = ends ? 1 : column + 1;
    }
    return Optional.empty();
  }

  private static Problem problem(SourceSpan at, int letter) {
    String message =
        "this file holds the character " + name(letter) + ", which YAML does not allow";
    return letter == 0
        ? new Problem(
            "bad-character", at, "", message, "save the file as UTF-8; UTF-16 is not understood")
        : new Problem("bad-character", at, "", message, "remove it");
  }

  /** YAML 1.2, chapter 5.1: what is neither printable nor a line break nor a tab. */
  private static boolean isForbidden(int letter) {
    if (letter < 0x20) {
      return letter != '\t' && letter != '\n' && letter != '\r';
    }
    return (letter >= 0x7F && letter <= 0x9F && letter != 0x85)
        || (letter >= 0xD800 && letter <= 0xDFFF)
        || letter == 0xFFFE
        || letter == 0xFFFF;
  }

  /**
   * The first character of a key that cannot be seen: a control character, or one that changes the
   * direction of writing and makes a key look like another.
   */
  static Optional<String> invisibleIn(String key) {
    return key.codePoints()
        .filter(letter -> isInvisible(Character.getType(letter)))
        .mapToObj(ForbiddenText::name)
        .findFirst();
  }

  private static boolean isInvisible(int type) {
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String name(int letter) {
    return String.format("U+%04X", letter);
  }
}
