package steadystate.source;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import org.eclipse.jgit.lib.ObjectId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFiles;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.reconcile.Commit;
import steadystate.reconcile.SpecSource;
import steadystate.resource.Catalogue;

/**
 * A folder on a branch of a repository. It is asked for its last commit now and then, and at once
 * after a hint. While it cannot be read, the last good commit stays and is said to be stale. A
 * commit that does not go on from the last good one is doubtful.
 */
public final class GitSource implements SpecSource {
  private static final Logger LOG = LoggerFactory.getLogger(GitSource.class);
  private static final Duration BETWEEN_HINTS = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final GitSettings settings;
  private final Interpreter interpreter;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final AtomicBoolean hinted = new AtomicBoolean();
  private final Map<Recalled, Optional<Trouble>> recalled = new HashMap<>();
  private Optional<GitRemote> remote = Optional.empty();
  private Optional<Read> last = Optional.empty();
  private Optional<ObjectId> trusted = Optional.empty();
  private Optional<Snapshot> shown = Optional.empty();
  private Instant lookedAt = Instant.MIN;
  private Instant nextLook = Instant.MIN;
  private int failures;

  /** Many environments ask the same question. */
  private record Recalled(ObjectId followed, ObjectId now) {}

  /** What a commit holds. */
  private record Read(
      ObjectId id, Commit commit, SpecFiles files, Optional<Trouble> doubt, Instant confirmedAt) {
    Read confirmed(Instant at) {
      return new Read(id, commit, files, doubt, at);
    }
  }

  /**
   * @param variables what {@code --var} says
   * @param clock by which environments sleep and wake, and by which it is looked again
   * @param random spreads the looks
   */
  public GitSource(
      GitSettings settings,
      Catalogue catalogue,
      Map<String, String> variables,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    this.interpreter = new Interpreter(catalogue, variables, clock);
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void hint() {
    hinted.set(true);
  }

  @Override
  public synchronized Snapshot read(Map<String, Moment.Order> orders) {
    Instant now = clock.instant();
    boolean turned = interpreter.hears(orders) || interpreter.hasTurned(shown);
    if (isDue(now)) {
      lookedAt = now;
      look(now);
    }
    if (turned && last.isPresent()) {
      Optional<Trouble> stale = shown.flatMap(Snapshot::stale);
      shown = last.map(this::interpret).map(snapshot -> snapshot.stale(stale));
    }
    return shown.orElseThrow();
  }

  /** A thousand hints in a row are one look a second. */
  private boolean isDue(Instant now) {
    boolean rested = lookedAt.equals(Instant.MIN) || !now.isBefore(lookedAt.plus(BETWEEN_HINTS));
    return rested && hinted.getAndSet(false) || !now.isBefore(nextLook);
  }

  private void look(Instant now) {
    try {
      Optional<ObjectId> tip = inTime(() -> remote().tip());
      if (tip.isEmpty()) {
        failed(GitTrouble.branchGone(settings), now);
        return;
      }
      if (last.filter(read -> read.id().equals(tip.get())).isEmpty()) {
        take(inTime(() -> fetched(now)), now);
        if (remote().size() > settings.limits().packBytes()) {
          startAfresh();
        }
      }
      last = last.map(read -> read.confirmed(now));
      shown = shown.map(snapshot -> snapshot.stale(Optional.empty()));
      failures = 0;
      nextLook = now.plus(spread(settings.interval()));
    } catch (IOException | TimeoutException | RuntimeException | OutOfMemoryError failure) {
      startAfresh();
      failed(GitTrouble.of(failure, settings), now);
    }
  }

  private Read fetched(Instant now) throws IOException {
    GitRemote from = remote();
    ObjectId id =
        from.fetch(1, GitRemote.SMALL_BLOBS)
            .orElseThrow(() -> new IOException("the branch is gone"));
    Commit commit = Commits.read(from.repository(), id);
    SpecFiles files = CommitFiles.read(from.repository(), id, settings);
    return new Read(id, commit, files, doubt(from, id, commit), now);
  }

  private Optional<Trouble> doubt(GitRemote from, ObjectId id, Commit commit) throws IOException {
    return trusted.isEmpty() ? Optional.empty() : doubt(from, trusted.get(), id, commit);
  }

  private Optional<Trouble> doubt(GitRemote from, ObjectId before, ObjectId id, Commit commit)
      throws IOException {
    if (new Ancestry(settings).follows(from.repository(), before, id)) {
      return Optional.empty();
    }
    return Optional.of(
        new Trouble(
            Trouble.REWRITTEN,
            "branch %s is at %s now, which does not go on from %s; `release` takes it"
                .formatted(settings.branch(), commit.shortId(), before.name().substring(0, 7))));
  }

  @Override
  public synchronized Optional<Trouble> doubt(String followed) {
    if (last.isEmpty() || !ObjectId.isId(followed)) {
      return Optional.empty();
    }
    ObjectId before = ObjectId.fromString(followed);
    Read read = last.get();
    Recalled asked = new Recalled(before, read.id());
    try {
      if (!recalled.containsKey(asked)) {
        recalled.clear();
        recalled.put(asked, inTime(() -> doubt(remote(), before, read.id(), read.commit())));
      }
      return recalled.get(asked);
    } catch (IOException | TimeoutException silent) {
      throw new FailureException(
          new Failure.Unavailable(
              Trouble.UNREADABLE,
              "whether the branch goes on from what was followed cannot be told: "
                  + GitTrouble.of(silent, settings).message()),
          silent);
    }
  }

  private void take(Read read, Instant now) {
    last = Optional.of(read);
    Snapshot snapshot = interpret(read);
    shown = Optional.of(snapshot);
    if (snapshot.trouble().isEmpty()) {
      trusted = Optional.of(read.id());
    }
    LOG.atInfo()
        .addKeyValue("commit", read.commit().id())
        .addKeyValue("files", read.files().files().size())
        .addKeyValue("at", now)
        .log("a commit was read");
  }

  private Snapshot interpret(Read read) {
    return interpreter
        .snapshot(read.files(), revision(read), Optional.of(read.commit()))
        .doubted(read.doubt());
  }

  private String revision(Read read) {
    return settings.branch() + "@" + read.id().name().substring(0, 12);
  }

  private void failed(Trouble why, Instant now) {
    failures++;
    Duration doubled = settings.interval().multipliedBy(1L << Math.min(8, failures - 1));
    Duration longest =
        settings.interval().compareTo(LONGEST_PAUSE) > 0 ? settings.interval() : LONGEST_PAUSE;
    nextLook = now.plus(spread(doubled.compareTo(longest) < 0 ? doubled : longest));
    LOG.atWarn()
        .addKeyValue("reason", why.reason())
        .addKeyValue("message", why.message())
        .addKeyValue("next", nextLook)
        .log("the repository could not be read");
    shown =
        last.isEmpty()
            ? Optional.of(Snapshot.troubled(settings.branch() + "@unknown", why))
            : shown.map(snapshot ->
                snapshot.stale(
                    last.map(
                        read -> GitTrouble.meanwhile(why, revision(read), read.confirmedAt()))));
  }

  private Duration spread(Duration pause) {
    return pause.plusMillis((long) (pause.toMillis() * 0.1 * random.nextDouble()));
  }

  private GitRemote remote() throws IOException {
    GitRemote now = remote.isPresent() ? remote.get() : GitRemote.create(settings);
    remote = Optional.of(now);
    return now;
  }

  /** What was fetched half, or grew too large, is not kept. */
  private void startAfresh() {
    remote.ifPresent(GitRemote::close);
    remote = Optional.empty();
  }

  /** On a thread that can be given up when the other side goes on and on. */
  private <T> T inTime(Callable<T> work) throws IOException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofVirtual().name("git").start(task);
    try {
      return task.get(settings.limits().time().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failure) {
      switch (failure.getCause()) {
        case IOException known -> throw known;
        case Error error -> throw error;
        case null, default -> throw new IOException(failure.getCause());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("it was stopped");
    } finally {
      task.cancel(true);
    }
  }

  @Override
  public synchronized void close() {
    startAfresh();
  }
}
