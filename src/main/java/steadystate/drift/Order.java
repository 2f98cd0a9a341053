package steadystate.drift;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import steadystate.resource.Catalogue;
import steadystate.resource.Declared;
import steadystate.resource.Member;
import steadystate.resource.References;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Who needs whom, and the order that follows. */
public final class Order {
  private Order() {}

  /** What must live before this can be made: named outside of deferred members, or waited for. */
  public static Set<ResourceId> needs(Catalogue catalogue, Declared declared) {
    Set<ResourceId> needs = new TreeSet<>(declared.after());
    parts(catalogue, declared, false).forEach(value -> needs.addAll(References.in(value)));
    needs.remove(declared.id());
    return needs;
  }

  /** What must live before the deferred members can be set. */
  public static Set<ResourceId> laterNeeds(Catalogue catalogue, Declared declared) {
    Set<ResourceId> needs = new TreeSet<>();
    parts(catalogue, declared, true).forEach(value -> needs.addAll(References.in(value)));
    needs.remove(declared.id());
    return needs;
  }

  private static List<Value> parts(Catalogue catalogue, Declared declared, boolean deferred) {
    List<Value> parts = new ArrayList<>();
    var members = catalogue.kind(declared.id()).model().members();
    declared
        .model()
        .entries()
        .forEach((name, value) -> {
          Member member = members.get(name);
          if ((member != null && member.deferred()) == deferred) {
            parts.add(value);
          }
        });
    return parts;
  }

  /** The wished resources, each after what it needs; otherwise in the order given. */
  public static List<Declared> of(Catalogue catalogue, List<Declared> declared) {
    Map<ResourceId, Declared> byId = new HashMap<>();
    declared.forEach(d -> byId.put(d.id(), d));
    List<Declared> sorted = new ArrayList<>();
    Set<ResourceId> visited = new HashSet<>();
    declared.forEach(d -> visit(catalogue, d, byId, visited, sorted));
    return sorted;
  }

  private static void visit(
      Catalogue catalogue,
      Declared declared,
      Map<ResourceId, Declared> byId,
      Set<ResourceId> visited,
      List<Declared> sorted) {
    if (!visited.add(declared.id())) {
      return;
    }
    for (ResourceId need : needs(catalogue, declared)) {
      Declared other = byId.get(need);
      if (other != null) {
        visit(catalogue, other, byId, visited, sorted);
      }
    }
    sorted.add(declared);
  }
}
