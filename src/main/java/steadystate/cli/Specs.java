package steadystate.cli;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import steadystate.environment.Environment;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecReading;
import steadystate.report.Paper;
import steadystate.report.ProblemText;
import steadystate.yaml.Problem;

/**
 * What was read from spec files, as commands need it.
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

  /** What the reader found in these files. */
  public static Specs of(SpecFiles files, SpecReading reading) {
    Map<String, Environment> sound = new TreeMap<>();
    reading.environments().forEach(environment -> sound.put(environment.name(), environment));
    List<Problem> elsewhere =
        reading.problems().stream()
            .filter(
                problem -> reading.broken().values().stream().noneMatch(p -> p.contains(problem)))
            .toList();
    return new Specs(
        new TreeMap<>(sound),
        reading.broken(),
        elsewhere,
        (problem, paper) -> ProblemText.of(problem, files.line(problem.at()), paper));
  }

  /** Every environment that somebody wrote. */
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>(sound.keySet());
    names.addAll(broken.keySet());
    return names;
  }
}
