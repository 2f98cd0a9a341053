package steadystate.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Fields under each other in three columns: name, value, where it comes from. The columns are the
 * same for every resource of a report, so that the eye runs down one edge. What does not fit its
 * column gets lines of its own and is shortened only when a whole line is too short for it.
 */
final class FieldTable {
  static final int INDENT = 6;
  private static final int GAP = 2;

  /** Below a name with a line of its own, the value stands deeper than the name. */
  private static final int LEAST_NAME = INDENT + 8;

  private static final int LEAST_VALUE = 20;
  private static final int LEAST_PLACE = 20;

  private final Paper paper;
  private final int name;
  private final int value;
  private final int place;

  /**
   * One field.
   *
   * @param depth how far it is indented, in steps
   */
  record Row(int depth, String name, Cell cell, Source source) {
    int nameWidth() {
      return INDENT + 2 * depth + Width.of(name);
    }

    boolean isHeading() {
      return cell.width() == 0 && source.isEmpty();
    }
  }

  /** Measures the columns for all rows of a report. */
  FieldTable(Paper paper, List<Row> rows) {
    this.paper = paper;
    int widestName = paper.width() * 2 / 5;
    IntStream names = rows.stream().filter(row -> !row.isHeading()).mapToInt(Row::nameWidth);
    this.name = Math.max(LEAST_NAME, most(names, widestName));
    int room = paper.width() - name - 2 * GAP;
    int longestPlace = most(rows.stream().mapToInt(row -> row.source().width()), room);
    IntStream values = rows.stream().mapToInt(row -> row.cell().width());
    this.value = Math.max(LEAST_VALUE, most(values, Math.max(room - longestPlace, room / 2)));
    this.place = Math.min(longestPlace, room - value);
  }

  /** The widest that still fits; wider ones get lines of their own. */
  private static int most(IntStream widths, int limit) {
    return widths.filter(width -> width <= limit).max().orElse(0);
  }

  void write(Row row, StringBuilder out) {
    String indent = " ".repeat(INDENT + 2 * row.depth());
    String label = indent + Width.shorten(row.name(), paper.width() - indent.length());
    if (row.isHeading()) {
      out.append(label).append('\n');
      return;
    }
    if (Width.of(label) > name) {
      out.append(label).append('\n');
      label = "";
    }
    out.append(Width.pad(label, name + GAP));
    boolean beside = place >= Math.min(LEAST_PLACE, row.source().width());
    if (row.cell().width() <= value && beside) {
      out.append(row.cell().on(paper, value));
      List<String> sources = row.source().fit(place);
      source(sources.isEmpty() ? "" : sources.getFirst(), GAP, out);
      sources.stream().skip(1).forEach(more -> source(more, name + value + 2 * GAP, out));
    } else {
      tall(row, out);
    }
  }

  /** The whole line right of the name for each value, and the source below. */
  private void tall(Row row, StringBuilder out) {
    int room = paper.width() - name - GAP;
    List<String> values = row.cell().stacked(paper, room);
    out.append(String.join("\n" + " ".repeat(name + GAP), values)).append('\n');
    row.source().fit(room).forEach(line -> source(line, name + GAP, out));
  }

  private void source(String text, int indent, StringBuilder out) {
    if (!text.isEmpty()) {
      out.append(" ".repeat(indent)).append(Ink.DIM.on(paper, text));
    }
    trimEnd(out);
    out.append('\n');
  }

  private static void trimEnd(StringBuilder out) {
    int end = out.length();
    while (end > 0 && out.charAt(end - 1) == ' ') {
      end--;
    }
    out.setLength(end);
  }
}
