package steadystate.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import steadystate.apply.StepResult;
import steadystate.resource.ResourceId;

/**
 * How each step ended at last. Passes try a step again while it waits for AWS, and a resource that
 * names its neighbours is made in two steps; a reader wants one line for each thing that was done.
 */
final class StepEnds {
  private StepEnds() {}

  private record Key(ResourceId resource, String verb) {}

  /**
   * The last try of each, in the order in which they ended.
   *
   * @param steady whether all is well by now: then what did not succeed at first is no news
   */
  static List<StepResult> of(List<StepResult> tries, boolean steady) {
    Map<Key, StepResult> last = new LinkedHashMap<>();
    for (StepResult step : tries) {
      Key key = new Key(step.resource(), step.verb());
      last.remove(key);
      last.put(key, step);
    }
    Set<ResourceId> created =
        last.values().stream()
            .filter(step -> step.verb().equals("create") && step.succeeded())
            .map(StepResult::resource)
            .collect(Collectors.toSet());
    List<StepResult> ends = new ArrayList<>(last.values());
    ends.removeIf(step ->
        step.succeeded()
            ? step.verb().equals("complete") && created.contains(step.resource())
            : steady);
    return List.copyOf(ends);
  }
}
