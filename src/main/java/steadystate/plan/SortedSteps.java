package steadystate.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import steadystate.plan.Step.Key;

/** Sorts steps by depth first search; a circle, which only soft orders can make, is cut. */
final class SortedSteps {
  private final Map<Key, Step> steps;
  private final Map<Key, Boolean> done = new LinkedHashMap<>();
  private final List<Step> list = new ArrayList<>();

  SortedSteps(Map<Key, Step> steps) {
    this.steps = steps;
  }

  List<Step> list() {
    List.copyOf(steps.values()).forEach(this::visit);
    return List.copyOf(list);
  }

  private void visit(Step step) {
    if (done.putIfAbsent(step.key(), false) != null) {
      return;
    }
    Set<Key> needs = visited(step.needs());
    Set<Key> after = visited(step.after());
    done.put(step.key(), true);
    list.add(step.waitingFor(needs, after));
  }

  private Set<Key> visited(Set<Key> keys) {
    Set<Key> before = new TreeSet<>();
    for (Key key : keys) {
      Step other = steps.get(key);
      if (other != null) {
        visit(other);
        if (Boolean.TRUE.equals(done.get(key))) {
          before.add(key);
        }
      }
    }
    return before;
  }
}
