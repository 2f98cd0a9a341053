package steadystate.reconcile.lease;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * Some replicas, their store and an AWS on virtual time, from one seed. A replica that waits for an
 * answer or stands still lets the others go on; whatever happens is one of the ways in which it
 * could happen.
 */
final class SimulatedReplicas {
  private static final Terms TERMS = Terms.USUAL;
  private static final long END = Duration.ofMinutes(6).toMillis();

  /** How long after the gate a write may still take effect: what the terms leave for it. */
  private static final long LONGEST_WRITE =
      TERMS.lease().minus(TERMS.renewDeadline()).toMillis() - 500;

  private final Random random;
  private final boolean honestClocks;

  /**
   * Else the table is emptied once: a process that begins just then would find nothing to wait for.
   */
  private final boolean restarts;

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
  private final List<Replica> replicas = new ArrayList<>();
  private Optional<Possession> stored = Optional.empty();
  private long now;
  private long numbers;
  private long outageUntil;
  private int writes;
  private int handovers;
  private final List<String> violations = new ArrayList<>();

  private record Event(long at, long number, int replica, Runnable action) {}

  SimulatedReplicas(long seed, boolean honestClocks) {
    this.random = new Random(seed);
    this.honestClocks = honestClocks;
    this.restarts = random.nextInt(3) > 0;
    for (int i = 0; i < 3; i++) {
      replicas.add(new Replica(i));
    }
  }

  SimulatedReplicas run() {
    for (Replica replica : replicas) {
      at(random.nextInt(5_000), replica.index, replica::leaseLoop);
      at(random.nextInt(5_000), replica.index, replica::beginPass);
      at(random.nextInt(60_000), replica.index, replica::jump);
    }
    at(random.nextInt((int) END), -1, this::outage);
    if (!restarts) {
      at(60_000 + random.nextInt((int) END), -1, () -> stored = Optional.empty());
    }
    runUntil(END);
    return this;
  }

  List<String> violations() {
    return violations;
  }

  int writes() {
    return writes;
  }

  int handovers() {
    return handovers;
  }

  private void at(long time, int replica, Runnable action) {
    events.add(new Event(Math.max(time, now), ++numbers, replica, action));
  }

  /** Runs what falls into this time, but nothing of replicas that are busy themselves. */
  private void runUntil(long end) {
    List<Event> later = new ArrayList<>();
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.remove();
      if (event.replica() >= 0 && replicas.get(event.replica()).busy) {
        later.add(event);
      } else {
        now = Math.max(now, event.at());
        event.action().run();
      }
    }
    now = Math.max(now, end);
    events.addAll(later);
  }

  private void outage() {
    outageUntil = now + random.nextInt(60_000);
  }

  /** A replica: its lease, and passes that write. */
  private final class Replica implements Clocks, LeaseStore {
    private final int index;
    private Lease lease;
    private int processes;
    private final double rate;
    private long wallOffset;
    private long steadyOffset;
    private boolean busy;
    private int underWay;

    Replica(int index) {
      this.index = index;
      this.rate = 1 + (random.nextDouble() - 0.5) / 50;
      this.lease = process();
    }

    private Lease process() {
      return new Lease("dev", "replica-" + index + "-" + ++processes, TERMS, this, this);
    }

    @Override
    public Duration steady() {
      return Duration.ofMillis((long) (now * rate) + steadyOffset);
    }

    @Override
    public Instant wall() {
      return Instant.ofEpochMilli(1_700_000_000_000L + now + wallOffset);
    }

    /** Wall clocks go wrong by minutes; a steady one never does, unless it is no honest one. */
    private void jump() {
      wallOffset = random.nextInt(1_200_000) - 600_000;
      if (!honestClocks) {
        steadyOffset = wallOffset;
      }
      at(now + 1 + random.nextInt(120_000), index, this::jump);
    }

    private void leaseLoop() {
      lease.step();
      if (random.nextInt(40) == 0) {
        standStill(random.nextInt(40_000));
      }
      if (restarts && underWay == 0 && random.nextInt(30) == 0) {
        lease.release();
        lease = process();
      }
      at(now + TERMS.retry().toMillis(), index, this::leaseLoop);
    }

    private void beginPass() {
      if (lease.standing() instanceof Standing.Mine(long fence)) {
        at(now + random.nextInt(1_000), index, () -> write(fence, 1 + random.nextInt(12)));
      } else {
        at(now + 500 + random.nextInt(2_000), index, this::beginPass);
      }
    }

    /** The gate, and right after it the write; between two writes the process may stand still. */
    private void write(long fence, int left) {
      if (random.nextInt(30) == 0) {
        standStill(random.nextInt(60_000));
      }
      boolean open = lease.standing() instanceof Standing.Mine(long current) && current == fence;
      if (!open || left == 0) {
        at(now + 500 + random.nextInt(2_000), index, this::beginPass);
        return;
      }
      underWay++;
      at(
          now + random.nextLong(LONGEST_WRITE),
          -1,
          () -> {
            underWay--;
            arrives(fence);
          });
      at(now + random.nextInt(3_000), index, () -> write(fence, left - 1));
    }

    private void standStill(long millis) {
      busy = true;
      runUntil(now + millis);
      busy = false;
    }

    @Override
    public Optional<Possession> read(String key) {
      long slow = latency();
      standStill(slow / 2);
      Optional<Possession> answer = stored;
      standStill(slow / 2);
      troubled();
      return answer;
    }

    @Override
    public boolean swap(String key, Optional<Possession> before, Possession after) {
      long slow = latency();
      if (now < outageUntil || random.nextInt(25) == 0) {
        boolean arrivesLater = random.nextBoolean();
        if (arrivesLater) {
          at(now + random.nextInt(8_000), -1, () -> swapped(before, after));
        }
        standStill(slow);
        throw lost();
      }
      standStill(slow / 2);
      boolean done = swapped(before, after);
      standStill(slow / 2);
      troubled();
      return done;
    }

    private long latency() {
      return random.nextInt(12) == 0 ? random.nextInt(9_000) : random.nextInt(50);
    }

    private void troubled() {
      if (now < outageUntil || random.nextInt(30) == 0) {
        throw lost();
      }
    }
  }

  private static FailureException lost() {
    return new FailureException(new Failure.Unavailable("NoAnswer", "no answer"));
  }

  private boolean swapped(Optional<Possession> before, Possession after) {
    if (!stored.equals(before)) {
      return false;
    }
    boolean another =
        !after.holder().isEmpty()
            && !stored.map(Possession::holder).equals(Optional.of(after.holder()));
    handovers += another ? 1 : 0;
    stored = Optional.of(after);
    return true;
  }

  /** AWS takes a write. In truth it knows no fence; here it does, and tells. */
  private void arrives(long fence) {
    writes++;
    stored
        .filter(current -> current.fence() != fence)
        .ifPresent(current ->
            violations.add("at " + now + " a write with fence " + fence + " after " + current));
  }
}
