package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.apply.StepResult;
import steadystate.drift.Finding;
import steadystate.drift.Status;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.failure.Failure;
import steadystate.policy.Approval;
import steadystate.reconcile.Answer.Request;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;
import steadystate.yaml.Problem;

/**
 * One environment under watch: what is wished, what people asked, what was seen and done. What
 * people ask is lost when the process ends. Safe for several threads.
 */
final class Watched {
  private static final int KEPT_REQUESTS = 20;
  private static final int KEPT_HISTORY = 50;

  final String name;
  final Journal journal;
  private final ControllerOptions options;
  private final Attempts attempts = new Attempts();
  private final Orders orders;
  private final Deque<HistoryEntry> history = new ArrayDeque<>();
  private final List<Request> accepted = new ArrayList<>();
  private final Deque<Request> handled = new ArrayDeque<>();
  private final Set<ResourceId> seenLive = new HashSet<>();
  private Optional<Environment> spec = Optional.empty();
  private final Home home = new Home();
  private String revision = "";
  private Optional<String> commit = Optional.empty();
  private Instant specSince;
  private long generation;
  private long observedGeneration;
  private List<Problem> problems = List.of();
  private boolean orphan;
  private Optional<SpecSource.Trouble> trouble = Optional.empty();
  private Optional<Look> look = Optional.empty();
  private Set<ResourceId> drifted = Set.of();
  private Optional<Failure> failure = Optional.empty();
  private Optional<String> stepFailure = Optional.empty();
  private boolean acting;
  private boolean showFirst;
  private List<Condition> conditions = List.of();
  private long historyId;

  /**
   * What a turn begins with.
   *
   * @param mayWrite whether it carries out what it finds
   * @param careful whether it first looks if what it would carry out has to wait
   * @param onlyShow whether what it finds is shown for a moment and not yet carried out
   */
  record Task(
      Environment spec,
      long generation,
      boolean mayWrite,
      boolean careful,
      boolean onlyShow,
      Approval approval) {}

  Watched(String name, ControllerOptions options, Journal journal, Instant now) {
    this.name = name;
    this.options = options;
    this.orders = new Orders(options.dryRun());
    this.journal = journal;
    this.specSince = now;
    assess(now);
  }

  /** Takes what is written now; says whether what is wished is another thing than before. */
  synchronized boolean wish(
      Environment wished, String newRevision, Optional<String> newCommit, Instant now) {
    boolean changed = spec.map(before -> !same(before, wished)).orElse(true);
    boolean freed = !problems.isEmpty() || orphan || trouble.isPresent();
    boolean turned = !revision.isEmpty() && revision.equals(newRevision);
    spec = Optional.of(wished);
    revision = newRevision;
    commit = newCommit;
    problems = List.of();
    orphan = false;
    trouble = Optional.empty();
    if (changed) {
      generation++;
      specSince = now;
      attempts.forget();
      orders.wishMoved();
      seenLive.removeIf(id -> wished.find(id).isEmpty());
      journal.normal(
          now,
          turned ? "ScheduleTurned" : "SpecChanged",
          "",
          "generation " + generation + " of " + newRevision);
    }
    if (changed || freed) {
      assess(now);
    }
    return changed || freed;
  }

  /** Lines may move without anything else being wished. */
  private static boolean same(Environment one, Environment other) {
    if (!one.settings().equals(other.settings())
        || !one.effective().equals(other.effective())
        || !one.outputs().equals(other.outputs())
        || !one.hours().equals(other.hours())
        || one.declared().size() != other.declared().size()) {
      return false;
    }
    for (int i = 0; i < one.declared().size(); i++) {
      boolean sameOne =
          one.declared().get(i).id().equals(other.declared().get(i).id())
              && one.declared().get(i).model().equals(other.declared().get(i).model());
      if (!sameOne) {
        return false;
      }
    }
    return true;
  }

  /** What is written now has mistakes: the last good spec stays, and nothing is touched. */
  synchronized void freeze(List<Problem> found, Instant now) {
    if (!problems.equals(found)) {
      journal.warning(now, "SpecInvalid", "", Assessment.words(found));
    }
    problems = List.copyOf(found);
    orphan = false;
    trouble = Optional.empty();
    assess(now);
  }

  /** It is not written any more: it is kept, shown, and not touched. */
  synchronized void orphan(Instant now) {
    if (!orphan) {
      journal.warning(
          now, "Orphaned", "", "no file mentions this environment any more; nothing is deleted");
    }
    orphan = true;
    trouble = Optional.empty();
    problems = List.of();
    assess(now);
  }

  /** The source says nothing; everything stays. */
  synchronized void cutOff(SpecSource.Trouble reason, Instant now) {
    if (trouble.isEmpty()) {
      journal.warning(now, reason.reason(), "", reason.message());
    }
    trouble = Optional.of(reason);
    assess(now);
  }

  synchronized boolean isOrphan() {
    return orphan;
  }

  /** Does what a person asked, as far as it is done by remembering. */
  synchronized Optional<Answer.Refused> apply(Ask ask, Request request, Instant now) {
    Optional<Answer.Refused> refused = refusal(ask);
    if (refused.isPresent()) {
      return refused;
    }
    orders.remember(ask, request.by());
    look.map(Look::plan).filter(plan -> ask instanceof Ask.Approve).ifPresent(orders::planSeen);
    switch (ask) {
      case Ask.Reconcile reconcile -> attempts.forget();
      case Ask.Release release -> attempts.forget();
      case Ask.Suspend suspend -> {}
      case Ask.Resume resume -> {}
      case Ask.Hold hold -> {}
      case Ask.Approve approve -> {}
    }
    accepted.add(request);
    journal.normal(now, "Asked", "", request.verb() + " by " + request.by());
    assess(now);
    return Optional.empty();
  }

  private Optional<Answer.Refused> refusal(Ask ask) {
    if (ask instanceof Ask.Resume && spec.flatMap(s -> s.settings().suspended()).isPresent()) {
      return Optional.of(
          new Answer.Refused(
              "suspended-in-spec", "the spec suspends this environment; change it there"));
    }
    if (ask instanceof Ask.Approve(String fingerprint)) {
      String now = look.map(l -> l.plan().fingerprint()).orElse("not known yet");
      return now.equals(fingerprint)
          ? Optional.empty()
          : Optional.of(
              new Answer.Refused(
                  "plan-moved", "the plan of now is " + now + "; look at it and approve that one"));
    }
    return Optional.empty();
  }

  /** Begins a turn; empty when there is nothing to compare AWS with. */
  synchronized Optional<Task> begin(Instant now) {
    boolean onlyShow = showFirst;
    showFirst = false;
    return spec.map(s ->
        new Task(
            s,
            generation,
            hold(now).isEmpty(),
            attempts.inDoubt(stalledPause(), now),
            onlyShow,
            orders.approval()));
  }

  /** Lets the next turn only look. */
  synchronized void showFirst() {
    showFirst = true;
  }

  /** Whether a write may go out at this moment; asked again before each one. */
  synchronized Optional<Facts.Hold> hold(Instant now) {
    if (trouble.isPresent()) {
      return Optional.of(new Facts.Hold(trouble.get().reason(), trouble.get().message(), true));
    }
    if (orphan) {
      return Optional.of(
          new Facts.Hold("Orphaned", "no file mentions this environment any more", true));
    }
    if (!problems.isEmpty()) {
      return Optional.of(new Facts.Hold("SpecInvalid", Assessment.words(problems), true));
    }
    return spec.flatMap(home::moved)
        .or(orders::hold)
        .or(() -> spec.flatMap(s -> Orders.holdBySpec(s.settings(), now)));
  }

  /** Why the fix for what was last found waits. */
  synchronized Optional<Attempts.Block> block(Instant now) {
    return look.flatMap(l -> attempts.block(l.plan(), stalledPause(), now));
  }

  private Duration stalledPause() {
    return options.pace().stalled();
  }

  synchronized int acceptedSoFar() {
    return accepted.size();
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
    Set<ResourceId> changed = new HashSet<>();
    for (Finding finding : found.findings()) {
      boolean gone = finding.status() == Status.MISSING && seenLive.contains(finding.id());
      if (gone || finding.status() == Status.DRIFTED || finding.status() == Status.CONFLICT) {
        changed.add(finding.id());
      }
      if (finding.live().isPresent() && finding.status() != Status.CONFLICT) {
        seenLive.add(finding.id());
      }
    }
    drifted = Set.copyOf(changed);
    home.seen(found);
    if (found.plan().isEmpty() && !found.plan().isWaiting()) {
      attempts.stuck();
    }
    orders.planSeen(found.plan());
    assess(now);
  }

  /** A pass that tried to write something. */
  synchronized void wrote(Receipt receipt, long forGeneration, Instant now) {
    attempts.tried(Attempts.signature(receipt.last().plan()), now);
    orders.wrote(receipt.steps().stream().map(StepResult::resource).toList());
    history.addFirst(new HistoryEntry(++historyId, now, forGeneration, commit, receipt));
    while (history.size() > KEPT_HISTORY) {
      history.removeLast();
    }
  }

  synchronized void stepFailure(Optional<String> message, Instant now) {
    stepFailure = message;
    assess(now);
  }

  /** AWS does not take what was sent; the same is not sent again before {@code until}. */
  synchronized void refused(Receipt receipt, Failure why, Duration pause, Instant now) {
    Instant until = now.plus(pause);
    attempts.refused(
        new Attempts.Block(
            Attempts.signature(receipt.last().plan()),
            Assessment.reason(why),
            why.message() + "; next try at " + until,
            until));
    assess(now);
  }

  synchronized void failed(Failure why, Instant now) {
    failure = Optional.of(why);
    assess(now);
  }

  /** The first {@code count} requests were there when the turn began, and are done now. */
  synchronized void handled(int count, Instant now) {
    List<Request> done = accepted.subList(0, count);
    done.forEach(request -> handled.addFirst(request.handled(now)));
    done.clear();
    while (handled.size() > KEPT_REQUESTS) {
      handled.removeLast();
    }
  }

  synchronized List<HistoryEntry> history() {
    return List.copyOf(history);
  }

  /** As the spec says, else as the controller was told, else as every spec without a word. */
  Duration interval() {
    Optional<Environment> wished = specNow();
    boolean written = wished.map(Watched::saysInterval).orElse(false);
    return options
        .interval()
        .filter(told -> !written)
        .or(() -> wished.map(s -> s.settings().interval()))
        .orElse(Settings.INTERVAL);
  }

  private static boolean saysInterval(Environment wished) {
    return wished
        .effective()
        .get("reconcile")
        .filter(said -> said instanceof Value.Entries all && all.get("interval").isPresent())
        .isPresent();
  }

  private synchronized Optional<Environment> specNow() {
    return spec;
  }

  private Facts facts(Instant now) {
    return new Facts(
        spec, problems, hold(now), look, drifted, failure, stepFailure, block(now), acting);
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
    Duration patience = interval().multipliedBy(3).plusMinutes(1);
    Optional<Instant> stale =
        look.map(l -> l.at().plus(l.took())).filter(at -> now.isAfter(at.plus(patience)));
    return new EnvironmentStatus(
        name,
        spec,
        revision,
        commit,
        specSince,
        generation,
        observedGeneration,
        problems,
        orphan,
        new Assessment(facts(now)).badges(),
        conditions,
        drifted,
        look,
        history.stream().findFirst(),
        List.copyOf(handled),
        stale,
        next);
  }
}
