package steadystate.reconcile.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.asked.NotesJson;
import steadystate.reconcile.asked.Place;
import steadystate.reconcile.asked.PlacesJson;

/** One file for each environment in a folder that belongs to one process. */
public final class FolderNotebook implements Notebook {
  private static final int LARGEST = 1024 * 1024;
  private static final String PLACES = "places.json";

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

  @Override
  public synchronized SortedMap<String, Place> places() {
    try {
      return folder.read(PLACES, LARGEST).map(PlacesJson::places).orElseGet(TreeMap::new);
    } catch (IOException | UncheckedIOException unreadable) {
      throw failure("cannot be read", unreadable);
    }
  }

  @Override
  public synchronized void place(String environment, Optional<Place> place) {
    SortedMap<String, Place> places = places();
    place.ifPresentOrElse(here -> places.put(environment, here), () -> places.remove(environment));
    try {
      folder.write(PLACES, PlacesJson.text(places));
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
