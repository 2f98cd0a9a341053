package steadystate.kinds;

import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;

/** Finds the name that somebody probably meant. */
final class Nearest {
  private Nearest() {}

  /** A sentence that helps: the nearest known name and all of them. */
  static String help(String word, Collection<String> known, String thing) {
    if (known.isEmpty()) {
      return "there is no " + thing + " yet";
    }
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    return known.stream()
        .min(Comparator.<String>comparingInt(name -> distance(word, name)).thenComparing(n -> n))
        .filter(name -> distance(word, name) <= Math.max(2, name.length() / 2))
        .map(name -> "did you mean " + name + "? There is: " + all)
        .orElse("there is: " + all);
  }

  /** How many letters differ, by Levenshtein. */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int cost = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        int best = Math.min(Math.min(row[j], row[j - 1]) + 1, diagonal + cost);
        diagonal = row[j];
        row[j] = best;
      }
    }
    return row[other.length()];
  }
}
