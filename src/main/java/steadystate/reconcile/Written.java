package steadystate.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.environment.Environment;
import steadystate.environment.Settings;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.yaml.Problem;

/**
 * What the source says of one environment: the last good spec, and why it may not be followed. What
 * is news it tells the journal. Not safe for several threads.
 */
final class Written {
  private final Journal journal;
  private Optional<Environment> spec = Optional.empty();
  private String revision = "";
  private Optional<Commit> commit = Optional.empty();
  private Instant since;
  private long generation;
  private List<Problem> problems = List.of();
  private boolean orphan;
  private Optional<Trouble> trouble = Optional.empty();
  private Optional<Trouble> stale = Optional.empty();
  private Optional<Doubted> doubted = Optional.empty();

  /** What would be wished if somebody said that the source is right. */
  private record Doubted(
      Environment wished, String revision, Optional<Commit> commit, Trouble why) {}

  /** What has become of a wish. */
  enum Taken {
    /** Another thing is wished than before. */
    CHANGED,
    /** The same is wished, and it means another thing now. */
    TURNED,
    /** The same is wished, and is followed again. */
    FREED,
    SAME,
    /** It is not followed until somebody says so. */
    DOUBTED
  }

  Written(Journal journal, Instant now) {
    this.journal = journal;
    this.since = now;
  }

  Taken wish(Environment wished, SpecSource.Snapshot now, Instant at) {
    boolean released = now.revision().equals(revision);
    Optional<Trouble> doubt =
        now.doubt().filter(why -> !released).or(() -> doubted.map(Doubted::why));
    if (doubt.isPresent() && spec.filter(before -> same(before, wished)).isEmpty()) {
      boolean fresh = doubted.isEmpty();
      doubted = Optional.of(new Doubted(wished, now.revision(), now.commit(), doubt.get()));
      readable();
      if (fresh) {
        warn(doubt, at);
      }
      return fresh ? Taken.DOUBTED : Taken.SAME;
    }
    return take(wished, now.revision(), now.commit(), at);
  }

  /** What was taken waits, as if it had come in doubt. */
  void doubt(Trouble why, Instant at) {
    spec.ifPresent(taken -> {
      doubted = Optional.of(new Doubted(taken, revision, commit, why));
      spec = Optional.empty();
      revision = "";
      commit = Optional.empty();
      warn(Optional.of(why), at);
    });
  }

  private Taken take(
      Environment wished, String newRevision, Optional<Commit> newCommit, Instant at) {
    boolean changed = orphan || spec.map(before -> !same(before, wished)).orElse(true);
    boolean freed = !problems.isEmpty() || orphan || trouble.isPresent() || doubted.isPresent();
    boolean turned = !revision.isEmpty() && revision.equals(newRevision);
    spec = Optional.of(wished);
    revision = newRevision;
    commit = newCommit;
    doubted = Optional.empty();
    readable();
    if (changed) {
      generation++;
      since = at;
      return turned ? Taken.TURNED : Taken.CHANGED;
    }
    return freed ? Taken.FREED : Taken.SAME;
  }

  /** Somebody says that the source is right. */
  Taken trust(Instant at) {
    return doubted
        .map(one -> take(one.wished(), one.revision(), one.commit(), at))
        .orElse(Taken.SAME);
  }

  private void readable() {
    problems = List.of();
    orphan = false;
    trouble = Optional.empty();
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

  void freeze(List<Problem> found, Instant now) {
    if (!problems.equals(found)) {
      journal.warning(now, "SpecInvalid", "", Assessment.words(found));
    }
    readable();
    problems = List.copyOf(found);
  }

  /** No file mentions it any more; whether that is news. */
  boolean orphaned(Instant now) {
    boolean news = !orphan;
    readable();
    orphan = true;
    if (news) {
      generation++;
      journal.warning(
          now,
          Departure.REASON,
          "",
          "no file mentions this environment any more; nothing is deleted");
    }
    return news;
  }

  /** It left before this process began. */
  void left(String name, Settings last, Instant now) {
    spec = Optional.of(Environment.left(name, last));
    orphaned(now);
  }

  void cutOff(Trouble reason, Instant now) {
    if (trouble.isEmpty()) {
      warn(Optional.of(reason), now);
    }
    trouble = Optional.of(reason);
  }

  /** What is known is the last that could be read. */
  void stale(Optional<Trouble> reason, Instant now) {
    if (stale.isEmpty()) {
      warn(reason, now);
    } else if (reason.isEmpty()) {
      journal.normal(now, "SourceRead", "", "the source can be read again");
    }
    stale = reason;
  }

  private void warn(Optional<Trouble> why, Instant now) {
    why.ifPresent(one -> journal.warning(now, one.reason(), "", one.message()));
  }

  /** Why nothing may be written. */
  Optional<Facts.Hold> hold() {
    if (trouble.isPresent()) {
      return trouble.map(Written::hold);
    }
    return problems.isEmpty()
        ? doubted.map(one -> hold(one.why()))
        : Optional.of(new Facts.Hold("SpecInvalid", Assessment.words(problems), true));
  }

  private static Facts.Hold hold(Trouble why) {
    return new Facts.Hold(why.reason(), why.message(), true);
  }

  /** What is wished: the last good spec, or that nothing of it lives. */
  Optional<Environment> spec() {
    return orphan ? spec.map(last -> Environment.left(last.name(), last.settings())) : spec;
  }

  String revision() {
    return revision;
  }

  Optional<Commit> commit() {
    return commit;
  }

  Instant since() {
    return since;
  }

  long generation() {
    return generation;
  }

  List<Problem> problems() {
    return problems;
  }

  boolean isOrphan() {
    return orphan;
  }

  /** Why what is known is not what is written, or may not be. */
  Optional<Trouble> trouble() {
    return trouble.or(() -> doubted.map(Doubted::why)).or(() -> stale);
  }

  /** {@code main@1a2b3c (1a2b3c4 by ann: Raise the count)}. */
  String origin() {
    return revision + commit.map(one -> " (" + one.words() + ")").orElse("");
  }
}
