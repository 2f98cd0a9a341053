package steadystate.report;

import java.util.List;

/**
 * A value in a table, or a turn from one value to another.
 *
 * @param before empty for a value alone
 * @param after what it becomes
 * @param remark said beside it, such as {@code forces replacement}; never shortened
 */
record Cell(String before, String after, Ink ink, String remark) {
  private static final String ARROW = " → ";

  static final Cell NOTHING = new Cell("", "", Ink.PLAIN, "");

  static Cell of(String text, Ink ink) {
    return new Cell("", text, ink, "");
  }

  int width() {
    int turn = before.isEmpty() ? 0 : Width.of(before) + ARROW.length();
    return turn + Width.of(after) + Width.of(suffix());
  }

  private String suffix() {
    return remark.isEmpty() ? "" : "  " + remark;
  }

  /** On one line, filled with spaces to a width. */
  String on(Paper paper, int columns) {
    String turn = before.isEmpty() ? "" : Ink.DIM.on(paper, before) + ARROW;
    return turn
        + ink.on(paper, after)
        + Ink.DESTROY.on(paper, suffix())
        + " ".repeat(Math.max(0, columns - width()));
  }

  /**
   * One line, or one for each value when both do not fit on one; shortened where even that fails.
   */
  List<String> stacked(Paper paper, int columns) {
    if (width() <= columns) {
      return List.of(on(paper, 0));
    }
    int room = columns - Width.of(suffix());
    if (before.isEmpty()) {
      return List.of(of(Width.shorten(after, room), ink).remark(remark).on(paper, 0));
    }
    String[] pair = Width.shortenPair(before, after, room - 2);
    return List.of(
        "  " + Ink.DIM.on(paper, pair[0]), "→ " + of(pair[1], ink).remark(remark).on(paper, 0));
  }

  private Cell remark(String other) {
    return new Cell(before, after, ink, other);
  }
}
