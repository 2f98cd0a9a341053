package steadystate.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant. */
public final class Suggestions {
  private static final int LONGEST = 80;
  private static final int SHORTEST_BEGINNING = 4;

  private Suggestions() {}

  /**
   * The candidate nearest to a word: a slip of one letter in three at most, or a candidate that
   * begins with the word. Capitals do not count. Of equally near ones the first.
   */
  public static Optional<String> nearest(String word, Collection<String> candidates) {
    if (word.isEmpty() || word.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = word.toLowerCase(Locale.ROOT);
    int best = Math.max(1, word.length() / 3) + 1;
    Optional<String> nearest = Optional.empty();
    for (String candidate : candidates) {
      if (Math.abs(candidate.length() - word.length()) < best) {
        int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
        if (distance < best && distance < candidate.length()) {
          best = distance;
          nearest = Optional.of(candidate);
        }
      }
    }
    return nearest.or(() -> beginning(lower, candidates));
  }

  /** Text for the end of a sentence or a help line: {@code did you mean `cpu`?}. */
  public static Optional<String> didYouMean(String word, Collection<String> candidates) {
    return nearest(word, candidates).map(near -> "did you mean `" + near + "`?");
  }

  private static Optional<String> beginning(String lower, Collection<String> candidates) {
    return lower.length() < SHORTEST_BEGINNING
        ? Optional.empty()
        : candidates.stream()
            .filter(candidate -> candidate.toLowerCase(Locale.ROOT).startsWith(lower))
            .findFirst();
  }

  /**
   * Damerau and Levenshtein's distance: letters added, left out, replaced, or two neighbours
   * swapped.
   */
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      cost[i][0] = i;
    }
    for (int j = 0; j <= to.length(); j++) {
      cost[0][j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      for (int j = 1; j <= to.length(); j++) {
        int differs = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(Math.min(cost[i - 1][j], cost[i][j - 1]) + 1, cost[i - 1][j - 1] + differs);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[from.length()][to.length()];
  }
}
