package steadystate.yaml;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/**
 * Collects every mistake of a run, so that all are shown together. Not safe for several threads.
 */
public final class Problems {
  private final SequencedSet<Problem> found = new LinkedHashSet<>();

  public void add(Problem problem) {
    found.add(problem);
  }

  public void addAll(Problems others) {
    others.found.forEach(this::add);
  }

  public int count() {
    return found.size();
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems, in the order a reader meets them: by file, line and column. */
  public List<Problem> all() {
    return found.stream()
        .sorted(
            Comparator.comparing((Problem p) -> p.at().file())
                .thenComparingInt(p -> p.at().line())
                .thenComparingInt(p -> p.at().column()))
        .toList();
  }
}
