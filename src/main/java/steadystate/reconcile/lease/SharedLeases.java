package steadystate.reconcile.lease;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one lease for each environment, each on a thread of its own. */
public final class SharedLeases implements Leases {
  private static final Logger LOG = LoggerFactory.getLogger(SharedLeases.class);

  private final Function<String, Lease> make;
  private final Terms terms;
  private final RandomGenerator random;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private record Kept(Lease lease, Thread thread) {}

  /**
   * @param make the lease of an environment
   * @param random spreads the looks of those who wait, so that they do not come all at once
   */
  public SharedLeases(Function<String, Lease> make, Terms terms, RandomGenerator random) {
    this.make = make;
    this.terms = terms;
    this.random = random;
  }

  @Override
  public void seek(String environment) {
    kept.computeIfAbsent(
        environment,
        name -> {
          Lease lease = make.apply(name);
          Thread thread = Thread.ofVirtual().name("lease-" + name).start(() -> keep(name, lease));
          return new Kept(lease, thread);
        });
  }

  private void keep(String environment, Lease lease) {
    Standing before = new Standing.Nobody("");
    while (!closed) {
      try {
        lease.step();
      } catch (RuntimeException defect) {
        LOG.atError()
            .addKeyValue("environment", environment)
            .setCause(defect)
            .log("keeping a lease broke inside this program");
      }
      Standing now = lease.standing();
      if (!now.equals(before)) {
        LOG.atInfo()
            .addKeyValue("environment", environment)
            .addKeyValue("standing", now)
            .log("lease");
      }
      before = now;
      listeners.forEach(listener -> listener.accept(environment));
      if (!slept(now instanceof Standing.Mine ? terms.retry() : spread())) {
        return;
      }
    }
  }

  /** Who waits does so a little longer now and then, as all of them wait for the same thing. */
  private Duration spread() {
    return terms.retry().plusMillis((long) (terms.retry().toMillis() * 0.5 * random.nextDouble()));
  }

  private static boolean slept(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public Standing standing(String environment) {
    return Optional.ofNullable(kept.get(environment))
        .map(one -> one.lease().standing())
        .orElseGet(() -> new Standing.Nobody("the lease was not asked for yet"));
  }

  @Override
  public void listen(Consumer<String> listener) {
    listeners.add(listener);
  }

  @Override
  public void close() {
    closed = true;
    List<Thread> ends =
        kept.values().stream()
            .map(one -> {
              one.thread().interrupt();
              return Thread.ofVirtual().start(one.lease()::release);
            })
            .toList();
    for (Thread end : ends) {
      try {
        end.join(terms.renewDeadline());
      } catch (InterruptedException hurry) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
