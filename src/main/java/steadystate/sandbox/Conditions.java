package steadystate.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The weather: everything between a caller and a healthy, immediately consistent AWS. Untouched, it
 * is fine. Patterns are IAM actions in which {@code *} stands for any text.
 */
public final class Conditions {
  private final List<Hook> hooks = new CopyOnWriteArrayList<>();
  private volatile ToIntFunction<Call> staleness = call -> 0;
  private volatile int unseenReads;
  private volatile @Nullable Shuffle shuffle;
  private volatile UnaryOperator<Object> telling = UnaryOperator.identity();

  /** Adds a hook; hooks run in the order they were added. */
  public Conditions hook(Hook hook) {
    hooks.add(hook);
    return this;
  }

  public Conditions remove(Hook hook) {
    hooks.remove(hook);
    return this;
  }

  /** Fails every call that fits, before it has an effect, until {@link #clear}. */
  public Conditions fail(String pattern, Fault fault) {
    return fail(pattern, Integer.MAX_VALUE, fault);
  }

  /** Fails the next calls that fit, before they have an effect. */
  public Conditions fail(String pattern, int times, Fault fault) {
    AtomicInteger left = new AtomicInteger(times);
    return hook(
        new Hook() {
          @Override
          public void before(Call call) {
            if (call.matches(pattern) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
              throw fault.of(call);
            }
          }
        });
  }

  /** Fails calls that fit at random, before they have an effect. */
  public Conditions failAtRandom(String pattern, long seed, double rate, Fault... faults) {
    Random random = new Random(seed);
    return hook(
        new Hook() {
          @Override
          public void before(Call call) {
            if (call.matches(pattern) && random.nextDouble() < rate) {
              throw faults[random.nextInt(faults.length)].of(call);
            }
          }
        });
  }

  /** The next calls that fit take effect, but the caller sees a time-out. */
  public Conditions loseAnswers(String pattern, int times) {
    AtomicInteger left = new AtomicInteger(times);
    return hook(
        new Hook() {
          @Override
          public void afterEffect(Call call) {
            if (call.matches(pattern) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
              throw Fault.TIMED_OUT.of(call);
            }
          }
        });
  }

  /**
   * A token bucket over all calls that fit: beyond it they are throttled, by the sandbox's clock.
   */
  public Conditions limit(String pattern, int burst, double refillPerSecond) {
    Bucket bucket = new Bucket(burst, refillPerSecond);
    return hook(
        new Hook() {
          @Override
          public void before(Call call) {
            if (call.matches(pattern) && !bucket.take(call.at())) {
              throw Fault.THROTTLED.of(call);
            }
          }
        });
  }

  /** Answers a read from the world of so many writes ago (at most ten). */
  public Conditions stale(ToIntFunction<Call> writesAgo) {
    staleness = writesAgo;
    return this;
  }

  /** Every new row stays unseen by the next reads that look into its table. */
  public Conditions newThingsUnseenFor(int reads) {
    unseenReads = reads;
    return this;
  }

  /** Answers come with every set in another order. */
  public Conditions shuffle(long seed) {
    shuffle = new Shuffle(seed);
    return this;
  }

  /**
   * Changes answers on their way to the caller, and nothing that is so: for forms and defaults in
   * which AWS answers and this sandbox would not.
   */
  public Conditions tell(UnaryOperator<Object> change) {
    telling = change;
    return this;
  }

  /** Fine weather again. */
  public Conditions clear() {
    hooks.clear();
    staleness = call -> 0;
    unseenReads = 0;
    shuffle = null;
    telling = UnaryOperator.identity();
    return this;
  }

  void before(Call call) {
    hooks.forEach(hook -> hook.before(call));
  }

  void afterEffect(Call call) {
    hooks.forEach(hook -> hook.afterEffect(call));
  }

  int writesAgo(Call call) {
    return call.mutating() ? 0 : Math.max(0, staleness.applyAsInt(call));
  }

  int unseenReads() {
    return unseenReads;
  }

  Object arrange(Object answer) {
    Object told = telling.apply(answer);
    Shuffle order = shuffle;
    return order == null ? told : order.of(told);
  }

  /** Tokens that come back with time. */
  private static final class Bucket {
    private final int burst;
    private final double refill;
    private double tokens;
    private @Nullable Instant filled;

    Bucket(int burst, double refill) {
      this.burst = burst;
      this.refill = refill;
      this.tokens = burst;
    }

    synchronized boolean take(Instant now) {
      if (filled != null) {
        double seconds = java.time.Duration.between(filled, now).toNanos() / 1e9;
        tokens = Math.min(burst, tokens + Math.max(0, seconds) * refill);
      }
      filled = now;
      if (tokens < 1) {
        return false;
      }
      tokens -= 1;
      return true;
    }
  }
}
