package steadystate.sandbox.elb;

import java.util.List;
import java.util.function.Predicate;

/**
 * One attribute of a load balancer, a target group or a listener.
 *
 * @param standard its value until somebody changes it
 */
record ElbAttribute(String key, String standard, Predicate<String> allows) {

  static ElbAttribute text(String key, String standard) {
    return new ElbAttribute(key, standard, any -> true);
  }

  static ElbAttribute flag(String key, boolean standard) {
    return oneOf(key, Boolean.toString(standard), "true", "false");
  }

  static ElbAttribute oneOf(String key, String standard, String... values) {
    return new ElbAttribute(key, standard, List.of(values)::contains);
  }

  static ElbAttribute number(String key, int standard, int least, int most) {
    return new ElbAttribute(
        key, Integer.toString(standard), value -> isBetween(value, least, most));
  }

  /** A number, or the word {@code off}. */
  static ElbAttribute numberOrOff(String key, String standard, int most) {
    return new ElbAttribute(
        key, standard, value -> value.equals("off") || isBetween(value, 1, most));
  }

  private static boolean isBetween(String value, int least, int most) {
    return value.matches("\\d{1,9}")
        && Integer.parseInt(value) >= least
        && Integer.parseInt(value) <= most;
  }
}
