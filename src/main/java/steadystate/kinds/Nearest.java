package steadystate.kinds;

import java.util.Collection;
import java.util.stream.Collectors;
import steadystate.yaml.Suggestions;

/** Help for a name that is not there. */
public final class Nearest {
  private Nearest() {}

  /** The name that was probably meant, and all that there are. */
  public static String help(String word, Collection<String> known, String thing) {
    if (known.isEmpty()) {
      return "there is no " + thing + " yet";
    }
    String all = known.stream().sorted().collect(Collectors.joining(", "));
    return Suggestions.didYouMean(word, known)
        .map(meant -> meant + " There is: " + all)
        .orElse("there is: " + all);
  }
}
