package steadystate.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import steadystate.yaml.Problem;

/** A mistake in a spec as people read it: what, where, the line itself, and what to do. */
public final class ProblemText {
  /** A key that names a secret, and something behind it on the same line. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i)(passw(or)?d|secret(?!s\\b)|token|credential|api_?key|private_?key|access_?key)"
              + "[\\w.-]*[\"']?\\s*[:,]\\s*(?=\\S)");

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|'[^']*'|[^\\s:,\\[\\]{}]+|.");

  private ProblemText() {}

  /**
   * Several lines, the last one with its line break.
   *
   * @param line the line of the file that the problem is in, where it can be shown
   */
  public static String of(Problem problem, Optional<String> line, Paper paper) {
    StringBuilder out = new StringBuilder();
    out.append(Ink.REFUSED.on(paper, "error[" + problem.code() + "]"))
        .append(Ink.BOLD.on(paper, ": " + what(problem)))
        .append('\n')
        .append(Ink.DIM.on(paper, "  --> "))
        .append(ShownText.harmless(problem.at().toString()))
        .append('\n');
    line.filter(text -> !text.isBlank())
        .ifPresent(text -> out.append(snippet(problem, text, paper)));
    problem
        .help()
        .ifPresent(help ->
            out.append(Ink.NAME.on(paper, "help:"))
                .append(' ')
                .append(ShownText.harmless(help))
                .append('\n'));
    return out.toString();
  }

  /** {@code file:line:column: path: message}, for logs and for other programs. */
  public static String line(Problem problem) {
    return ShownText.harmless(problem.at().toString()) + ": " + what(problem);
  }

  private static String what(Problem problem) {
    String path = problem.path().isEmpty() ? "" : problem.path() + ": ";
    return ShownText.harmless(path + problem.message());
  }

  /** The line with its number, and a caret under the place. Secrets end it early. */
  private static String snippet(Problem problem, String line, Paper paper) {
    String number = String.valueOf(problem.at().line());
    String margin = " ".repeat(number.length()) + " | ";
    String text = withoutSecret(line.replace('\t', ' '));
    int caret = Math.min(problem.at().column() - 1, text.codePointCount(0, text.length()));
    int start = text.offsetByCodePoints(0, caret);
    int room = paper.width() - margin.length() - 1;
    String before = ShownText.harmless(text.substring(firstShown(text, start, room), start));
    String rest = text.substring(start, Math.min(text.length(), start + 2 * room));
    String shown = Width.head(before + ShownText.harmless(rest), room);
    int length = Math.max(1, Width.of(word(rest)));
    int fits = Math.max(1, Math.min(length, room - Width.of(before)));
    return Ink.DIM.on(paper, number + " | ")
        + shown.stripTrailing()
        + "\n"
        + Ink.DIM.on(paper, margin)
        + " ".repeat(Width.of(before))
        + Ink.DESTROY.on(paper, "^".repeat(fits))
        + "\n";
  }

  private static String withoutSecret(String line) {
    Matcher secret = SECRET.matcher(line);
    return secret.find() ? line.substring(0, secret.end()) + "…" : line;
  }

  /** Where a long line starts, so that the place is still in sight. */
  private static int firstShown(String text, int start, int room) {
    int from = Math.max(0, start - room);
    while (Width.of(text.substring(from, start)) > room * 2 / 3) {
      from = Math.min(start, text.offsetByCodePoints(from, 1));
    }
    return from;
  }

  private static String word(String rest) {
    Matcher word = WORD.matcher(rest);
    return word.lookingAt() ? word.group() : "";
  }
}
