package steadystate.orphan;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import steadystate.cost.Prices;
import steadystate.environment.Environment;
import steadystate.orphan.Warehouse.Place;

/**
 * Looks for orphans where environments are.
 *
 * @param installation whose tags are ours
 */
public record Search(Warehouse warehouse, String installation, Prices prices) {
  public static final Set<Sort> ALL = Set.of(Sort.values());

  /** The accounts and regions of environments. */
  public static Set<Place> places(Collection<Environment> environments) {
    Set<Place> places = new TreeSet<>();
    environments.forEach(
        one -> places.add(new Place(one.settings().account(), one.settings().region())));
    return places;
  }

  /**
   * @param environments every environment that is written, wherever it is
   */
  public Orphans in(Place place, Set<Sort> sorts, List<Environment> environments) {
    return Orphans.of(warehouse.read(place, sorts), environments, installation, prices);
  }
}
