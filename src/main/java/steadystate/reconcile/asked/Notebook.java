package steadystate.reconcile.asked;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Where notes are kept. Safe for several threads, and where it is shared for several processes. */
public interface Notebook {
  /**
   * What is noted now. Notes that cannot be understood are none.
   *
   * @throws steadystate.failure.FailureException when that is not known
   */
  Notes read(String environment);

  /**
   * Changes the notes in one step, and answers what they are now.
   *
   * @param change may be asked more than once
   * @throws steadystate.failure.FailureException when it is not known to be kept
   */
  Notes edit(String environment, UnaryOperator<Notes> change);

  /**
   * Where environments were last written to live, by name.
   *
   * @throws steadystate.failure.FailureException when that is not known
   */
  SortedMap<String, Place> places();

  /**
   * Keeps where an environment lives, or that it lives nowhere.
   *
   * @throws steadystate.failure.FailureException when it is not known to be kept
   */
  void place(String environment, Optional<Place> place);

  /** Whether other processes write here too. */
  default boolean isShared() {
    return false;
  }

  /** Forgets with the process. */
  static Notebook inMemory() {
    Map<String, Notes> kept = new ConcurrentHashMap<>();
    Map<String, Place> places = new ConcurrentHashMap<>();
    return new Notebook() {
      @Override
      public Notes read(String environment) {
        return kept.getOrDefault(environment, Notes.NONE);
      }

      @Override
      public SortedMap<String, Place> places() {
        return new TreeMap<>(places);
      }

      @Override
      public void place(String environment, Optional<Place> place) {
        place.ifPresentOrElse(
            here -> places.put(environment, here), () -> places.remove(environment));
      }

      @Override
      public Notes edit(String environment, UnaryOperator<Notes> change) {
        return kept.merge(
            environment, change.apply(Notes.NONE), (before, first) -> change.apply(before));
      }
    };
  }
}
