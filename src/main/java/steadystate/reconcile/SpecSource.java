package steadystate.reconcile;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.cost.Bill;
import steadystate.environment.Environment;
import steadystate.environment.mode.Moment;
import steadystate.yaml.Problem;

/** Where environments are written: a folder, or a branch of a repository. */
public interface SpecSource extends AutoCloseable {
  /** What is written at this moment, where nobody asked for other hours. */
  default Snapshot read() {
    return read(Map.of());
  }

  /**
   * What is written at this moment. Asked about once a second, so it is quick when nothing changed.
   * A source that cannot be read says so in {@link Snapshot#trouble}; it never throws for that.
   *
   * @param orders which environments people want awake or asleep, by name
   */
  Snapshot read(Map<String, Moment.Order> orders);

  /**
   * Everything that is written, read and checked.
   *
   * @param revision changes whenever the text does; shown to people. The same text may mean another
   *     thing at another time, when a schedule has opened or closed
   * @param commit the commit it belongs to, where there is one
   * @param sound environments without a mistake, by name
   * @param broken mistakes, by the name of the environment that they freeze
   * @param elsewhere mistakes in what belongs to no environment
   * @param trouble why the source as a whole says nothing: it is gone, empty, or not readable
   * @param doubt why this may not be what somebody meant: what changed by it waits for a person
   * @param stale why this is the last that could be read and not what is written now
   * @param bills what environments cost a month, by name
   */
  record Snapshot(
      String revision,
      Optional<Commit> commit,
      SortedMap<String, Environment> sound,
      SortedMap<String, List<Problem>> broken,
      List<Problem> elsewhere,
      Optional<Trouble> trouble,
      Optional<Trouble> doubt,
      Optional<Trouble> stale,
      SortedMap<String, Bill> bills) {
    public Snapshot {
      sound = new TreeMap<>(sound);
      broken = new TreeMap<>(broken);
      elsewhere = List.copyOf(elsewhere);
      bills = new TreeMap<>(bills);
    }

    /** What is written now, and meant so. */
    public Snapshot(
        String revision,
        Optional<Commit> commit,
        SortedMap<String, Environment> sound,
        SortedMap<String, List<Problem>> broken,
        List<Problem> elsewhere,
        Optional<Trouble> trouble) {
      this(
          revision,
          commit,
          sound,
          broken,
          elsewhere,
          trouble,
          Optional.empty(),
          Optional.empty(),
          new TreeMap<>());
    }

    /** A source that says nothing; what was known before stays as it is. */
    public static Snapshot troubled(String revision, Trouble trouble) {
      return new Snapshot(
          revision,
          Optional.empty(),
          new TreeMap<>(),
          new TreeMap<>(),
          List.of(),
          Optional.of(trouble));
    }

    public Snapshot doubted(Optional<Trouble> why) {
      return new Snapshot(revision, commit, sound, broken, elsewhere, trouble, why, stale, bills);
    }

    public Snapshot stale(Optional<Trouble> why) {
      return new Snapshot(revision, commit, sound, broken, elsewhere, trouble, doubt, why, bills);
    }

    public Snapshot bills(SortedMap<String, Bill> other) {
      return new Snapshot(revision, commit, sound, broken, elsewhere, trouble, doubt, stale, other);
    }

    /** Whether both say the same, at the same time. */
    boolean isLike(Snapshot other) {
      return revision.equals(other.revision)
          && sound.equals(other.sound)
          && trouble.equals(other.trouble)
          && doubt.equals(other.doubt)
          && stale.equals(other.stale);
    }
  }

  /**
   * Why a source says nothing, or nothing that is followed. Never a reason to delete anything.
   *
   * @param reason a word for a condition, such as {@code SourceEmpty}
   */
  record Trouble(String reason, String message) {
    /** No environment at all is indistinguishable from a mistake, so it is taken for one. */
    public static final String EMPTY = "SourceEmpty";

    public static final String UNREADABLE = "SourceUnreadable";

    /** The branch goes on from another commit than the one that was followed. */
    public static final String REWRITTEN = "HistoryRewritten";
  }

  /**
   * Why what is written now may not be what somebody meant, given what was followed before this
   * process; empty when it goes on from there.
   *
   * @param followed the id of a commit
   * @throws steadystate.failure.FailureException when that cannot be told now
   */
  default Optional<Trouble> doubt(String followed) {
    return Optional.empty();
  }

  /** Somebody says that something was written; the source looks soon. */
  default void hint() {}

  /** Frees what it keeps on disk. */
  @Override
  default void close() {}
}
