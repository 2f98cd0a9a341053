package steadystate.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import steadystate.plan.Step.Key;
import steadystate.resource.Live;

/**
 * Puts what changes the service that runs this process behind all other steps but those that need
 * it: afterwards the process may be stopped at any moment. Pure.
 */
public final class LastSteps {
  private final Map<Key, Step> steps = new LinkedHashMap<>();
  private final Set<Key> last = new TreeSet<>();

  private LastSteps(List<Step> sorted, Predicate<Live> runsUs) {
    for (Step step : sorted) {
      steps.put(step.key(), step);
      if (step.live().filter(runsUs).isPresent()) {
        last.add(step.key());
      }
    }
  }

  /** The same steps, sorted anew. */
  public static List<Step> of(List<Step> sorted, Predicate<Live> runsUs) {
    LastSteps steps = new LastSteps(sorted, runsUs);
    return steps.last.isEmpty() ? sorted : steps.moved();
  }

  private List<Step> moved() {
    Set<Key> behind = behind();
    Set<Key> before = new TreeSet<>(steps.keySet());
    before.removeAll(behind);
    steps.replaceAll((key, step) -> placed(step, before, behind));
    return new SortedSteps(steps).list();
  }

  /** What changes the service, and whatever cannot go on without that. */
  private Set<Key> behind() {
    Set<Key> behind = new TreeSet<>(last);
    boolean more = true;
    while (more) {
      more = false;
      for (Step step : steps.values()) {
        if (step.needs().stream().anyMatch(behind::contains)) {
          more |= behind.add(step.key());
        }
      }
    }
    return behind;
  }

  private Step placed(Step step, Set<Key> before, Set<Key> behind) {
    Set<Key> after = new TreeSet<>(step.after());
    if (behind.contains(step.key())) {
      after.addAll(before);
    } else {
      after.removeAll(behind);
    }
    return step.waitingFor(step.needs(), after);
  }
}
