package steadystate.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.apply.Progress;
import steadystate.apply.StepResult;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Plan;
import steadystate.reconcile.history.WriteCall;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Engine;
import steadystate.reconcile.pass.Look;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Gate;
import steadystate.resource.ResourceId;

/** One turn of one environment after the other: look, write if it may be, and say when again. */
final class Turn {
  private static final Logger LOG = LoggerFactory.getLogger(Turn.class);
  private static final Duration SHOWN = Duration.ofSeconds(6);

  private final Engine engine;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final ControllerOptions options;
  private final BooleanSupplier stopping;

  /** How a turn ended, for those who count. */
  record Ended(String outcome, Duration pause) {}

  Turn(
      Engine engine,
      InstantSource clock,
      RandomGenerator random,
      ControllerOptions options,
      BooleanSupplier stopping) {
    this.engine = engine;
    this.clock = clock;
    this.random = random;
    this.options = options;
    this.stopping = stopping;
  }

  /** Takes a turn; whatever happens in it stays in it. */
  Ended take(Watched watched, Rhythm rhythm) {
    try {
      watched.endRollbacks(engine, clock.instant());
      Optional<Task> task = watched.begin(clock.instant());
      return task.isEmpty()
          ? new Ended("nothing", spread(watched.pause()))
          : taken(watched, rhythm, task.get());
    } catch (FailureException known) {
      return failed(watched, rhythm, known.failure());
    } catch (RuntimeException | StackOverflowError defect) {
      LOG.atError()
          .addKeyValue("environment", watched.name)
          .setCause(defect)
          .log("a turn broke inside this program");
      return failed(
          watched,
          rhythm,
          new Failure.Defect("Defect", "a mistake of this program; its log has the details"));
    } finally {
      watched.acting(false, clock.instant());
    }
  }

  private Ended taken(Watched watched, Rhythm rhythm, Task task) {
    if (task.mayWrite() && !task.careful() && !task.onlyShow()) {
      return passed(watched, rhythm, task);
    }
    Look look = engine.look(task.spec());
    Instant now = clock.instant();
    watched.seen(look, task.generation(), now);
    boolean free = watched.hold(now).isEmpty() && watched.block(now).isEmpty();
    if (free && !task.approval().release(look.plan()).due().isEmpty()) {
      return task.onlyShow() ? new Ended("looked", SHOWN) : passed(watched, rhythm, task);
    }
    watched.stepFailure(Optional.empty(), now);
    rhythm.succeeded();
    return new Ended("looked", calm(watched, rhythm, look.plan()));
  }

  private Ended passed(Watched watched, Rhythm rhythm, Task task) {
    Collection<WriteCall> calls = new ConcurrentLinkedQueue<>();
    Engine.Options pass =
        Engine.Options.DEFAULT.approval(task.approval()).gate(gate(watched, task, calls));
    Optional<String> approvedBy = watched.approvedBy();
    Receipt receipt = engine.pass(task.spec(), pass, hear(watched));
    Instant now = clock.instant();
    watched.seen(receipt.last(), task.generation(), now);
    List<Failure> failures = receipt.steps().stream().flatMap(s -> s.failure().stream()).toList();
    watched.stepFailure(firstFailure(receipt), now);
    boolean tried = receipt.steps().stream().anyMatch(s -> s.skippedBecause().isEmpty());
    if (tried) {
      watched.wrote(receipt, List.copyOf(calls), approvedBy, now);
    }
    if (!failures.isEmpty()) {
      return new Ended("failed", afterFailures(watched, rhythm, receipt, failures));
    }
    rhythm.succeeded();
    if (tried) {
      rhythm.wrote();
      return new Ended("wrote", options.pace().settle(1, watched.interval(), random));
    }
    String outcome =
        switch (receipt.outcome()) {
          case Receipt.Outcome.Steady() -> "steady";
          case Receipt.Outcome.Unsteady(String reason) -> "unsteady";
          case Receipt.Outcome.Refused() -> "refused";
          case Receipt.Outcome.Failed(String reason) -> "failed";
        };
    return new Ended(outcome, calm(watched, rhythm, receipt.last().plan()));
  }

  private static Optional<String> firstFailure(Receipt receipt) {
    return receipt.steps().stream()
        .filter(step -> step.failure().isPresent())
        .findFirst()
        .map(Turn::words);
  }

  private static String words(StepResult step) {
    return step.verb() + " " + step.resource() + ": " + step.failure().orElseThrow().message();
  }

  /** What passes by itself is tried again soon; what does not waits, and only for the same fix. */
  private Duration afterFailures(
      Watched watched, Rhythm rhythm, Receipt receipt, List<Failure> failures) {
    boolean passing = failures.stream().anyMatch(Failure::passes);
    if (passing) {
      return options.pace().backoff(rhythm.failed(), random);
    }
    rhythm.succeeded();
    boolean slowly = failures.stream().anyMatch(f -> f.retry() == Failure.Retry.SLOWLY);
    Duration pause = slowly ? Failure.Retry.SLOW : options.pace().stalled();
    watched.refused(receipt, failures.getFirst(), pause, clock.instant());
    return options.pace().settle(1, watched.interval(), random);
  }

  private Ended failed(Watched watched, Rhythm rhythm, Failure failure) {
    Instant now = clock.instant();
    watched.failed(failure, now);
    watched.journal.warning(now, Assessment.reason(failure), "", failure.message());
    Duration pause =
        switch (failure.retry()) {
          case BACKOFF -> options.pace().backoff(rhythm.failed(), random);
          case SLOWLY, ON_CHANGE -> spread(Failure.Retry.SLOW);
        };
    return new Ended("failed", pause);
  }

  /** Nothing was written: soon again while something is on its way, else after the interval. */
  private Duration calm(Watched watched, Rhythm rhythm, Plan plan) {
    if (plan.isWaiting() && watched.standing() instanceof Standing.Mine) {
      return options.pace().settle(rhythm.settling(), watched.interval(), random);
    }
    rhythm.settled();
    return spread(watched.pause());
  }

  private Duration spread(Duration pause) {
    return options.pace().spread(pause, random);
  }

  /** The last word before each write: things may have changed since the turn began. */
  private Gate gate(Watched watched, Task task, Collection<WriteCall> calls) {
    return new Gate() {
      @Override
      public void pass(String operation) {
        Optional<Facts.Hold> hold = watched.hold(clock.instant());
        if (hold.isPresent()) {
          throw notSent(operation, hold.get().reason(), hold.get().message());
        }
        if (!watched.standing().equals(task.standing())) {
          throw notSent(operation, "NoLease", "the lease has changed hands meanwhile");
        }
        if (late.contains(Thread.currentThread())) {
          throw notSent(operation, "Stopping", "the controller stops");
        }
      }

      @Override
      public void answered(String operation, String requestId, String error) {
        calls.add(new WriteCall(clock.instant(), operation, requestId, error));
      }
    };
  }

  private static FailureException notSent(String operation, String reason, String message) {
    return new FailureException(new Failure.Busy(reason, operation + " was not sent: " + message));
  }

  /** Threads of steps that began after the stop; a step that began before may end its writes. */
  private final Set<Thread> late = ConcurrentHashMap.newKeySet();

  private Progress hear(Watched watched) {
    return new Progress() {
      @Override
      public void planned(int pass, Plan plan) {
        if (!plan.due().isEmpty() && plan.refusals().isEmpty()) {
          watched.acting(true, clock.instant());
          watched.journal.normal(clock.instant(), "PassBegins", "", Attempts.what(plan));
        }
      }

      @Override
      public void started(ResourceId resource, String verb) {
        if (stopping.getAsBoolean()) {
          late.add(Thread.currentThread());
        }
      }

      @Override
      public void done(ResourceId resource, String verb) {
        late.remove(Thread.currentThread());
        watched.journal.normal(clock.instant(), "StepDone", resource.toString(), verb);
      }

      @Override
      public void failed(ResourceId resource, String verb, Failure failure) {
        late.remove(Thread.currentThread());
        watched.journal.warning(
            clock.instant(), "StepFailed", resource.toString(), verb + ": " + failure.message());
      }

      @Override
      public void skipped(ResourceId resource, String verb, String because) {
        late.remove(Thread.currentThread());
        watched.journal.normal(
            clock.instant(), "StepSkipped", resource.toString(), verb + ": " + because);
      }
    };
  }
}
