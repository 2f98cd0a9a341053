package steadystate.reconcile;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which environments are to be looked at, and when. A key is with one worker at most; asking for it
 * meanwhile means once more after. Safe for several threads.
 */
final class WorkQueue {
  private final Map<String, Instant> waiting = new HashMap<>();
  private final Map<String, Instant> again = new HashMap<>();
  private final Set<String> working = new HashSet<>();
  private boolean closed;

  /** Asks for a key at a time; of several times the earliest counts. */
  synchronized void ask(String key, Instant at) {
    Map<String, Instant> times = working.contains(key) ? again : waiting;
    times.merge(key, at, (one, other) -> one.isBefore(other) ? one : other);
    notifyAll();
  }

  /** Takes a key that is due, the longest waiting first. It must be given back. */
  synchronized Optional<String> take(Instant now) {
    if (closed) {
      return Optional.empty();
    }
    Optional<String> due =
        waiting.entrySet().stream()
            .filter(entry -> !entry.getValue().isAfter(now))
            .min(Map.Entry.<String, Instant>comparingByValue().thenComparing(Map.Entry::getKey))
            .map(Map.Entry::getKey);
    due.ifPresent(key -> {
      waiting.remove(key);
      working.add(key);
    });
    return due;
  }

  /** Gives a key back; {@code next} is when it is due unless somebody asked for it earlier. */
  synchronized void giveBack(String key, Instant next) {
    working.remove(key);
    Optional<Instant> asked = Optional.ofNullable(again.remove(key));
    ask(key, next);
    asked.ifPresent(at -> ask(key, at));
  }

  /** When the next key is due. */
  synchronized Optional<Instant> next() {
    return waiting.values().stream().min(Instant::compareTo);
  }

  /** When this key is due, if it waits. */
  synchronized Optional<Instant> due(String key) {
    return Optional.ofNullable(waiting.get(key));
  }

  /** Keys that are due and not yet taken. */
  synchronized int depth(Instant now) {
    return (int) waiting.values().stream().filter(at -> !at.isAfter(now)).count();
  }

  /** Keys that are with a worker. */
  synchronized int working() {
    return working.size();
  }

  /** Waits until something is asked, at most so long. */
  synchronized void await(long millis) throws InterruptedException {
    if (!closed) {
      wait(Math.max(1, millis));
    }
  }

  /** Waits until no key is with a worker; false when that took too long. */
  synchronized boolean awaitIdle(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!working.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Gives out nothing any more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }
}
