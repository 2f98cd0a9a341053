package steadystate.kinds.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * Which task sizes Fargate has: CPU units, and the MiB of memory that go with them (Amazon ECS
 * developer guide, "Task CPU and memory").
 */
final class FargateSizes {
  private static final SequencedMap<Integer, List<Integer>> MEMORY = sizes();

  private FargateSizes() {}

  private static SequencedMap<Integer, List<Integer>> sizes() {
    SequencedMap<Integer, List<Integer>> sizes = new TreeMap<>();
    sizes.put(256, List.of(512, 1024, 2048));
    sizes.put(512, gigabytes(1, 4, 1));
    sizes.put(1024, gigabytes(2, 8, 1));
    sizes.put(2048, gigabytes(4, 16, 1));
    sizes.put(4096, gigabytes(8, 30, 1));
    sizes.put(8192, gigabytes(16, 60, 4));
    sizes.put(16384, gigabytes(32, 120, 8));
    return sizes;
  }

  private static List<Integer> gigabytes(int least, int most, int step) {
    List<Integer> sizes = new ArrayList<>();
    for (int size = least; size <= most; size += step) {
      sizes.add(size * 1024);
    }
    return sizes;
  }

  static boolean hasCpu(int cpu) {
    return MEMORY.containsKey(cpu);
  }

  static boolean has(int cpu, int memory) {
    return MEMORY.getOrDefault(cpu, List.of()).contains(memory);
  }

  /** The smallest CPU size that this much memory goes with; the smallest of all for none. */
  static int cpuFor(int memory) {
    return MEMORY.entrySet().stream()
        .filter(size -> size.getValue().contains(memory))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElse(256);
  }

  /** The least memory that goes with a CPU size. */
  static int memoryFor(int cpu) {
    return MEMORY.getOrDefault(cpu, List.of(512)).getFirst();
  }

  /** The sizes just below and just above, as {@code 256, 512}. */
  static String nearestCpu(int cpu) {
    return nearest(cpu, List.copyOf(MEMORY.keySet()));
  }

  /** The memory sizes that go with a CPU size, just below and just above. */
  static String nearestMemory(int cpu, int memory) {
    return nearest(memory, MEMORY.getOrDefault(cpu, List.of()));
  }

  private static String nearest(int wanted, List<Integer> sizes) {
    List<String> near = new ArrayList<>();
    sizes.stream().filter(s -> s < wanted).reduce((a, b) -> b).ifPresent(s -> near.add("" + s));
    sizes.stream().filter(s -> s > wanted).findFirst().ifPresent(s -> near.add("" + s));
    return String.join(", ", near);
  }
}
