package steadystate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows after these characters: lines, carriage returns, up, and clearing. */
final class Screen {
  private static final Pattern CODE = Pattern.compile("\u001b\\[([0-9;]*)([A-Za-z])");

  private Screen() {}

  static List<String> of(String written) {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int at = 0;
    Matcher code = CODE.matcher(written);
    while (at < written.length()) {
      char letter = written.charAt(at);
      if (letter == '\u001b' && code.find(at) && code.start() == at) {
        switch (code.group(2)) {
          case "A" -> row -= Integer.parseInt(code.group(1));
          case "K" -> lines.get(row).setLength(0);
          case "J" -> {
            lines.subList(row + 1, lines.size()).clear();
            lines.get(row).setLength(0);
          }
          default -> {}
        }
        at = code.end();
        continue;
      }
      if (letter == '\n') {
        row++;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else if (letter != '\r') {
        lines.get(row).append(letter);
      }
      at++;
    }
    return lines.stream()
        .map(line -> line.toString().stripTrailing())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
