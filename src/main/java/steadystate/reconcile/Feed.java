package steadystate.reconcile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What changes, as it changes. Keeps the latest notices, so that a reader who was away for a moment
 * can go on where it was. Safe for several threads; a listener must not block.
 */
public final class Feed {
  private static final int KEPT = 2_000;

  private final Deque<Notice> kept = new ArrayDeque<>();
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private long last;

  /** One change. */
  public sealed interface Notice {
    /** Rises by one. */
    long id();

    String environment();
  }

  /** Something happened. */
  public record Happened(long id, Event event) implements Notice {
    @Override
    public String environment() {
      return event.environment();
    }
  }

  /** The status of an environment is another one. */
  public record Changed(long id, String environment) implements Notice {}

  /** Hears of changes. */
  @FunctionalInterface
  public interface Listener {
    void hear(Notice notice);
  }

  /** Notices after {@code id}; empty when some of them are not kept any more. */
  public synchronized Optional<List<Notice>> after(long id) {
    boolean gap = id > last || (!kept.isEmpty() && id < kept.getFirst().id() - 1);
    return gap
        ? Optional.empty()
        : Optional.of(kept.stream().filter(notice -> notice.id() > id).toList());
  }

  public synchronized long last() {
    return last;
  }

  public void listen(Listener listener) {
    listeners.add(listener);
  }

  public void leave(Listener listener) {
    listeners.remove(listener);
  }

  void changed(String environment) {
    Notice notice;
    synchronized (this) {
      notice = keep(new Changed(++last, environment));
    }
    tell(notice);
  }

  /** Gives the event its id. */
  Event happened(Event event) {
    Happened notice;
    synchronized (this) {
      Event numbered =
          new Event(
              ++last,
              event.at(),
              event.firstAt(),
              event.environment(),
              event.type(),
              event.reason(),
              event.resource(),
              event.message(),
              event.count());
      notice = new Happened(last, numbered);
      keep(notice);
    }
    tell(notice);
    return notice.event();
  }

  private Notice keep(Notice notice) {
    kept.addLast(notice);
    if (kept.size() > KEPT) {
      kept.removeFirst();
    }
    return notice;
  }

  private void tell(Notice notice) {
    listeners.forEach(listener -> listener.hear(notice));
  }
}
