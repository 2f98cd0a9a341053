package steadystate.report;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import steadystate.drift.Shown;
import steadystate.resource.Value;

/** Values as people read them: on one line, and with nothing in them that a terminal would obey. */
final class ShownText {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^.}]+)\\.([^}]+)\\.([^.}]+)}");

  private ShownText() {}

  static String of(Shown shown) {
    return switch (shown) {
      case Shown.Absent() -> "(absent)";
      case Shown.Plain(Value value, Optional<String> label) ->
          label.map(ShownText::harmless).orElseGet(() -> of(value));
      case Shown.Masked() -> "(sensitive)";
      case Shown.KnownAfter(String template) -> names(template) + " (after apply)";
    };
  }

  /** A value on one line; a whole text that is empty or has spaces at an end shows its quotes. */
  static String of(Value value) {
    return switch (value) {
      case Value.Text(String text, var origin) ->
          text.isEmpty() || !text.strip().equals(text)
              ? '"' + harmless(text) + '"'
              : harmless(text);
      case Value.Template template -> names(template.toString());
      case Value.Items items ->
          items.items().stream().map(ShownText::of).collect(Collectors.joining(", ", "[", "]"));
      case Value.Entries entries ->
          entries.entries().entrySet().stream()
              .map(entry -> harmless(entry.getKey()) + ": " + of(entry.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
      case Value.Number number -> number.toString();
      case Value.Flag flag -> flag.toString();
    };
  }

  /** {@code ${securityGroup.api.id}} reads {@code securityGroup/api id}. */
  static String names(String template) {
    return harmless(REFERENCE.matcher(template).replaceAll("$1/$2 $3"));
  }

  /** Line breaks as a sign; other control characters, colours among them, as their code. */
  static String harmless(String text) {
    if (text.chars().noneMatch(ShownText::isDangerous)) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    text.replace("\r\n", "\n")
        .codePoints()
        .forEach(letter -> {
          if (letter == '\n') {
            out.append('↵');
          } else if (letter == '\t') {
            out.append(' ');
          } else if (isDangerous(letter)) {
            out.append(String.format(Locale.ROOT, "\\u%04x", letter));
          } else {
            out.appendCodePoint(letter);
          }
        });
    return out.toString();
  }

  /** Control characters, and those that turn the direction of writing around. */
  private static boolean isDangerous(int letter) {
    return Character.isISOControl(letter)
        || (letter >= 0x202A && letter <= 0x202E)
        || (letter >= 0x2066 && letter <= 0x2069)
        || letter == 0x2028
        || letter == 0x2029;
  }
}
