package steadystate.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.yaml.Problem;

/** Where environments are written: a folder, or a branch of a repository. */
public interface SpecSource {
  /**
   * What is written at this moment. Asked about once a second, so it is quick when nothing changed.
   * A source that cannot be read says so in {@link Snapshot#trouble}; it never throws for that.
   */
  Snapshot read();

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
   */
  record Snapshot(
      String revision,
      Optional<String> commit,
      SortedMap<String, Environment> sound,
      SortedMap<String, List<Problem>> broken,
      List<Problem> elsewhere,
      Optional<Trouble> trouble) {
    public Snapshot {
      sound = new TreeMap<>(sound);
      broken = new TreeMap<>(broken);
      elsewhere = List.copyOf(elsewhere);
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
  }

  /**
   * Why a source says nothing. Never a reason to delete anything.
   *
   * @param reason a word for a condition, such as {@code SourceEmpty}
   */
  record Trouble(String reason, String message) {
    /** No environment at all is indistinguishable from a mistake, so it is taken for one. */
    public static final String EMPTY = "SourceEmpty";

    public static final String UNREADABLE = "SourceUnreadable";
  }
}
