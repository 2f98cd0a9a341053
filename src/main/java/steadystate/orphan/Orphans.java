package steadystate.orphan;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import steadystate.cost.IdleCost;
import steadystate.cost.Prices;
import steadystate.cost.ResourceCost;
import steadystate.environment.Environment;
import steadystate.resource.Owner;

/**
 * The things in one account and region that nobody uses, the dearest first.
 *
 * @param unread sorts of which nothing can be said, and why
 */
public record Orphans(
    String account, String region, Instant at, List<Orphan> all, SortedMap<Sort, String> unread) {
  public Orphans {
    all = List.copyOf(all);
    unread = new TreeMap<>(unread);
  }

  /**
   * Decides, and is pure. Nothing that an environment uses, wishes or names is ever one of them,
   * nor anything that is so young that somebody may be about to use it.
   *
   * @param environments every environment that is written
   * @param installation whose tags are ours
   */
  public static Orphans of(
      Stock stock, Collection<Environment> environments, String installation, Prices prices) {
    List<Environment> here =
        environments.stream()
            .filter(one -> one.settings().account().equals(stock.account()))
            .filter(one -> one.settings().region().equals(stock.region()))
            .toList();
    Mentioned mentioned = Mentioned.in(here);
    List<Orphan> orphans =
        stock.things().stream()
            .filter(thing -> thing.uses().isEmpty())
            .filter(thing -> isOldEnough(thing, stock.at()))
            .filter(thing -> !isLookedAfter(thing, here, installation))
            .filter(thing -> !mentioned.has(thing))
            .map(thing ->
                new Orphan(
                    thing,
                    Whose.of(thing.tags(), installation),
                    IdleCost.of(prices, stock.region(), thing.resource(), thing.facts())))
            .sorted(
                Comparator.comparing((Orphan one) -> one.cost().monthly())
                    .reversed()
                    .thenComparing(one -> one.thing().resource()))
            .toList();
    return new Orphans(stock.account(), stock.region(), stock.at(), orphans, stock.unread());
  }

  private static boolean isOldEnough(Thing thing, Instant now) {
    return thing
        .createdAt()
        .map(then -> !then.plus(thing.sort().grace()).isAfter(now))
        .orElse(true);
  }

  /**
   * What a spec can wish for and carries the tags of an environment that is written is the matter
   * of that environment's own plan: it keeps it, brings it back with another mode, or prunes it.
   */
  private static boolean isLookedAfter(Thing thing, List<Environment> here, String installation) {
    String name = thing.tags().getOrDefault(Owner.ENVIRONMENT, "");
    return thing.sort().managed()
        && Whose.of(thing.tags(), installation).by() == Whose.By.OURS
        && here.stream().anyMatch(one -> one.name().equals(name));
  }

  /** Dollars a month of all that has a price. */
  public BigDecimal monthly() {
    return all.stream()
        .map(Orphan::cost)
        .map(ResourceCost::monthly)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** How many have something without a price. */
  public int unpriced() {
    return (int) all.stream().filter(one -> one.cost().isUnknown()).count();
  }

  /** The same without those of others. */
  public Orphans of(String environment) {
    return new Orphans(
        account,
        region,
        at,
        all.stream()
            .filter(one -> one.whose().environment().map(environment::equals).orElse(true))
            .toList(),
        unread);
  }
}
