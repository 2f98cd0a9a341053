package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.failure.FailureException;
import steadystate.reconcile.history.Archive;
import steadystate.reconcile.history.HistoryEntry;
import steadystate.reconcile.history.HistoryJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts passes that wrote into the archive. An archive in trouble is left alone for a while, and
 * what was to be kept waits here for it.
 */
final class Archivist {
  private static final Logger LOG = LoggerFactory.getLogger(Archivist.class);
  private static final Duration AFTER_TROUBLE = Duration.ofMinutes(1);

  private final Archive archive;
  private final InstantSource clock;
  private final Archive ofThisProcess = Archive.inMemory();
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private volatile Instant rests = Instant.MIN;

  /** How far an environment's passes are in the archive; those that wait are the oldest first. */
  private static final class Kept {
    private long last;
    private final Deque<ObjectNode> waiting = new ArrayDeque<>();
  }

  Archivist(Archive archive, InstantSource clock) {
    this.archive = archive;
    this.clock = clock;
  }

  /** Keeps the last write of an environment, once, and what waits. */
  void keep(Watched one) {
    Kept its = kept.computeIfAbsent(one.name, name -> new Kept());
    synchronized (its) {
      one.lastWrite().filter(last -> last.id() != its.last).ifPresent(last -> note(one, its, last));
      if (!its.waiting.isEmpty() && !clock.instant().isBefore(rests)) {
        hand(one.name, its.waiting);
      }
    }
  }

  private void note(Watched one, Kept its, HistoryEntry last) {
    its.last = last.id();
    ObjectNode entry = HistoryJson.of(one.spec(), last);
    ofThisProcess.add(one.name, entry);
    its.waiting.addLast(entry);
    if (its.waiting.size() > Archive.SHOWN) {
      its.waiting.removeFirst();
    }
  }

  private void hand(String environment, Deque<ObjectNode> waiting) {
    try {
      while (!waiting.isEmpty()) {
        archive.add(environment, waiting.getFirst());
        waiting.removeFirst();
      }
    } catch (FailureException notKept) {
      rests = clock.instant().plus(AFTER_TROUBLE);
      tell(environment, notKept, "a pass could not be kept in the history yet");
    }
  }

  /** Where the archive does not answer, what this process did. */
  List<ObjectNode> latest(String environment) {
    try {
      List<ObjectNode> before = archive.latest(environment);
      return Stream.concat(waiting(environment), before.stream()).limit(Archive.SHOWN).toList();
    } catch (FailureException unreadable) {
      tell(environment, unreadable, "the history cannot be read");
      return ofThisProcess.latest(environment);
    }
  }

  /** The latest first. */
  private Stream<ObjectNode> waiting(String environment) {
    Optional<Kept> its = Optional.ofNullable(kept.get(environment));
    return its.stream()
        .flatMap(one -> {
          synchronized (one) {
            return List.copyOf(one.waiting).reversed().stream();
          }
        });
  }

  private static void tell(String environment, FailureException why, String what) {
    LOG.atWarn()
        .addKeyValue("environment", environment)
        .addKeyValue("code", why.failure().code())
        .log(what);
  }
}
