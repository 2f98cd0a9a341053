package steadystate.environment.reading;

/** What a user wrote, short and harmless enough to stand in a sentence. */
final class Quoted {
  private static final int LONGEST = 60;

  private Quoted() {}

  static String of(String text) {
    StringBuilder out = new StringBuilder("`");
    text.codePoints().limit(LONGEST).forEach(letter -> out.append(visible(letter)));
    return out.append(text.codePointCount(0, text.length()) > LONGEST ? "…`" : "`").toString();
  }

  private static String visible(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.SURROGATE ->
          String.format("\\u%04X", letter);
      default -> Character.toString(letter);
    };
  }
}
