package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.environment.mode.Moment;
import steadystate.failure.Failure;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Ask;
import steadystate.reconcile.asked.Note;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.history.HistoryEntry;
import steadystate.reconcile.history.WriteCall;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.ResourceId;
import steadystate.yaml.Problem;

/**
 * One environment under watch: what is wished, what people asked, what was seen and done. Safe for
 * several threads.
 */
final class Watched {
  final String name;
  final Journal journal;
  private final ControllerOptions options;
  private final Supplier<Standing> standing;
  private Standing lastStanding;
  private final Attempts attempts = new Attempts();
  private final Orders orders;
  private Optional<HistoryEntry> lastWrite = Optional.empty();
  private final SeenLive seenLive = new SeenLive();
  private final Written written;
  private final Home home = new Home();
  private long observedGeneration;
  private Optional<Look> look = Optional.empty();
  private Set<ResourceId> drifted = Set.of();
  private Optional<Failure> failure = Optional.empty();
  private Optional<String> stepFailure = Optional.empty();
  private boolean acting;
  private boolean showFirst;
  private List<Condition> conditions = List.of();

  /**
   * @param standing whether this process may write it, asked again each time
   */
  Watched(
      String name,
      ControllerOptions options,
      Journal journal,
      Supplier<Standing> standing,
      Instant now) {
    this.name = name;
    this.standing = standing;
    this.lastStanding = standing.get();
    this.options = options;
    this.orders = new Orders(options.dryRun());
    this.journal = journal;
    this.written = new Written(journal, now);
    assess(now);
  }

  /** Takes what is written now; says whether it is to be looked at. */
  synchronized boolean wish(Environment wished, SpecSource.Snapshot source, Instant now) {
    return heed(written.wish(wished, source, now), now);
  }

  /** What was followed before this process does not lead to what is written. */
  synchronized void doubt(SpecSource.Trouble why, Instant now) {
    written.doubt(why, now);
    assess(now);
  }

  private boolean heed(Written.Taken taken, Instant now) {
    switch (taken) {
      case CHANGED -> changed("SpecChanged", now);
      case TURNED -> changed("ScheduleTurned", now);
      case FREED, SAME, DOUBTED -> {}
    }
    if (taken != Written.Taken.SAME) {
      assess(now);
    }
    return taken != Written.Taken.SAME && taken != Written.Taken.DOUBTED;
  }

  private void changed(String reason, Instant now) {
    attempts.forget();
    orders.wishMoved();
    seenLive.keep(written.spec());
    journal.normal(
        now, reason, "", "generation " + written.generation() + " of " + written.origin());
  }

  /** What is written now has mistakes: the last good spec stays, and nothing is touched. */
  synchronized void freeze(List<Problem> found, Instant now) {
    written.freeze(found, now);
    assess(now);
  }

  /** It is not written any more: it is kept until somebody decides. Whether that is news. */
  synchronized boolean orphan(Instant now) {
    boolean news = written.orphaned(now);
    if (news) {
      look = Optional.empty();
      drifted = Set.of();
      attempts.forget();
      orders.wishMoved();
    }
    assess(now);
    return news;
  }

  /** It left before this process began; what people asked since then counts. */
  synchronized void left(Settings last, Instant now) {
    written.left(name, last, now);
    assess(now);
  }

  /** Whether it left, and nothing of it lives. */
  synchronized boolean isOver() {
    return written.isOrphan() && look.filter(Departure::isOver).isPresent();
  }

  /** The source says nothing; everything stays. */
  synchronized void cutOff(SpecSource.Trouble reason, Instant now) {
    written.cutOff(reason, now);
    assess(now);
  }

  /** The source cannot be read now, and what is known is the last that could. */
  synchronized void stale(Optional<SpecSource.Trouble> reason, Instant now) {
    written.stale(reason, now);
  }

  synchronized boolean isOrphan() {
    return written.isOrphan();
  }

  /**
   * Takes over what is noted; of notes that are lost what they asked stays in force.
   *
   * @return whether there was something new
   */
  synchronized boolean absorb(Notes found, Instant now) {
    List<Note> news = orders.absorb(found);
    for (Note note : news) {
      look.map(Look::plan)
          .filter(plan -> note.ask() instanceof Ask.Approve)
          .ifPresent(orders::planSeen);
      if (note.isOpen()) {
        begin(note.ask(), now);
        journal.normal(now, "Asked", "", note.request().verb() + " by " + note.request().by());
      }
    }
    if (!news.isEmpty()) {
      assess(now);
    }
    return !news.isEmpty();
  }

  private void begin(Ask ask, Instant now) {
    switch (ask) {
      case Ask.Reconcile _, Ask.Rollback _ -> attempts.forget();
      case Ask.Release _ -> {
        attempts.forget();
        heed(written.trust(now), now);
      }
      case Ask.Suspend _, Ask.Resume _, Ask.Hold _, Ask.Approve _, Ask.Forget _ -> {}
      case Ask.Wake _, Ask.Sleep _ -> {}
    }
  }

  /** Why it cannot be done; whoever does not hold the lease leaves that to who does. */
  synchronized Optional<Answer.Refused> refusal(Ask ask, Instant now) {
    return new Refusals(orders.notes(), written.spec(), look, standing.get(), ownHold(now)).of(ask);
  }

  /** Ends rollbacks that are about another wish than today's. */
  synchronized void endRollbacks(Engine engine, Instant now) {
    written
        .spec()
        .ifPresent(s ->
            orders
                .endRollbacks(id -> engine.content(s, id))
                .forEach(id ->
                    journal.normal(
                        now, "RollbackOver", id.toString(), "the spec wishes something else")));
  }

  /** What was last asked about sleeping; it may have run out. */
  synchronized Optional<Moment.Order> hoursAsked() {
    return orders.hours();
  }

  /** When what is written means another thing than it is taken for; empty for never. */
  synchronized Optional<Instant> turnsAt() {
    return written.spec().flatMap(Environment::changesAt);
  }

  /** Begins a turn; empty when there is nothing to compare AWS with. */
  synchronized Optional<Task> begin(Instant now) {
    boolean onlyShow = showFirst;
    showFirst = false;
    return written
        .spec()
        .map(s ->
            new Task(
                orders.wish(s),
                written.generation(),
                hold(now).isEmpty(),
                attempts.inDoubt(options.pace().stalled(), now),
                onlyShow,
                orders.approval(s),
                standing.get()));
  }

  /** Lets the next turn only look. */
  synchronized void showFirst() {
    showFirst = true;
  }

  /** Whether a write may go out at this moment; asked again before each one. */
  synchronized Optional<Facts.Hold> hold(Instant now) {
    return ownHold(now).or(() -> Leadership.hold(standing.get()));
  }

  private Optional<Facts.Hold> ownHold(Instant now) {
    return written
        .hold()
        .or(this::departure)
        .or(() -> written.spec().flatMap(home::moved))
        .or(orders::hold)
        .or(() -> written.spec().flatMap(s -> Orders.holdBySpec(s.settings(), now)));
  }

  private Optional<Facts.Hold> departure() {
    return Optional.of(Departure.hold(name, look))
        .filter(why ->
            written.isOrphan() && (!orders.decided() || why.reason().equals(Departure.OVER)));
  }

  Standing standing() {
    return standing.get();
  }

  /** Takes note of a lease that was gained or lost; the standing before, if it was another. */
  synchronized Optional<Standing> leaseMoved(Instant now) {
    Standing before = lastStanding;
    lastStanding = standing.get();
    if (lastStanding.equals(before)) {
      return Optional.empty();
    }
    Leadership.tell(journal, lastStanding, now);
    assess(now);
    return Optional.of(before);
  }

  /** Who only watches looks less often. */
  Duration pause() {
    return interval().multipliedBy(standing.get() instanceof Standing.Theirs ? 3 : 1);
  }

  /** Why the fix for what was last found waits. */
  synchronized Optional<Attempts.Block> block(Instant now) {
    return look.flatMap(l -> attempts.block(l.plan(), options.pace().stalled(), now));
  }

  synchronized boolean knowsNotes() {
    return orders.knowsNotes();
  }

  synchronized Notes notes() {
    return orders.notes();
  }

  /** How the notes change after a look that began when these requests were known. */
  synchronized UnaryOperator<Notes> settled(Set<String> done, Instant now) {
    return orders.settled(done, written.commit(), now);
  }

  synchronized void acting(boolean on, Instant now) {
    acting = on;
    assess(now);
  }

  /** A look that ended, with or without writes after it. */
  synchronized void seen(Look found, long forGeneration, Instant now) {
    look = Optional.of(found);
    failure = Optional.empty();
    observedGeneration = Math.max(observedGeneration, forGeneration);
    drifted = seenLive.changed(found);
    home.seen(found);
    if (found.plan().isEmpty() && !found.plan().isWaiting()) {
      attempts.stuck();
    }
    orders.planSeen(found.plan());
    assess(now);
  }

  /** A pass that tried to write something. */
  synchronized void wrote(
      Receipt receipt, List<WriteCall> writes, Optional<String> approvedBy, Instant now) {
    attempts.tried(receipt, now);
    orders.wrote(receipt.resources());
    long id = Math.max(now.toEpochMilli(), lastWrite.map(HistoryEntry::id).orElse(0L) + 1);
    lastWrite =
        Optional.of(
            new HistoryEntry(
                id, now, written.generation(), written.commit(), receipt, writes, approvedBy));
  }

  /** The last pass of this process that wrote. */
  synchronized Optional<HistoryEntry> lastWrite() {
    return lastWrite;
  }

  synchronized Optional<String> approvedBy() {
    return orders.approvedBy();
  }

  synchronized void stepFailure(Optional<String> message, Instant now) {
    stepFailure = message;
    assess(now);
  }

  /** AWS does not take what was sent; the same is not sent again before {@code until}. */
  synchronized void refused(Receipt receipt, Failure why, Duration pause, Instant now) {
    attempts.refused(receipt.last().plan(), Assessment.reason(why), why.message(), now.plus(pause));
    assess(now);
  }

  synchronized void failed(Failure why, Instant now) {
    failure = Optional.of(why);
    assess(now);
  }

  Duration interval() {
    return options.interval(spec());
  }

  synchronized Optional<Environment> spec() {
    return written.spec();
  }

  private Facts facts(Instant now) {
    return new Facts(
        written.spec(),
        written.problems(),
        hold(now),
        look,
        drifted,
        failure,
        stepFailure,
        block(now),
        acting,
        now);
  }

  private void assess(Instant now) {
    List<Condition> before = conditions;
    conditions =
        Condition.after(before, new Assessment(facts(now)).verdicts(), observedGeneration, now);
    if (!before.isEmpty()) {
      journal.turned(now, before, conditions);
    }
  }

  synchronized EnvironmentStatus status(Instant now, Optional<Instant> next) {
    Duration patience = pause().multipliedBy(3).plusMinutes(1);
    Optional<Instant> stale = look.flatMap(l -> l.staleSince(patience, now));
    return new EnvironmentStatus(
        name,
        written.spec(),
        written.revision(),
        written.commit(),
        written.trouble(),
        written.since(),
        written.generation(),
        observedGeneration,
        written.problems(),
        written.isOrphan(),
        new Assessment(facts(now)).badges(),
        conditions,
        drifted,
        look,
        lastWrite,
        orders.notes().handledRequests(),
        stale,
        next,
        standing.get());
  }
}
