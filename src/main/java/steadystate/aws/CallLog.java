package steadystate.aws;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts AWS calls by operation, such as {@code ecs:DescribeServices}. Safe for several threads.
 */
public final class CallLog {
  private final ConcurrentMap<String, LongAdder> counts = new ConcurrentHashMap<>();

  void count(String operation) {
    counts.computeIfAbsent(operation, unused -> new LongAdder()).increment();
  }

  /** Calls so far, sorted by operation. */
  public SortedMap<String, Long> counts() {
    SortedMap<String, Long> sorted = new TreeMap<>();
    counts.forEach((operation, count) -> sorted.put(operation, count.sum()));
    return sorted;
  }
}
