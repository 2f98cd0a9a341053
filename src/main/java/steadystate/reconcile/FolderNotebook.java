package steadystate.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/** One file for each environment in a folder that belongs to one process. */
public final class FolderNotebook implements Notebook {
  private static final int LARGEST = 1024 * 1024;

  private final StateFolder folder;

  public FolderNotebook(Path folder) {
    this.folder = new StateFolder(folder);
  }

  @Override
  public synchronized Notes read(String environment) {
    try {
      Optional<String> text = folder.read(file(environment), LARGEST);
      return text.map(NotesJson::notes).orElse(Notes.NONE);
    } catch (IOException | UncheckedIOException unreadable) {
      throw failure("cannot be read", unreadable);
    }
  }

  @Override
  public synchronized Notes edit(String environment, UnaryOperator<Notes> change) {
    Notes now = change.apply(read(environment));
    try {
      folder.write(file(environment), NotesJson.text(now));
      return now;
    } catch (IOException | UncheckedIOException full) {
      throw failure("cannot be written", full);
    }
  }

  private static String file(String environment) {
    return environment + ".notes.json";
  }

  private static FailureException failure(String what, Exception cause) {
    return new FailureException(
        new Failure.Unavailable("StateFolder", "the notes " + what + ": " + cause.getMessage()),
        cause);
  }
}
