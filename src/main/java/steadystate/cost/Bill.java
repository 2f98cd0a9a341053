package steadystate.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import steadystate.environment.Environment;
import steadystate.environment.mode.Mode;
import steadystate.resource.ResourceId;

/**
 * One environment's monthly estimate in every mode.
 *
 * @param mode its own
 * @param oldest the day of the oldest price of its region
 * @param newest the day of the newest one
 */
public record Bill(
    String environment,
    String account,
    String region,
    Mode mode,
    SortedMap<Mode, Estimate> byMode,
    Optional<LocalDate> oldest,
    Optional<LocalDate> newest) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  public Bill {
    byMode = Collections.unmodifiableSortedMap(new TreeMap<>(byMode));
  }

  /**
   * @param mode the environment's own
   * @param readings the environment as each mode makes it, read awake
   */
  public static Bill of(Mode mode, Map<Mode, Environment> readings, Prices prices, Instant from) {
    SortedMap<Mode, Estimate> estimates = new TreeMap<>();
    readings.forEach(
        (one, read) -> estimates.put(one, Estimate.of(read, prices, AwakeHours.of(read, from))));
    Environment own = Optional.ofNullable(readings.get(mode)).orElseThrow();
    String region = own.settings().region();
    return new Bill(
        own.name(),
        own.settings().account(),
        region,
        mode,
        estimates,
        prices.oldest(region),
        prices.newest(region));
  }

  /** In its own mode. */
  public Estimate now() {
    return Optional.ofNullable(byMode.get(mode)).orElseThrow();
  }

  /** Everything that costs in any mode, the dearest of today first. */
  public SequencedSet<ResourceId> resources() {
    SequencedSet<ResourceId> all = new LinkedHashSet<>();
    now().resources().forEach(one -> all.add(one.resource()));
    Stream<ResourceCost> others =
        byMode.values().stream().flatMap(estimate -> estimate.resources().stream());
    others
        .sorted(
            Comparator.comparing(ResourceCost::monthly)
                .reversed()
                .thenComparing(ResourceCost::resource))
        .forEach(one -> all.add(one.resource()));
    return all;
  }

  /** What cost-save takes off standard. */
  public Optional<Saving> saving() {
    Optional<Estimate> lean = Optional.ofNullable(byMode.get(Mode.COST_SAVE));
    Optional<Estimate> full = Optional.ofNullable(byMode.get(Mode.STANDARD));
    return full.filter(estimate -> estimate.monthly().signum() > 0)
        .flatMap(whole -> lean.map(less -> Saving.of(whole.monthly(), less.monthly())));
  }

  /** Dollars a month, and how many of a hundred. */
  public record Saving(BigDecimal monthly, BigDecimal percent) {
    private static Saving of(BigDecimal full, BigDecimal lean) {
      BigDecimal less = full.subtract(lean);
      return new Saving(less, less.multiply(HUNDRED).divide(full, 0, RoundingMode.HALF_UP));
    }
  }
}
