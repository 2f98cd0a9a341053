package steadystate.environment.reading;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.environment.Environment;
import steadystate.yaml.Problem;

/**
 * What a snapshot of spec files says.
 *
 * @param environments the sound ones, by name
 * @param broken environments that are there and cannot be used, with their mistakes. They are never
 *     to be taken for gone
 * @param problems every mistake, by place; the ones of broken environments among them
 * @param complete whether the snapshot itself could be taken: without it nothing is gone
 */
public record SpecReading(
    List<Environment> environments,
    SortedMap<String, List<Problem>> broken,
    List<Problem> problems,
    boolean complete) {
  public SpecReading {
    environments = List.copyOf(environments);
    broken = Collections.unmodifiableSortedMap(new TreeMap<>(broken));
    problems = List.copyOf(problems);
  }

  /** No mistake anywhere. */
  public boolean isSound() {
    return problems.isEmpty();
  }

  public Optional<Environment> find(String name) {
    return environments.stream().filter(e -> e.name().equals(name)).findFirst();
  }

  /** Every name that is known, whether sound or broken. */
  public List<String> names() {
    TreeMap<String, Boolean> names = new TreeMap<>();
    environments.forEach(environment -> names.put(environment.name(), true));
    broken.keySet().forEach(name -> names.put(name, false));
    return List.copyOf(names.keySet());
  }

  /** The mistakes of one environment; none when it is sound or unknown. */
  public List<Problem> problems(String name) {
    return Optional.ofNullable(((Map<String, List<Problem>>) broken).get(name)).orElse(List.of());
  }
}
