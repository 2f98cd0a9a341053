package steadystate.doctor;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import steadystate.plan.Action;
import steadystate.plan.Plan;
import steadystate.resource.Declared;
import steadystate.resource.ResourceId;

/**
 * What of an environment is looked at.
 *
 * @param whole whether everything is, and not only what a plan touches
 * @param touched resources that are made or changed
 * @param made how many of each kind are to be made
 */
public record Extent(boolean whole, Set<ResourceId> touched, Map<String, Integer> made) {
  /** Everything, where nobody knows what an apply would do. */
  public static final Extent WHOLE = new Extent(true, Set.of(), Map.of());

  private static final Set<Action> MAKES =
      EnumSet.of(Action.CREATE, Action.UPDATE, Action.REPLACE, Action.ADOPT);

  public Extent {
    touched = Set.copyOf(touched);
    made = Map.copyOf(made);
  }

  /** What a plan touches. */
  public static Extent of(Plan plan) {
    Set<ResourceId> touched = new TreeSet<>();
    Map<String, Integer> made = new TreeMap<>();
    plan.changes().stream()
        .filter(change -> change.held().isEmpty() && MAKES.contains(change.action()))
        .forEach(change -> {
          touched.add(change.resource());
          if (change.action() == Action.CREATE) {
            made.merge(change.resource().kind(), 1, Integer::sum);
          }
        });
    return new Extent(false, touched, made);
  }

  /** Everything, with the knowledge of what is still to be made. */
  public Extent everything() {
    return new Extent(true, touched, made);
  }

  boolean holds(Declared declared) {
    return whole || touched.contains(declared.id());
  }

  /** Whether anything of a kind is looked at. */
  public boolean holds(String kind) {
    return whole || touched.stream().anyMatch(id -> id.kind().equals(kind));
  }

  public int made(String kind) {
    return made.getOrDefault(kind, 0);
  }
}
