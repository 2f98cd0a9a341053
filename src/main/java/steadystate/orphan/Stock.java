package steadystate.orphan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What stands in one account and region.
 *
 * @param unread sorts that AWS did not tell all about, and why: neither there nor absent
 */
public record Stock(
    String account, String region, Instant at, List<Thing> things, SortedMap<Sort, String> unread) {
  public Stock {
    things = List.copyOf(things);
    unread = new TreeMap<>(unread);
  }

  public Stock(
      String account, String region, Instant at, List<Thing> things, Map<Sort, String> unread) {
    this(account, region, at, things, new TreeMap<>(unread));
  }
}
