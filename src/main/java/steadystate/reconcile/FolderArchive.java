package steadystate.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import tools.jackson.databind.node.ObjectNode;

/** One file for each environment, an entry a line, the latest first. */
public final class FolderArchive implements Archive {
  private static final int LARGEST = 32 * 1024 * 1024;

  private final StateFolder folder;

  public FolderArchive(Path folder) {
    this.folder = new StateFolder(folder);
  }

  @Override
  public synchronized void add(String environment, ObjectNode entry) {
    try {
      List<ObjectNode> entries = new ArrayList<>(List.of(entry));
      entries.addAll(entries(environment));
      String text =
          entries.stream().limit(SHOWN).map(ObjectNode::toString).collect(Collectors.joining("\n"));
      folder.write(file(environment), text);
    } catch (IOException | UncheckedIOException full) {
      throw failure("cannot be written", full);
    }
  }

  @Override
  public synchronized List<ObjectNode> latest(String environment) {
    try {
      return entries(environment);
    } catch (IOException | UncheckedIOException unreadable) {
      throw failure("cannot be read", unreadable);
    }
  }

  private List<ObjectNode> entries(String environment) throws IOException {
    return folder.read(file(environment), LARGEST).stream()
        .flatMap(String::lines)
        .limit(SHOWN)
        .flatMap(line -> HistoryJson.read(line).stream())
        .toList();
  }

  private static String file(String environment) {
    return environment + ".history.jsonl";
  }

  private static FailureException failure(String what, Exception cause) {
    return new FailureException(
        new Failure.Unavailable("StateFolder", "the history " + what + ": " + cause.getMessage()),
        cause);
  }
}
