package steadystate.reconcile.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.history.HistoryLines;
import tools.jackson.databind.node.ObjectNode;

/** One file for each environment. */
public final class FolderArchive implements Archive {
  private final StateFolder folder;

  public FolderArchive(Path folder) {
    this.folder = new StateFolder(folder);
  }

  @Override
  public synchronized void add(String environment, ObjectNode entry) {
    try {
      folder.write(HistoryLines.name(environment), HistoryLines.added(text(environment), entry));
    } catch (IOException | UncheckedIOException full) {
      throw failure("cannot be written", full);
    }
  }

  @Override
  public synchronized List<ObjectNode> latest(String environment) {
    try {
      return HistoryLines.read(text(environment));
    } catch (IOException | UncheckedIOException unreadable) {
      throw failure("cannot be read", unreadable);
    }
  }

  private String text(String environment) throws IOException {
    return folder.read(HistoryLines.name(environment), HistoryLines.LARGEST).orElse("");
  }

  private static FailureException failure(String what, Exception cause) {
    return new FailureException(
        new Failure.Unavailable("StateFolder", "the history " + what + ": " + cause.getMessage()),
        cause);
  }
}
