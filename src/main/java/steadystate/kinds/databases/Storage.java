package steadystate.kinds.databases;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** What AWS allows to be done with the storage of an instance. */
final class Storage {
  static final String SIZE = "allocatedStorage";
  static final String MOST = "maxAllocatedStorage";
  static final String TYPE = "storageType";
  static final String IOPS = "iops";
  static final String THROUGHPUT = "storageThroughput";

  /** What AWS changes at most once in six hours. */
  static final List<String> RESTING = List.of(SIZE, TYPE, IOPS, THROUGHPUT);

  private Storage() {}

  /**
   * GiB from which gp3 takes IOPS and throughput of one's own: below, they are the same for all.
   * SQL Server takes them at any size. (RDS user guide, "gp3 storage".)
   */
  static int threshold(String engine) {
    if (engine.startsWith("sqlserver")) {
      return 0;
    }
    return engine.startsWith("oracle") ? 200 : 400;
  }

  static Optional<Long> number(Entries model, String member) {
    return model.get(member) instanceof Optional<Value> value
            && value.isPresent()
            && value.get() instanceof Value.Number(var number, var origin)
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** The least size that AWS takes as growth: ten percent more, rounded up. */
  static long leastGrowth(long size) {
    return (size * 11 + 9) / 10;
  }

  /** Whether a live size is what autoscaling made of the wished one. */
  static boolean isGrownByItself(Entries live, Entries wish) {
    Optional<Long> there = number(live, SIZE);
    Optional<Long> wished = number(wish, SIZE);
    Optional<Long> most = number(wish, MOST);
    return there.isPresent()
        && wished.isPresent()
        && most.isPresent()
        && there.get() > wished.get()
        && there.get() <= most.get();
  }

  /** Why a wished size, or a bound for autoscaling, cannot follow what is there. */
  static Optional<String> objection(Entries live, Entries wish, String member) {
    Optional<Long> size = number(live, SIZE);
    Optional<Long> wished = number(wish, member);
    if (size.isEmpty() || wished.isEmpty()) {
      return Optional.empty();
    }
    long least = leastGrowth(size.get());
    if (member.equals(SIZE) && wished.get() < size.get()) {
      return Optional.of(
          "storage only grows: it has %d GiB and %d are written; write %d or %d and more"
              .formatted(size.get(), wished.get(), size.get(), least));
    }
    return wished.get() < least
        ? Optional.of(
            "%s grows by at least 10 percent: it has %d GiB and %d are written; write %d or more"
                .formatted(member.equals(SIZE) ? "storage" : MOST, size.get(), wished.get(), least))
        : Optional.empty();
  }

  /**
   * What belongs into a call that changes storage: AWS wants size, IOPS and throughput together
   * where the volume has IOPS of its own, and would reset those left out.
   */
  static Map<String, Value> together(Entries live, Entries wish) {
    Map<String, Value> all = new java.util.LinkedHashMap<>();
    String type = wish.text(TYPE).or(() -> live.text(TYPE)).orElse("gp2");
    long size = number(wish, SIZE).or(() -> number(live, SIZE)).orElse(0L);
    wish.get(SIZE).or(() -> live.get(SIZE)).ifPresent(value -> all.put(SIZE, value));
    wish.get(MOST).ifPresent(value -> all.put(MOST, value));
    boolean ownBefore =
        type.startsWith("io")
            || number(live, SIZE).orElse(0L) >= threshold(live.text("engine").orElse(""));
    for (String member : List.of(IOPS, THROUGHPUT)) {
      boolean fits = type.equals("gp3") || (type.startsWith("io") && member.equals(IOPS));
      if (fits && size >= (type.equals("gp3") ? threshold(live.text("engine").orElse("")) : 0)) {
        wish.get(member)
            .or(() -> ownBefore ? live.get(member) : Optional.empty())
            .ifPresent(value -> all.put(member, value));
      }
    }
    return all;
  }
}
