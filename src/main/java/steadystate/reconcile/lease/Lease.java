package steadystate.reconcile.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steadystate.failure.FailureException;

/**
 * The lease of one environment as one process sees it, after Kubernetes' leader election. Nobody's
 * clock is compared with another's: who waits measures how long a record has not changed, who holds
 * measures how long ago it began its last renewal. {@link #step} is called again and again by one
 * thread; the answers are for any thread.
 */
public final class Lease {
  /** A longer promise in a record is not believed. */
  private static final Duration LONGEST_LEASE = Duration.ofMinutes(10);

  private final String key;
  private final String me;
  private final Terms terms;
  private final LeaseStore store;
  private final Clocks clocks;
  private volatile View view =
      new View(Optional.empty(), new Standing.Nobody("the lease was not asked for yet"));
  private Optional<Claim> last = Optional.empty();
  private Optional<Claim> sent = Optional.empty();
  private Optional<Seen> seen = Optional.empty();
  private long writes;
  private boolean ended;

  /** A write of ours, and when writing ends that trusts in it. */
  private record Claim(Possession possession, Duration steadyEnd, Instant wallEnd) {}

  /** What others are told: a claim that is proven, else what stands instead. */
  private record View(Optional<Claim> proven, Standing otherwise) {}

  /** What stood in the store, and since when it has not changed; empty for nothing at all. */
  private record Seen(Optional<String> mark, Duration since) {}

  /**
   * @param me another one for each process, also where two are configured alike
   */
  public Lease(String key, String me, Terms terms, LeaseStore store, Clocks clocks) {
    this.key = key;
    this.me = me;
    this.terms = terms;
    this.store = store;
    this.clocks = clocks;
  }

  /** Renews, or looks whether the lease can be had. Throws nothing for what the store answers. */
  public synchronized void step() {
    try {
      if (!ended && !renewed()) {
        look();
      }
    } catch (FailureException silent) {
      unproven("the lease table does not answer: " + silent.failure().message());
    }
  }

  /** How things stand at this very moment. */
  public Standing standing() {
    View now = view;
    if (now.proven().isEmpty()) {
      return now.otherwise();
    }
    Claim claim = now.proven().get();
    boolean inTime =
        clocks.steady().compareTo(claim.steadyEnd()) < 0 && clocks.wall().isBefore(claim.wallEnd());
    return inTime
        ? new Standing.Mine(claim.possession().fence())
        : new Standing.Nobody("the lease could not be renewed in time");
  }

  /**
   * Gives the lease back for good, so that another process need not wait. No write may be under
   * way. It is not sought again: the giving back may arrive late.
   */
  public synchronized void release() {
    ended = true;
    Optional<Claim> held = view.proven();
    unproven("the lease was given back");
    try {
      if (held.isPresent()) {
        Possession now = held.get().possession();
        store.swap(key, Optional.of(now), new Possession("", now.fence(), mark(), terms.lease()));
      }
    } catch (FailureException silent) {
      view = new View(Optional.empty(), new Standing.Nobody("the lease runs out by itself"));
    }
  }

  private boolean renewed() {
    if (view.proven().isEmpty()) {
      return false;
    }
    Possession now = view.proven().get().possession();
    try {
      return written(Optional.of(now), now.fence());
    } catch (FailureException unknown) {
      unproven("whether the lease was renewed is not known");
      return false;
    }
  }

  private void look() {
    Optional<Possession> found = store.read(key);
    if (found.isPresent() && found.get().holder().equals(me)) {
      recognise(found.get());
    } else if (found.isPresent() && found.get().isVacant()) {
      take(found);
    } else {
      watch(found);
    }
  }

  /**
   * Our own name: the write whose answer was lost, the one before it, or an older one. Nobody else
   * held the lease since, so the fence stays.
   */
  private void recognise(Possession found) {
    Optional<Claim> known =
        sent.filter(claim -> claim.possession().mark().equals(found.mark()))
            .or(() -> last.filter(claim -> claim.possession().mark().equals(found.mark())));
    if (known.isPresent()) {
      prove(known.get());
    } else {
      written(Optional.of(found), found.fence());
    }
  }

  /**
   * Another one holds it, or the record is gone; both end after a lease without any change. Only a
   * process that never saw a record takes the lease of a new environment at once.
   */
  private void watch(Optional<Possession> found) {
    Duration now = clocks.steady();
    Optional<String> mark = found.map(Possession::mark);
    if (found.isEmpty() && seen.isEmpty()) {
      take(found);
      return;
    }
    if (seen.isEmpty() || !seen.get().mark().equals(mark)) {
      seen = Optional.of(new Seen(mark, now));
    }
    Standing other =
        found
            .<Standing>map(theirs -> new Standing.Theirs(theirs.holder()))
            .orElseGet(() -> new Standing.Nobody("the lease is gone from its table"));
    view = new View(Optional.empty(), other);
    Duration quiet = now.minus(seen.get().since());
    if (quiet.compareTo(found.map(this::promise).orElse(terms.lease())) >= 0) {
      take(found);
    }
  }

  /** The record is written by others: it may say anything. */
  private Duration promise(Possession other) {
    boolean believed =
        other.lease().compareTo(terms.lease()) > 0 && other.lease().compareTo(LONGEST_LEASE) < 0;
    return believed ? other.lease() : terms.lease();
  }

  /** The fence follows the time, so that it rises also where the table was emptied meanwhile. */
  private void take(Optional<Possession> before) {
    unproven("the lease is being taken");
    long next = before.map(other -> other.fence() + 1).orElse(0L);
    written(before, Math.max(next, clocks.wall().toEpochMilli()));
  }

  private boolean written(Optional<Possession> before, long fence) {
    Possession after = new Possession(me, fence, mark(), terms.lease());
    Claim claim =
        new Claim(
            after,
            clocks.steady().plus(terms.renewDeadline()),
            clocks.wall().plus(terms.renewDeadline()));
    sent = Optional.of(claim);
    boolean done = store.swap(key, before, after);
    if (done) {
      seen = Optional.of(new Seen(Optional.of(after.mark()), clocks.steady()));
      prove(claim);
    } else {
      unproven("another process was quicker");
    }
    return done;
  }

  private void prove(Claim claim) {
    last = Optional.of(claim);
    view = new View(last, new Standing.Nobody(""));
  }

  private void unproven(String reason) {
    view = new View(Optional.empty(), new Standing.Nobody(reason));
  }

  private String mark() {
    return me + "/" + ++writes;
  }
}
