package steadystate.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import steadystate.environment.Environment;
import steadystate.report.Paper;
import steadystate.yaml.Problem;

/**
 * What was read from spec files.
 *
 * @param sound environments without a mistake, by name
 * @param broken mistakes, by the name of the environment that they keep from being touched
 * @param elsewhere mistakes in what belongs to no environment
 * @param explain a mistake with its line and a caret
 */
public record Specs(
    SortedMap<String, Environment> sound,
    SortedMap<String, List<Problem>> broken,
    List<Problem> elsewhere,
    BiFunction<Problem, Paper, String> explain) {
  public Specs {
    sound = new TreeMap<>(sound);
    broken = new TreeMap<>(broken);
    elsewhere = List.copyOf(elsewhere);
  }

  public Specs(
      Map<String, Environment> sound,
      Map<String, List<Problem>> broken,
      List<Problem> elsewhere,
      BiFunction<Problem, Paper, String> explain) {
    this(new TreeMap<>(sound), new TreeMap<>(broken), elsewhere, explain);
  }

  /** Every environment that somebody wrote. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(sound.keySet());
    names.addAll(broken.keySet());
    return names;
  }
}
