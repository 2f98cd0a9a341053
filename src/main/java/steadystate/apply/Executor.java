package steadystate.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.plan.Step;
import steadystate.plan.Step.Key;
import steadystate.resource.Gate;

/**
 * Runs steps, each after those it waits for, side by side where nothing stands between. A failed
 * step skips only what needs it.
 */
public final class Executor {
  private static final Logger LOG = LoggerFactory.getLogger(Executor.class);

  private final Work work;
  private final Gate gate;
  private final Progress progress;
  private final int width;

  /** What a step does; the only thing in the program that runs with an open gate. */
  @FunctionalInterface
  public interface Work {
    /**
     * @throws FailureException when AWS, or a check, says no
     * @throws Untried when nothing was sent, because what it needs is not known yet
     */
    void carryOut(Step step);
  }

  /**
   * @param gate asked before each write
   * @param width how many steps run at once; 1 runs them in the order of the list on this thread
   */
  public Executor(Work work, Gate gate, Progress progress, int width) {
    this.work = work;
    this.gate = gate;
    this.progress = progress;
    this.width = width;
  }

  /** Runs all; the results are in the order of the list. */
  public List<StepResult> run(List<Step> steps) {
    return width == 1 ? inOrder(steps) : sideBySide(steps);
  }

  private List<StepResult> inOrder(List<Step> steps) {
    Map<Key, StepResult> ended = new LinkedHashMap<>();
    for (Step step : steps) {
      ended.put(step.key(), result(step, ended));
    }
    return List.copyOf(ended.values());
  }

  private List<StepResult> sideBySide(List<Step> steps) {
    Semaphore room = new Semaphore(width);
    Map<Key, CompletableFuture<StepResult>> running = new LinkedHashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Step step : steps) {
        Map<Key, CompletableFuture<StepResult>> before = new LinkedHashMap<>(running);
        before.keySet().removeIf(k -> !step.needs().contains(k) && !step.after().contains(k));
        running.put(
            step.key(),
            CompletableFuture.supplyAsync(() -> whenReady(step, before, room), threads));
      }
    }
    List<StepResult> results = new ArrayList<>();
    try {
      running.values().forEach(future -> results.add(future.join()));
    } catch (CompletionException wrapped) {
      if (wrapped.getCause() instanceof Error error) {
        throw error;
      }
      throw wrapped;
    }
    return results;
  }

  private StepResult whenReady(
      Step step, Map<Key, CompletableFuture<StepResult>> before, Semaphore room) {
    Map<Key, StepResult> ended = new LinkedHashMap<>();
    before.forEach((key, future) -> ended.put(key, future.join()));
    room.acquireUninterruptibly();
    try {
      return result(step, ended);
    } finally {
      room.release();
    }
  }

  private StepResult result(Step step, Map<Key, StepResult> ended) {
    Optional<Key> culprit =
        step.needs().stream()
            .filter(key -> ended.containsKey(key) && !ended.get(key).succeeded())
            .findFirst();
    if (culprit.isPresent()) {
      return skipped(step, "it needs " + culprit.get().resource());
    }
    String verb = step.verb().word();
    progress.started(step.resource(), verb);
    try {
      Optional<Failure> failure = tried(step);
      failure.ifPresentOrElse(
          f -> progress.failed(step.resource(), verb, f),
          () -> progress.done(step.resource(), verb));
      return new StepResult(step.resource(), verb, failure, Optional.empty());
    } catch (Untried waits) {
      return skipped(step, waits.because());
    }
  }

  private StepResult skipped(Step step, String because) {
    String verb = step.verb().word();
    progress.skipped(step.resource(), verb, because);
    return new StepResult(step.resource(), verb, Optional.empty(), Optional.of(because));
  }

  private Optional<Failure> tried(Step step) {
    try {
      ScopedValue.where(Gate.OPEN, gate).run(() -> work.carryOut(step));
      return Optional.empty();
    } catch (FailureException known) {
      return Optional.of(known.failure());
    } catch (Untried waits) {
      throw waits;
    } catch (RuntimeException defect) {
      LOG.error("a step broke", defect);
      return Optional.of(
          new Failure.Defect("Defect", step.key() + " failed inside this program: " + defect));
    }
  }
}
