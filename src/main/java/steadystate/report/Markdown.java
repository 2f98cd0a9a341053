package steadystate.report;

import java.util.List;
import steadystate.drift.FieldChange;
import steadystate.resource.Member.OnChange;

/** Text that cannot break out of the table it stands in. */
final class Markdown {
  private static final int LONGEST = 200;

  private Markdown() {}

  /** As code. A pipe inside of backticks would end a table's cell; a tag is used then. */
  static String code(Object held) {
    String text = ShownText.harmless(Width.shorten(held.toString(), LONGEST));
    return text.isBlank() || text.contains("`") || text.contains("|")
        ? "<code>" + text(text) + "</code>"
        : "`" + text + "`";
  }

  /** Inside of a tag that stands at the start of a line, where only HTML counts. */
  static String html(String text) {
    return "<code>"
        + ShownText.harmless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        + "</code>";
  }

  static String text(String text) {
    StringBuilder out = new StringBuilder();
    ShownText.harmless(text).chars().forEach(letter -> out.append(escaped((char) letter)));
    return out.toString();
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '@' -> "&#64;";
      case '\\', '`', '*', '_', '[', ']', '|', '#', '~' -> "\\" + letter;
      default -> String.valueOf(letter);
    };
  }

  static String fields(List<FieldChange> fields, String left, String right) {
    StringBuilder out = new StringBuilder();
    out.append("| field | ").append(left).append(" | ").append(right);
    out.append(" | from |\n|---|---|---|---|\n");
    for (FieldChange field : fields) {
      out.append("| ").append(code(field.path())).append(" | ");
      out.append(code(ShownText.of(field.live()))).append(" | ");
      out.append(code(ShownText.of(field.desired())));
      out.append(field.onChange() == OnChange.REPLACE ? " **forces replacement** | " : " | ");
      out.append(text(Source.of(field.origin()).toString())).append(" |\n");
    }
    return out.toString();
  }
}
