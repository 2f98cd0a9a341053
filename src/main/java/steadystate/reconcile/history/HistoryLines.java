package steadystate.reconcile.history;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** The history of an environment as text: an entry a line, the latest first. */
public final class HistoryLines {
  /** More than this, in bytes, is not read. */
  public static final int LARGEST = 32 * 1024 * 1024;

  private HistoryLines() {}

  /** The latest {@value Archive#SHOWN}; lines that nobody wrote who knows the form are left out. */
  public static List<ObjectNode> read(String text) {
    return text.lines()
        .limit(Archive.SHOWN)
        .flatMap(line -> HistoryJson.read(line).stream())
        .toList();
  }

  /** The text with one more entry. It is there once, however often it is added. */
  public static String added(String text, ObjectNode entry) {
    String line = entry.toString();
    Stream<String> before =
        read(text).stream().map(ObjectNode::toString).filter(one -> !one.equals(line));
    return Stream.concat(Stream.of(line), before)
        .limit(Archive.SHOWN)
        .collect(Collectors.joining("\n"));
  }

  /** What files and objects of an environment are called. */
  public static String name(String environment) {
    return environment + ".history.jsonl";
  }
}
