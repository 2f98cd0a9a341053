package steadystate.sandbox.ecs;

import java.util.Map;
import java.util.function.IntPredicate;

/** Which task sizes Fargate has: CPU units, and the MiB of memory that go with them. */
final class FargateSizes {
  private static final Map<Integer, IntPredicate> MEMORY =
      Map.of(
          256, memory -> memory == 512 || memory == 1024 || memory == 2048,
          512, memory -> gigabytes(memory, 1, 4, 1),
          1024, memory -> gigabytes(memory, 2, 8, 1),
          2048, memory -> gigabytes(memory, 4, 16, 1),
          4096, memory -> gigabytes(memory, 8, 30, 1),
          8192, memory -> gigabytes(memory, 16, 60, 4),
          16384, memory -> gigabytes(memory, 32, 120, 8));

  private FargateSizes() {}

  static boolean has(int cpu, int memory) {
    return MEMORY.getOrDefault(cpu, any -> false).test(memory);
  }

  private static boolean gigabytes(int memory, int least, int most, int step) {
    int size = memory / 1024;
    return memory % 1024 == 0 && size >= least && size <= most && (size - least) % step == 0;
  }
}
