package steadystate.report;

import java.util.ArrayList;
import java.util.List;
import steadystate.resource.Because;
import steadystate.resource.Origin;

/**
 * Where a wished value comes from.
 *
 * @param place {@code file:line}; empty when nobody wrote it
 * @param because the reason, where a person's text is not all of it
 */
record Source(String place, String because) {
  static final Source NONE = new Source("", "");

  static Source of(Origin origin) {
    String place = origin.at().map(at -> at.file() + ":" + at.line()).orElse("");
    String reason = ShownText.harmless(origin.reason());
    return new Source(
        ShownText.harmless(place),
        reason.isEmpty() ? unexplained(origin.because()) : "because " + reason);
  }

  private static String unexplained(Because because) {
    return switch (because) {
      case SPEC -> "";
      case DEFAULT -> "default";
      case MODE, POLICY -> "because " + because.word();
    };
  }

  boolean isEmpty() {
    return place.isEmpty() && because.isEmpty();
  }

  /** What it takes at most to show the longer half. */
  int width() {
    return Math.max(Width.of(place), Width.of(because));
  }

  /** On one line, or a line for each half. */
  List<String> fit(int columns) {
    String line = (place + "  " + because).strip();
    if (Width.of(line) <= columns) {
      return line.isEmpty() ? List.of() : List.of(line);
    }
    List<String> lines = new ArrayList<>();
    if (!place.isEmpty()) {
      lines.add(withoutFolders(place, columns));
    }
    if (!because.isEmpty()) {
      Wrap.after(0, because, columns)
          .lines()
          .map(l -> Width.shorten(l, columns))
          .forEach(lines::add);
    }
    return lines;
  }

  /** Leaves whole folders out, from the left. */
  private static String withoutFolders(String path, int columns) {
    String rest = path;
    while (Width.of(rest) > columns) {
      int slash = rest.indexOf('/', rest.startsWith("…/") ? 2 : 0);
      if (slash < 0) {
        return Width.shorten(rest, columns);
      }
      rest = "…" + rest.substring(slash);
    }
    return rest;
  }

  @Override
  public String toString() {
    return (place + "  " + because).strip();
  }
}
