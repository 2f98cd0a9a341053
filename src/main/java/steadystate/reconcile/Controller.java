package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import steadystate.environment.mode.Moment;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Answer.Request;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Note;
import steadystate.reconcile.history.HistoryJson;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Engine;
import tools.jackson.databind.node.ObjectNode;

/**
 * Keeps environments true to their specs: watches the source, takes turns, remembers what people
 * asked. AWS's tags are the only record of ownership; what people asked is kept in a notebook, and
 * losing that loses only those orders. Safe for several threads.
 */
public final class Controller implements AutoCloseable {
  private static final Duration BURST = Duration.ofSeconds(2);
  private static final Duration RECOVERY = Duration.ofSeconds(3);

  private final SourceWatch source;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ControllerOptions options;
  private final Sharing sharing;
  private final Requests requests;
  private final Set<String> recalled = ConcurrentHashMap.newKeySet();
  private final Archivist archivist;
  private final Rollbacks rollbacks;
  private final Turn turn;
  private final WorkQueue queue = new WorkQueue();
  private final Feed feed = new Feed();
  private final Roster roster;
  private final ConcurrentMap<String, Rhythm> rhythms = new ConcurrentHashMap<>();
  private final List<TurnListener> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean stopping;

  /** Hears how turns end. */
  @FunctionalInterface
  public interface TurnListener {
    /**
     * @param outcome {@code steady}, {@code wrote}, {@code looked}, {@code unsteady}, {@code
     *     refused} or {@code failed}
     */
    void ended(String environment, String outcome, Duration took);
  }

  /** The random numbers spread pauses and name requests; they are seeded in tests. */
  public Controller(
      SpecSource source,
      Engine engine,
      InstantSource clock,
      RandomGenerator random,
      ControllerOptions options) {
    this(source, engine, clock, random, options, Sharing.nothing());
  }

  /** With what replicas of this controller have in common. */
  public Controller(
      SpecSource source,
      Engine engine,
      InstantSource clock,
      RandomGenerator random,
      ControllerOptions options,
      Sharing sharing) {
    this.source = new SourceWatch(source);
    this.clock = clock;
    this.random = random;
    this.options = options;
    this.sharing = sharing;
    this.archivist = new Archivist(sharing.archive(), clock);
    this.requests = new Requests(sharing.notebook(), clock);
    this.rollbacks = new Rollbacks(engine);
    this.turn = new Turn(engine, clock, random, options, () -> stopping);
    this.roster = new Roster(options, sharing, queue, feed);
    sharing.leases().listen(this::leaseMoved);
  }

  /** Reads the specs and begins to take turns, on threads of its own. */
  public void start() {
    source.follow(this::readSource, () -> stopping);
    Thread.ofVirtual().name("turns").start(this::giveOut);
    requests.follow(this::readNotes, () -> stopping);
  }

  /**
   * Takes no new work and begins no new step; a step that is under way ends. Then the leases are
   * given back; while a step goes on they are not, and run out by themselves.
   *
   * @return whether everything ended in time
   */
  public boolean stop(Duration patience) {
    stopping = true;
    queue.close();
    try {
      boolean idle = queue.awaitIdle(patience.toMillis());
      if (idle) {
        sharing.leases().close();
      }
      return idle;
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stop(Duration.ZERO);
  }

  /** Gives each due environment a thread of its own, so that one that hangs delays no other. */
  private void giveOut() {
    while (!stopping) {
      Optional<String> due = queue.take(clock.instant());
      if (due.isPresent()) {
        Thread.ofVirtual().name("turn-" + due.get()).start(() -> work(due.get()));
      } else if (!waited()) {
        return;
      }
    }
  }

  private boolean waited() {
    long millis =
        queue.next().map(at -> Duration.between(clock.instant(), at).toMillis()).orElse(1_000L);
    try {
      queue.await(Math.clamp(millis, 1, 1_000));
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Asks the source what is written and takes it over. */
  void readSource() {
    if (source.read(orders(), news -> roster.absorb(news, clock.instant()))) {
      roster.all().forEach(one -> feed.changed(one.name));
    }
  }

  /** What people last asked about sleeping, by environment. */
  private Map<String, Moment.Order> orders() {
    Map<String, Moment.Order> orders = new TreeMap<>();
    for (Watched one : roster.all()) {
      one.hoursAsked().ifPresent(asked -> orders.put(one.name, asked));
    }
    return orders;
  }

  /** Whoever gained or lost a lease looks again; after an outage not all at the same moment. */
  private void leaseMoved(String name) {
    roster
        .find(name)
        .flatMap(one -> one.leaseMoved(clock.instant()))
        .ifPresent(before -> {
          boolean outage = before instanceof Standing.Nobody;
          long wait = outage ? (long) (RECOVERY.toMillis() * random.nextDouble()) : 0;
          queue.ask(name, clock.instant().plusMillis(wait));
          feed.changed(name);
        });
  }

  /** Takes one turn that is due, on this thread; false when none is. */
  boolean turnIfDue() {
    Optional<String> due = queue.take(clock.instant());
    due.ifPresent(this::work);
    return due.isPresent();
  }

  private void work(String name) {
    Watched one = roster.find(name).orElseThrow();
    Instant begin = clock.instant();
    requests.readOnce(one);
    keepTime(one, begin);
    if (!recalled(one, begin)) {
      queue.giveBack(name, begin.plus(RECOVERY));
      return;
    }
    Set<String> asked = one.notes().open();
    Duration pause = options.pace().longestBackoff();
    try {
      feed.changed(name);
      Turn.Ended ended = turn.take(one, rhythms.computeIfAbsent(name, key -> new Rhythm()));
      pause = ended.pause();
      Duration took = Duration.between(begin, clock.instant());
      listeners.forEach(listener -> listener.ended(name, ended.outcome(), took));
    } finally {
      requests.settle(one, asked);
      archivist.keep(one);
      roster.turned(one);
      queue.giveBack(name, next(one, clock.instant(), pause));
      feed.changed(name);
    }
  }

  /**
   * A history that was rewritten while nobody watched is doubted like any other, before anything of
   * it is followed.
   *
   * @return false where that cannot be told now
   */
  private boolean recalled(Watched one, Instant now) {
    if (!one.knowsNotes() || one.spec().isEmpty() || !recalled.add(one.name)) {
      return true;
    }
    String written = status(one).commit().map(Commit::id).orElse("");
    try {
      one.notes()
          .followed()
          .filter(before -> !before.equals(written))
          .flatMap(source::doubt)
          .ifPresent(why -> one.doubt(why, now));
      return true;
    } catch (FailureException silent) {
      recalled.remove(one.name);
      one.failed(silent.failure(), now);
      return false;
    }
  }

  /** No turn is taken with the wish of another hour, however long ago the source was asked. */
  private void keepTime(Watched one, Instant now) {
    boolean turned = one.turnsAt().filter(at -> !now.isBefore(at)).isPresent();
    if (turned || !source.knows(orders())) {
      readSource();
    }
  }

  /** After a pause, or earlier at the very moment at which another thing is wished. */
  private static Instant next(Watched one, Instant now, Duration pause) {
    Instant rested = now.plus(pause);
    return one.turnsAt().filter(at -> at.isAfter(now) && at.isBefore(rested)).orElse(rested);
  }

  /** Reads what people asked other replicas. */
  void readNotes() {
    for (Watched one : roster.all()) {
      if (requests.read(one)) {
        queue.ask(one.name, clock.instant());
        feed.changed(one.name);
      }
    }
  }

  /** Every environment that is or was written while this controller runs, by name. */
  public List<EnvironmentStatus> environments() {
    return roster.all().stream().map(this::status).toList();
  }

  public Optional<EnvironmentStatus> environment(String name) {
    return roster.find(name).map(this::status);
  }

  private EnvironmentStatus status(Watched one) {
    return one.status(clock.instant(), queue.due(one.name));
  }

  /** The latest events of an environment, latest first. */
  public List<Event> events(String environment) {
    return roster.find(environment).map(one -> one.journal.events()).orElse(List.of());
  }

  /** The latest passes that wrote, latest first, as {@link HistoryJson} tells them. */
  public List<ObjectNode> history(String environment) {
    return archivist.latest(environment);
  }

  /**
   * Takes what a person asks. It is done when the status of the environment names the request.
   *
   * @param by who asks, as the token's name says
   */
  public Answer ask(String environment, Ask ask, String by) {
    Optional<Watched> one = roster.find(environment);
    if (one.isEmpty()) {
      return new Answer.Nobody();
    }
    Instant now = clock.instant();
    String id = "req-" + HexFormat.of().toHexDigits(random.nextLong());
    Request request = new Request(id, ask.verb(), by, now, Optional.empty());
    Optional<Answer.Refused> refused =
        one.get()
            .refusal(ask, now)
            .or(() ->
                requests.note(
                    one.get(), new Note(Departure.bound(ask, status(one.get())), request)));
    if (refused.isPresent()) {
      return refused.get();
    }
    queue.ask(environment, now);
    feed.changed(environment);
    return new Answer.Accepted(request);
  }

  /** Takes a service back; without {@code to} to the last that was deployed well. */
  public Answer rollBack(
      String environment, String service, Optional<String> to, String reason, String by) {
    return rollbacks.ask(
        environment(environment), service, to, reason, ask -> ask(environment, ask, by));
  }

  /** Somebody says that something was written: the source is asked at once. */
  public void hintSource() {
    source.hint();
  }

  /** Something in AWS may have changed; a burst of such hints is one look. */
  public void lookSoon(String environment) {
    if (roster.find(environment).isPresent()) {
      queue.ask(environment, clock.instant().plus(BURST));
    }
  }

  /**
   * Notes that somebody changed AWS by hand in the sandbox, and looks at once. What it finds is
   * shown for a moment before it is healed: otherwise nobody would see it.
   */
  public void changedByHand(String environment, String what) {
    Instant now = clock.instant();
    roster
        .find(environment)
        .ifPresent(one -> {
          one.journal.warning(now, "ChangedByHand", "", what);
          one.showFirst();
          queue.ask(environment, now);
        });
  }

  public Feed feed() {
    return feed;
  }

  public void listen(TurnListener listener) {
    listeners.add(listener);
  }

  /** Environments that are due and wait for a turn. */
  public int queueDepth() {
    return queue.depth(clock.instant());
  }

  /** Environments whose turn it is. */
  public int working() {
    return queue.working();
  }

  /** What the source said last; empty before it was read. */
  public Optional<SpecSource.Snapshot> snapshot() {
    return source.snapshot();
  }

  public boolean isDryRun() {
    return options.dryRun();
  }

  /** Why this is not ready to be relied on; empty when it is. */
  public Optional<String> notReady() {
    return Readiness.not(stopping, snapshot(), environments());
  }
}
