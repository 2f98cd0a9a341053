package steadystate.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Collects every mistake of a run, so that all are shown together. Not safe for several threads.
 */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Problem problem) {
    if (!found.contains(problem)) {
      found.add(problem);
    }
  }

  public void addAll(Problems others) {
    others.found.forEach(this::add);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /** All problems, in the order a reader meets them: by file, line and column. */
  public List<Problem> all() {
    return found.stream()
        .sorted(
            Comparator.comparing((Problem p) -> p.at().file())
                .thenComparing(p -> p.at().line())
                .thenComparing(p -> p.at().column()))
        .toList();
  }
}
