package steadystate.report;

import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a result cost.
 *
 * @param awsCalls how often each operation was called, such as {@code ecs:DescribeServices}
 * @param seconds from start to end
 */
public record Stats(SortedMap<String, Long> awsCalls, double seconds) {
  public static final Stats NONE = new Stats(Map.of(), 0);

  public Stats {
    awsCalls = new TreeMap<>(awsCalls);
  }

  public Stats(Map<String, Long> awsCalls, double seconds) {
    this(new TreeMap<>(awsCalls), seconds);
  }

  public long total() {
    return awsCalls.values().stream().mapToLong(Long::longValue).sum();
  }

  /** A table of operations, most called first, and a line with the sum. */
  public String text() {
    int width = awsCalls.values().stream().mapToInt(n -> n.toString().length()).max().orElse(1);
    StringBuilder out = new StringBuilder();
    awsCalls.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(call ->
            out.append("  ")
                .append(" ".repeat(width - call.getValue().toString().length()))
                .append(call.getValue())
                .append("  ")
                .append(call.getKey())
                .append('\n'));
    return out.append(summary()).append('\n').toString();
  }

  /** {@code 12 AWS calls, 0.4 s}. */
  public String summary() {
    return Words.count(total(), "AWS call") + ", " + String.format(Locale.ROOT, "%.1f s", seconds);
  }
}
