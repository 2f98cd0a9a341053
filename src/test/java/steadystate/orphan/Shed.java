package steadystate.orphan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import steadystate.cost.Prices;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.resource.Gate;

/** A warehouse whose content a test sets by hand. */
public final class Shed implements Warehouse {
  public static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  public final List<Thing> things = new ArrayList<>();
  public final Map<Sort, String> unread = new TreeMap<>();
  public final List<String> deleted = new ArrayList<>();

  /** Whether the credentials are those of another account. */
  public boolean closed;

  public int reads;

  public Search search() {
    return new Search(this, "default", Prices.shipped());
  }

  public static Thing address(String ip, String... uses) {
    return new Thing(
        Sort.ELASTIC_IP,
        "eipalloc-" + ip.replace(".", "x"),
        ip,
        Optional.empty(),
        Map.of(),
        List.of(uses),
        Map.of());
  }

  /** 41 days old. */
  public static Thing volume(String id, Map<String, String> tags) {
    return new Thing(
        Sort.VOLUME,
        id,
        tags.getOrDefault("Name", ""),
        Optional.of(NOW.minusSeconds(41L * 86_400)),
        tags,
        List.of(),
        Map.of("type", "gp3", "gb", "100"));
  }

  @Override
  public Stock read(Place place, Set<Sort> sorts) {
    if (closed) {
      throw new FailureException(new Failure.Rejected("WrongAccount", "another account"));
    }
    reads++;
    Map<Sort, String> asked = new TreeMap<>(unread);
    asked.keySet().retainAll(sorts);
    return new Stock(
        place.account(),
        place.region(),
        NOW,
        things.stream().filter(one -> sorts.contains(one.sort())).toList(),
        asked);
  }

  @Override
  public void delete(Place place, Thing thing) {
    Gate.check("ec2:Delete");
    deleted.add(thing.id());
    things.remove(thing);
  }
}
