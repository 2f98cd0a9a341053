package steadystate.reconcile.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where passes that wrote are kept, as {@link HistoryJson} tells them. It is for people alone: no
 * decision is taken from it, and losing it loses nothing else. Safe for several threads.
 */
public interface Archive {
  /** How many of an environment are shown. */
  int SHOWN = 50;

  /**
   * @throws steadystate.failure.FailureException when it is not known to be kept
   */
  void add(String environment, ObjectNode entry);

  /**
   * The latest, latest first, at most {@value #SHOWN}.
   *
   * @throws steadystate.failure.FailureException when they cannot be read
   */
  List<ObjectNode> latest(String environment);

  /** Forgets with the process. */
  static Archive inMemory() {
    Map<String, Deque<ObjectNode>> kept = new ConcurrentHashMap<>();
    return new Archive() {
      @Override
      public void add(String environment, ObjectNode entry) {
        Deque<ObjectNode> entries = kept.computeIfAbsent(environment, name -> new ArrayDeque<>());
        synchronized (entries) {
          entries.addFirst(entry);
          while (entries.size() > SHOWN) {
            entries.removeLast();
          }
        }
      }

      @Override
      public List<ObjectNode> latest(String environment) {
        Deque<ObjectNode> entries = kept.getOrDefault(environment, new ArrayDeque<>());
        synchronized (entries) {
          return List.copyOf(entries);
        }
      }
    };
  }
}
