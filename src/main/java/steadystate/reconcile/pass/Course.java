package steadystate.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.observe.Surroundings;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Hold;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.policy.Approval;
import steadystate.reconcile.pass.Engine.Options;
import steadystate.reconcile.pass.Receipt.Outcome;
import steadystate.reconcile.pass.Reconciler.Seen;
import steadystate.resource.ResourceId;

/** One apply from its first look to its receipt. */
final class Course {
  private static final int MOST_PASSES = 5;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Reconciler reconciler;
  private final Surroundings surroundings;
  private final Environment environment;
  private final Options options;
  private final Progress progress;
  private final Instant begin;
  private final SortedMap<String, Long> callsBefore;
  private final List<StepResult> steps = new ArrayList<>();
  private Approval approval;
  private int passes;
  private Duration pause = FIRST_PAUSE;

  Course(
      Reconciler reconciler,
      Surroundings surroundings,
      Environment environment,
      Options options,
      Progress progress) {
    this.reconciler = reconciler;
    this.surroundings = surroundings;
    this.environment = environment;
    this.options = options;
    this.approval = options.approval();
    this.progress = progress;
    this.begin = surroundings.clock().instant();
    this.callsBefore = surroundings.calls();
  }

  /** One pass, as the loop makes it. */
  Receipt once() {
    Seen seen = look();
    Optional<Outcome> stop = forbidden(seen.plan());
    if (stop.isPresent()) {
      return receipt(seen, stop.get());
    }
    Plan plan = reconciler.lingering(seen, patient(seen.plan()));
    if (plan.due().isEmpty()) {
      return receipt(seen, atRest(seen.plan()));
    }
    List<StepResult> results = carriedOut(seen, plan);
    return receipt(
        seen,
        firstFailure(results)
            .<Outcome>map(Outcome.Failed::new)
            .orElse(new Outcome.Unsteady("written; the next look will tell")));
  }

  /** Passes until nothing is left to do. */
  Receipt untilDone() {
    Seen seen = look();
    boolean moved =
        !options.onlyFingerprint().isEmpty()
            && !options.onlyFingerprint().equals(seen.plan().fingerprint());
    if (moved) {
      return receipt(
          seen, new Outcome.Failed("what was planned has changed since; make a new plan"));
    }
    while (true) {
      Optional<Outcome> stop = forbidden(seen.plan());
      if (stop.isPresent()) {
        return receipt(seen, stop.get());
      }
      Plan plan =
          reconciler.lingering(seen, options.untilSteady() ? patient(seen.plan()) : seen.plan());
      if (plan.due().isEmpty()) {
        if (!mayWait(seen.plan())) {
          return receipt(seen, atRest(seen.plan()));
        }
        waitABit(seen.plan());
      } else if (passes >= MOST_PASSES) {
        return receipt(seen, new Outcome.Unsteady("something still differs after five passes"));
      } else {
        List<StepResult> results = carriedOut(seen, plan);
        if (!goesOn(results)) {
          Seen last = look();
          return receipt(last, new Outcome.Failed(firstFailure(results).orElse("a step failed")));
        }
      }
      seen = look();
    }
  }

  private Seen look() {
    Seen seen = reconciler.seen(environment, approval);
    approval = seen.approval();
    return seen;
  }

  private Optional<Outcome> forbidden(Plan plan) {
    if (!plan.refusals().isEmpty()) {
      progress.planned(passes + 1, plan);
      return Optional.of(new Outcome.Refused());
    }
    if (environment.settings().suspended().isPresent()) {
      return Optional.of(new Outcome.Unsteady("suspended; nothing was written"));
    }
    return environment.settings().dryRun()
        ? Optional.of(new Outcome.Unsteady("dry run; nothing was written"))
        : Optional.empty();
  }

  private List<StepResult> carriedOut(Seen seen, Plan plan) {
    passes++;
    progress.planned(passes, plan);
    List<StepResult> results = reconciler.carryOut(environment, seen, plan, options, progress);
    steps.addAll(results);
    approval = approval.wrote(results.stream().map(StepResult::resource).toList());
    return results;
  }

  /**
   * Nothing is deleted below something that is still on its way: its last tasks may use it. A body
   * that only waits to be gone counts too.
   */
  private Plan patient(Plan plan) {
    int highest = -1;
    Optional<ResourceId> waiting = Optional.empty();
    for (Note note : plan.notes()) {
      int rank = reconciler.rank(note.resource().kind());
      if (note.about().equals("waiting") && rank > highest) {
        highest = rank;
        waiting = Optional.of(note.resource());
      }
    }
    if (waiting.isEmpty()) {
      return plan;
    }
    List<Change> changes = new ArrayList<>();
    for (Change change : plan.changes()) {
      boolean below =
          change.action() == Action.DELETE && reconciler.rank(change.resource().kind()) < highest;
      changes.add(
          below && change.held().isEmpty()
              ? change.held(new Hold.Waits("waits until " + waiting.get() + " is steady"))
              : change);
    }
    return plan.changes(changes);
  }

  /** After what passes by itself, or when all steps had to wait, there is a pause and a pass. */
  private boolean goesOn(List<StepResult> results) {
    List<Failure> failures = results.stream().flatMap(r -> r.failure().stream()).toList();
    boolean passing = failures.stream().allMatch(Failure::passes);
    boolean lost = failures.stream().anyMatch(f -> f instanceof Failure.Unavailable);
    boolean moves = failures.isEmpty() && results.stream().anyMatch(StepResult::succeeded);
    if (moves) {
      pause = FIRST_PAUSE;
      return true;
    }
    if (!passing || !timeLeft() || (lost && !options.untilSteady())) {
      return false;
    }
    if (options.untilSteady()) {
      passes--;
    }
    pause();
    return true;
  }

  private boolean mayWait(Plan plan) {
    return timeLeft() && (plan.isUnseen() || (options.untilSteady() && plan.isWaiting()));
  }

  private boolean timeLeft() {
    return surroundings.clock().instant().isBefore(begin.plus(options.patience()));
  }

  private void waitABit(Plan plan) {
    for (Note note : plan.notes()) {
      if (note.about().equals("waiting") || note.about().equals("unseen")) {
        progress.settling(note.resource(), note.message());
      }
    }
    pause();
  }

  private void pause() {
    try {
      surroundings.pause(pause);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FailureException(new Failure.Busy("Stopping", "stopped while waiting"));
    }
    Duration longer = pause.multipliedBy(3).dividedBy(2);
    pause = longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  /** Nothing is due: is that because all is well? */
  private Outcome atRest(Plan plan) {
    if (!plan.unknown().isEmpty()) {
      return new Outcome.Failed(
          plan.unknown().getFirst().resource() + ": " + plan.unknown().getFirst().message());
    }
    Optional<Change> held = plan.changes().stream().findFirst();
    if (held.isPresent()) {
      return new Outcome.Unsteady(
          held.get().resource() + " is held: " + held.get().held().map(Hold::toString).orElse(""));
    }
    for (Note note : plan.notes()) {
      boolean counts =
          switch (note.about()) {
            case "conflict", "broken", "pending", "unseen" -> true;
            case "waiting" -> options.untilSteady();
            default -> false;
          };
      if (counts) {
        return new Outcome.Unsteady(note.resource() + ": " + note.message());
      }
    }
    return new Outcome.Steady();
  }

  private static Optional<String> firstFailure(List<StepResult> results) {
    return results.stream()
        .filter(result -> result.failure().isPresent())
        .findFirst()
        .map(r -> r.verb() + " " + r.resource() + ": " + r.failure().get().message());
  }

  private Receipt receipt(Seen seen, Outcome outcome) {
    return new Receipt(
        environment.name(),
        outcome,
        passes,
        steps,
        seen.look(),
        Reconciler.since(callsBefore, surroundings.calls()),
        Duration.between(begin, surroundings.clock().instant()));
  }
}
