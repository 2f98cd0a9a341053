package steadystate.reconcile;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import steadystate.failure.FailureException;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.asked.Note;
import steadystate.reconcile.asked.Notebook;
import steadystate.reconcile.asked.Notes;
import steadystate.reconcile.lease.Standing;

/** Takes what people ask to the notebook, and from there to the environments. */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

  private static final Duration POLL = Duration.ofSeconds(2);

  private final Notebook notebook;
  private final InstantSource clock;

  Requests(Notebook notebook, InstantSource clock) {
    this.notebook = notebook;
    this.clock = clock;
  }

  /** Reads now and then what other replicas were asked, where there are any. */
  void follow(Runnable readAll, BooleanSupplier stopping) {
    if (notebook.isShared()) {
      Thread.ofVirtual()
          .name("notes")
          .start(() -> {
            while (!stopping.getAsBoolean() && slept()) {
              readAll.run();
            }
          });
    }
  }

  private static boolean slept() {
    try {
      Thread.sleep(POLL);
      return true;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Before the first turn, so that a suspension outlives the process that was asked for it. */
  void readOnce(Watched one) {
    if (!one.knowsNotes()) {
      read(one);
    }
  }

  /** Reads what people asked another replica, or the process before; says whether it was new. */
  boolean read(Watched one) {
    try {
      return one.absorb(notebook.read(one.name), clock.instant());
    } catch (FailureException unreadable) {
      LOG.atWarn()
          .addKeyValue("environment", one.name)
          .addKeyValue("code", unreadable.failure().code())
          .log("what people asked cannot be read");
      return false;
    }
  }

  /** Where replicas share the notes, one that is not kept would reach nobody: it is refused. */
  Optional<Answer.Refused> note(Watched one, Note note) {
    UnaryOperator<Notes> change = notes -> notes.with(note);
    if (!notebook.isShared()) {
      one.absorb(keep(one, change), clock.instant());
      return Optional.empty();
    }
    try {
      one.absorb(notebook.edit(one.name, change), clock.instant());
      return Optional.empty();
    } catch (FailureException silent) {
      return Optional.of(new Answer.Refused("not-kept", silent.failure().message()));
    }
  }

  /** Whoever may write says what is done. */
  void settle(Watched one, Set<String> asked) {
    UnaryOperator<Notes> change = one.settled(asked, clock.instant());
    boolean same = change.apply(one.notes()).equals(one.notes());
    if (one.standing() instanceof Standing.Mine && !same) {
      one.absorb(keep(one, change), clock.instant());
    }
  }

  /** What cannot be kept counts as long as this process lives. */
  private Notes keep(Watched one, UnaryOperator<Notes> change) {
    try {
      return notebook.edit(one.name, change);
    } catch (FailureException notKept) {
      one.journal.warning(clock.instant(), "NotKept", "", notKept.failure().message());
      return change.apply(one.notes());
    }
  }
}
