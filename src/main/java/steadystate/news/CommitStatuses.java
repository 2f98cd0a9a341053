package steadystate.news;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.news.GitHub.Status;
import steadystate.plan.Plan;
import steadystate.reconcile.Commit;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.Condition.Type;
import steadystate.reconcile.Controller;
import steadystate.reconcile.EnvironmentStatus;
import steadystate.reconcile.Feed;
import steadystate.reconcile.SpecSource;
import steadystate.reconcile.lease.Standing;
import steadystate.report.PlanReport;

/**
 * Shows at each commit on GitHub what became of it, for each environment by itself. A commit that
 * was carried out once keeps its mark: later drift is not its doing.
 */
public final class CommitStatuses {
  private static final Logger LOG = LoggerFactory.getLogger(CommitStatuses.class);

  /** What GitHub takes. */
  private static final int LONGEST = 140;

  private static final String DONE = "success";

  private final Controller controller;
  private final GitHub github;
  private final Tries tries;
  private final Lanes lanes = new Lanes();
  private final Map<String, Status> told = new ConcurrentHashMap<>();

  private CommitStatuses(Controller controller, GitHub github, Tries tries) {
    this.controller = controller;
    this.github = github;
    this.tries = tries;
  }

  /** From now on. */
  public static void of(Controller controller, GitHub github) {
    of(controller, github, Tries.USUAL);
  }

  static void of(Controller controller, GitHub github, Tries tries) {
    CommitStatuses statuses = new CommitStatuses(controller, github, tries);
    controller.feed().listen(statuses::hear);
  }

  private void hear(Feed.Notice notice) {
    switch (notice) {
      case Feed.Changed changed ->
          controller
              .environment(changed.environment())
              .filter(one -> one.standing() instanceof Standing.Mine && !one.orphan())
              .ifPresent(this::compare);
      case Feed.Happened happened -> {}
    }
  }

  private synchronized void compare(EnvironmentStatus now) {
    Optional<Commit> commit = controller.snapshot().flatMap(SpecSource.Snapshot::commit);
    if (commit.isEmpty()) {
      return;
    }
    Status status = status(commit.get(), now);
    Optional<Status> before = Optional.ofNullable(told.get(now.name()));
    boolean settled =
        before
            .filter(old -> old.commit().equals(status.commit()))
            .filter(old -> old.equals(status) || old.state().equals(DONE))
            .isPresent();
    if (!settled) {
      told.put(now.name(), status);
      lanes.add(now.name(), () -> send(status));
    }
  }

  static Status status(Commit commit, EnvironmentStatus now) {
    Condition ready = now.condition(Type.READY);
    Condition stalled = now.condition(Type.STALLED);
    boolean looked = now.observedGeneration() >= now.generation();
    if (stalled.status() == Truth.TRUE) {
      return status(commit, now, "failure", stalled.reason() + ": " + stalled.message());
    }
    if (looked && ready.reason().equals("RolledBack")) {
      return status(commit, now, "failure", ready.message());
    }
    if (looked && ready.status() == Truth.TRUE) {
      return status(commit, now, DONE, "in sync" + done(commit, now));
    }
    Condition held = now.condition(Type.HELD);
    String why = held.status() == Truth.TRUE ? "; held: " + held.reason() : "";
    String plan = now.look().filter(look -> looked).map(look -> counts(look.plan())).orElse("");
    return status(commit, now, "pending", plan.isEmpty() ? "waits for its turn" : plan + why);
  }

  private static String done(Commit commit, EnvironmentStatus now) {
    return now.lastWrite()
        .filter(write -> write.commit().map(Commit::id).equals(Optional.of(commit.id())))
        .map(write -> "; last pass: " + counts(write.receipt().last().plan()))
        .orElse("");
  }

  private static String counts(Plan plan) {
    return plan.changes().isEmpty() ? "nothing to change" : PlanReport.counts(plan);
  }

  private static Status status(
      Commit commit, EnvironmentStatus now, String state, String description) {
    String line =
        description.codePointCount(0, description.length()) <= LONGEST
            ? description
            : description.substring(0, description.offsetByCodePoints(0, LONGEST - 1)) + "…";
    return new Status(commit.id(), now.name(), state, line);
  }

  private void send(Status status) {
    tries
        .until(() -> attempt(status), why -> mayPass(why) && isLatest(status))
        .ifPresent(why ->
            LOG.atWarn()
                .addKeyValue("environment", status.environment())
                .addKeyValue("commit", status.commit())
                .addKeyValue("reason", why)
                .log("GitHub did not take the status of a commit"));
  }

  /** Why it was not taken. */
  private Optional<String> attempt(Status status) {
    try {
      int answer = github.post(status);
      return answer == 201 ? Optional.empty() : Optional.of("status " + answer);
    } catch (IOException failure) {
      return Optional.of(failure.getClass().getSimpleName());
    }
  }

  private static boolean mayPass(String trouble) {
    return !trouble.startsWith("status") || trouble.matches("status (429|5..)");
  }

  private boolean isLatest(Status status) {
    return status.equals(told.get(status.environment()));
  }
}
