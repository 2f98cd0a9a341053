package steadystate.kinds.ecs;

import java.math.BigDecimal;
import java.util.Locale;

/** The sizes of a task as ECS stores them: CPU units and MiB. */
final class TaskSize {
  private TaskSize() {}

  /** {@code 256}, {@code 0.25 vCPU} and {@code .25vcpu} are {@code 256}. */
  static String cpu(String text) {
    return units(text, "vcpu");
  }

  /** {@code 1024}, {@code 1 GB} and {@code 1gb} are {@code 1024}. */
  static String memory(String text) {
    return units(text, "gb");
  }

  /** What cannot be read stays as it is, for AWS or a check to refuse. */
  private static String units(String text, String unit) {
    String plain = text.toLowerCase(Locale.ROOT).replace(" ", "");
    try {
      if (plain.endsWith(unit)) {
        BigDecimal whole = new BigDecimal(plain.substring(0, plain.length() - unit.length()));
        return whole.multiply(BigDecimal.valueOf(1024)).toBigIntegerExact().toString();
      }
      return new BigDecimal(plain).toBigIntegerExact().toString();
    } catch (ArithmeticException | NumberFormatException notASize) {
      return text;
    }
  }
}
