package steadystate.reconcile.asked;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.environment.Environment;
import steadystate.failure.FailureException;

/**
 * Where environments were written to live, kept for the process after this one: an environment that
 * leaves the files while nobody watches is looked for there. What of it is ours its tags say, so
 * that losing this loses nothing but the sight of it. Safe for several threads.
 */
public final class Places {
  private static final Logger LOG = LoggerFactory.getLogger(Places.class);

  private final Notebook notebook;
  private final SortedMap<String, Place> kept = new TreeMap<>();
  private Optional<SortedMap<String, Place>> before = Optional.empty();

  public Places(Notebook notebook) {
    this.notebook = notebook;
  }

  /** Keeps where these live. */
  public synchronized void note(Map<String, Environment> sound) {
    read();
    sound.forEach((name, environment) -> {
      Place place = Place.of(environment);
      if (!place.equals(kept.get(name)) && written(name, Optional.of(place))) {
        kept.put(name, place);
      }
    });
  }

  /** Those that another process kept and nobody mentions now; each is told once. */
  public synchronized SortedMap<String, Place> left(Collection<String> known) {
    SortedMap<String, Place> left = new TreeMap<>(before.orElse(new TreeMap<>()));
    left.keySet().removeAll(known);
    before = before.map(told -> new TreeMap<>());
    return left;
  }

  /** Nothing of it lives any more. */
  public synchronized void forget(String name) {
    if (kept.containsKey(name) && written(name, Optional.empty())) {
      kept.remove(name);
    }
  }

  private void read() {
    if (before.isEmpty()) {
      try {
        before = Optional.of(notebook.places());
        kept.putAll(before.get());
      } catch (FailureException unreadable) {
        LOG.atWarn()
            .addKeyValue("code", unreadable.failure().code())
            .log("where environments lived cannot be read");
      }
    }
  }

  private boolean written(String name, Optional<Place> place) {
    try {
      notebook.place(name, place);
      return true;
    } catch (FailureException notKept) {
      LOG.atWarn()
          .addKeyValue("environment", name)
          .addKeyValue("code", notKept.failure().code())
          .log("where an environment lives cannot be kept");
      return false;
    }
  }
}
