package steadystate.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import steadystate.apply.Progress;
import steadystate.failure.Failure;
import steadystate.plan.Plan;
import steadystate.resource.ResourceId;

/**
 * Shows an apply while it runs. What is under way is kept here by resource; how it looks is the
 * matter of {@link Display}.
 */
final class ProgressView implements Progress, AutoCloseable {
  private final Display display;
  private final InstantSource clock;
  private final Map<ResourceId, Work> under = new LinkedHashMap<>();
  private final Set<ResourceId> mentioned = new HashSet<>();

  /** What each step that is tried again and again said last. */
  private final Map<ResourceId, String> retried = new HashMap<>();

  private final ScheduledExecutorService ticker;

  /**
   * Something under way.
   *
   * @param doing a verb, or why it is waited for
   * @param settles whether AWS is at work and no longer we
   */
  record Work(ResourceId resource, String doing, boolean settles, Instant since) {}

  /** How progress is shown. Called by one thread at a time. */
  interface Display {
    /** How often {@link #tick} is called. */
    Duration pace();

    /** Something new is under way, or for another reason than before. */
    void begun(Work work);

    /**
     * Something has ended.
     *
     * @param sign such as {@code +}, or {@code !} for a failure
     */
    void ended(Work work, Ending ending, String explanation, Duration took);

    /** Time has passed. */
    void tick(List<Work> under, Instant now);

    /** Makes room for other text. */
    void clear();
  }

  /** How work ends. */
  enum Ending {
    DONE,
    STEADY,
    FAILED,
    SKIPPED
  }

  ProgressView(Display display, InstantSource clock) {
    this.display = display;
    this.clock = clock;
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());
    long pace = display.pace().toMillis();
    var unused = ticker.scheduleAtFixedRate(this::tick, pace, pace, TimeUnit.MILLISECONDS);
  }

  /** Rewrites lines on a terminal, adds lines elsewhere. */
  static ProgressView on(Terminal terminal) {
    InstantSource clock = InstantSource.system();
    Display display =
        terminal.live()
            ? new LiveDisplay(terminal.err(), terminal.remarks())
            : new PlainDisplay(terminal.err(), terminal.remarks());
    return new ProgressView(display, clock);
  }

  private synchronized void tick() {
    display.tick(List.copyOf(under.values()), clock.instant());
  }

  @Override
  public synchronized void planned(int pass, Plan plan) {
    mentioned.clear();
    display.clear();
  }

  @Override
  public synchronized void started(ResourceId resource, String verb) {
    Work work = new Work(resource, verb, false, clock.instant());
    under.put(resource, work);
    if (!retried.containsKey(resource)) {
      display.begun(work);
    }
  }

  @Override
  public synchronized void done(ResourceId resource, String verb) {
    end(resource, verb, Ending.DONE, "");
  }

  @Override
  public synchronized void failed(ResourceId resource, String verb, Failure failure) {
    if (failure.passes()) {
      waiting(resource, failure.message());
    } else {
      end(resource, verb, Ending.FAILED, failure.message());
    }
  }

  /** A step that is tried again says so when it has something new to say. */
  private void waiting(ResourceId resource, String reason) {
    Work work = new Work(resource, reason, true, clock.instant());
    under.put(resource, work);
    if (!reason.equals(retried.put(resource, reason))) {
      display.begun(work);
    }
  }

  @Override
  public synchronized void skipped(ResourceId resource, String verb, String because) {
    if (!because.equals(retried.put(resource, because))) {
      end(resource, verb, Ending.SKIPPED, "because " + because);
    }
  }

  /** Each look names all that settles; what a whole look did not name is steady. */
  @Override
  public synchronized void settling(ResourceId resource, String reason) {
    if (mentioned.contains(resource)) {
      settled(mentioned);
      mentioned.clear();
    }
    mentioned.add(resource);
    Work before = under.get(resource);
    Instant since = before == null ? clock.instant() : before.since();
    Work work = new Work(resource, reason, true, since);
    under.put(resource, work);
    if (before == null || !before.doing().equals(reason)) {
      display.begun(work);
    }
  }

  private void settled(Set<ResourceId> still) {
    for (Work work : List.copyOf(under.values())) {
      ResourceId resource = work.resource();
      if (work.settles() && !retried.containsKey(resource) && !still.contains(resource)) {
        end(resource, work.doing(), Ending.STEADY, "");
      }
    }
  }

  private void end(ResourceId resource, String verb, Ending ending, String explanation) {
    Instant now = clock.instant();
    Work work = new Work(resource, verb, false, now);
    Work begun = under.remove(resource);
    if (ending != Ending.SKIPPED) {
      retried.remove(resource);
    }
    Instant since = begun == null ? now : begun.since();
    display.ended(work, ending, explanation, Duration.between(since, now));
  }

  /** What was waited for has come. */
  synchronized void allSteady() {
    settled(Set.of());
  }

  /** Leaves the terminal as it should be; the receipt says how it ended. */
  @Override
  public void close() {
    ticker.shutdownNow();
    synchronized (this) {
      under.clear();
      display.clear();
    }
  }
}
