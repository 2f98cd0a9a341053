package steadystate.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * One region's worlds, newest first, and what is due to happen there. Used under the sandbox's
 * lock.
 */
final class Realm {
  private static final int KEPT = 11;
  private static final int LIMIT = 10_000;

  private final Deque<World> worlds = new ArrayDeque<>(List.of(World.empty()));
  private final Map<String, Map<String, Integer>> unseen = new HashMap<>();
  private Instant due = Instant.MIN;

  World now() {
    return worlds.getFirst();
  }

  /**
   * Lets everything happen that is due by {@code now}, each thing at its own moment and in order: a
   * look every second and one look after an hour see the same history.
   */
  void advance(Scene frame, Instant now, List<SandboxService> services) {
    if (due.equals(Instant.MIN)) {
      due = now;
    }
    int stepsAtOnce = 0;
    while (!due.isAfter(now)) {
      World draft = now().draft();
      Scene scene = frame.at(draft, due);
      Instant next = Instant.MAX;
      for (SandboxService service : services) {
        Instant wanted = service.advance(scene);
        next = wanted.isBefore(next) ? wanted : next;
      }
      worlds.removeFirst();
      worlds.addFirst(draft.freeze());
      stepsAtOnce = next.isAfter(due) ? 0 : stepsAtOnce + 1;
      if (stepsAtOnce == LIMIT) {
        throw new IllegalStateException("the sandbox does not come to rest at " + due);
      }
      due = next.isAfter(due) ? next : due;
    }
  }

  /** Runs a write on a copy that becomes the world only if the write succeeds. */
  <A> A write(Function<World, A> operation, Instant now, int unseenReads) {
    World draft = now().draft();
    A answer = operation.apply(draft);
    draft.freeze();
    hide(draft, unseenReads);
    worlds.addFirst(draft);
    if (worlds.size() > KEPT) {
      worlds.removeLast();
    }
    due = now;
    return answer;
  }

  /** Runs a read on the world of some writes ago, without the rows that are not seen yet. */
  <A> A read(Function<World, A> operation, int writesAgo) {
    Iterator<World> back = worlds.iterator();
    World past = back.next();
    for (int left = writesAgo; left > 0 && back.hasNext(); left--) {
      past = back.next();
    }
    Map<String, Set<String>> hidden = new HashMap<>();
    unseen.forEach((table, rows) -> hidden.put(table, new HashSet<>(rows.keySet())));
    World seen = past.without(hidden).freeze();
    try {
      return operation.apply(seen);
    } finally {
      seen.touched().forEach(this::seenOnceMore);
    }
  }

  private void hide(World draft, int reads) {
    if (reads == 0) {
      return;
    }
    for (String table : draft.touched()) {
      Set<String> fresh = new HashSet<>(draft.rows(table).keySet());
      fresh.removeAll(now().rows(table).keySet());
      fresh.forEach(row -> unseen.computeIfAbsent(table, t -> new HashMap<>()).put(row, reads));
    }
  }

  private void seenOnceMore(String table) {
    Map<String, Integer> rows = unseen.get(table);
    if (rows != null) {
      rows.replaceAll((row, reads) -> reads - 1);
      rows.values().removeIf(reads -> reads <= 0);
      if (rows.isEmpty()) {
        unseen.remove(table);
      }
    }
  }
}
