package steadystate.news;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Work one after the other on each lane, on a thread that lives as long as there is some. Asking
 * never waits; a lane that is full takes no more. Safe for several threads.
 */
final class Lanes {
  private static final int LONGEST = 100;

  private final Map<String, Deque<Runnable>> lanes = new HashMap<>();

  /** Whether it was taken. */
  synchronized boolean add(String lane, Runnable work) {
    Optional<Deque<Runnable>> running = Optional.ofNullable(lanes.get(lane));
    if (running.isPresent()) {
      return running.get().size() < LONGEST && running.get().add(work);
    }
    lanes.put(lane, new ArrayDeque<>());
    Thread.ofVirtual().name("news").start(() -> run(lane, work));
    return true;
  }

  private void run(String lane, Runnable first) {
    Optional<Runnable> work = Optional.of(first);
    while (work.isPresent()) {
      try {
        work.get().run();
      } finally {
        work = next(lane);
      }
    }
  }

  private synchronized Optional<Runnable> next(String lane) {
    Optional<Runnable> next = Optional.ofNullable(lanes.getOrDefault(lane, NONE).poll());
    if (next.isEmpty()) {
      lanes.remove(lane);
    }
    return next;
  }

  private static final Deque<Runnable> NONE = new ArrayDeque<>();
}
