package steadystate.reconcile;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.environment.mode.Moment;

/** Asks the source again and again what is written. Safe for several threads. */
final class SourceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(SourceWatch.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final SpecSource source;
  private final Semaphore hints = new Semaphore(0);
  private Map<String, Moment.Order> told = Map.of();
  private volatile Optional<SpecSource.Snapshot> snapshot = Optional.empty();

  SourceWatch(SpecSource source) {
    this.source = source;
  }

  /** What the source said last; empty before it was read. */
  Optional<SpecSource.Snapshot> snapshot() {
    return snapshot;
  }

  void follow(Runnable read, BooleanSupplier stopping) {
    Thread.ofVirtual()
        .name("source")
        .start(() -> {
          do {
            read.run();
          } while (!stopping.getAsBoolean() && rested() && !stopping.getAsBoolean());
        });
  }

  /** Until it is time to ask the source again, or a hint came. */
  private boolean rested() {
    try {
      if (hints.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
        hints.drainPermits();
      }
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Somebody says that something was written: the source is asked at once. */
  void hint() {
    source.hint();
    hints.release();
  }

  /** Why what is written now does not go on from what was followed before this process. */
  Optional<SpecSource.Trouble> doubt(String followed) {
    return source.doubt(followed);
  }

  /** Whether the source was last asked with these orders in mind. */
  synchronized boolean knows(Map<String, Moment.Order> orders) {
    return told.equals(orders);
  }

  /**
   * Asks the source what is written. One after the other, so that the latest answer is the last.
   *
   * @param news takes it over when it is another one than before
   * @return whether it was, and is known to all now
   */
  synchronized boolean read(Map<String, Moment.Order> orders, Consumer<SpecSource.Snapshot> news) {
    try {
      told = Map.copyOf(orders);
      SpecSource.Snapshot now = source.read(told);
      if (snapshot.filter(now::isLike).isPresent()) {
        return false;
      }
      news.accept(now);
      snapshot = Optional.of(now);
      return true;
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.atError().setCause(defect).log("reading the source broke inside this program");
      return false;
    }
  }
}
