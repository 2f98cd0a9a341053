package steadystate.report;

import java.util.List;

/** The lines that open a resource: sign, name, word, reason, each below the one above. */
final class Lines {
  private static final int WORD = 8;

  private final Paper paper;
  private final int resource;

  Lines(Paper paper, List<String> resources) {
    this.paper = paper;
    int longest = resources.stream().mapToInt(Width::of).max().orElse(0);
    this.resource = Math.min(longest, paper.width() / 2);
  }

  /** After an empty line. */
  void open(StringBuilder out, String sign, Ink ink, String name, String word, String explanation) {
    out.append('\n');
    write(out, sign, ink, name, word, explanation);
  }

  void write(
      StringBuilder out, String sign, Ink ink, String name, String word, String explanation) {
    String start = " ".repeat(Math.max(0, 3 - Width.of(sign))) + sign;
    String label = Width.pad(ShownText.harmless(name), resource);
    int indent = 3 + 1 + Width.of(label) + 2 + Math.max(WORD, Width.of(word)) + 2;
    out.append(ink.on(paper, start))
        .append(' ')
        .append(Ink.BOLD.on(paper, label))
        .append("  ")
        .append(ink.on(paper, Width.pad(word, WORD)))
        .append("  ")
        .append(Wrap.after(indent, ShownText.harmless(explanation), paper.width()))
        .append('\n');
  }

  /** A sentence below a resource. */
  void remark(StringBuilder out, String text) {
    out.append(" ".repeat(FieldTable.INDENT))
        .append(Wrap.after(FieldTable.INDENT, ShownText.harmless(text), paper.width()))
        .append('\n');
  }
}
