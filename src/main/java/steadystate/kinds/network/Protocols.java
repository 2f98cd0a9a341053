package steadystate.kinds.network;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** IP protocols as security groups know them: one name for each, and what may follow it. */
public final class Protocols {
  static final String ALL = "all";

  private static final Map<Integer, String> NAMES =
      Map.of(
          1, "icmp", 2, "igmp", 6, "tcp", 17, "udp", 47, "gre", 50, "esp", 51, "ah", 58, "icmpv6",
          132, "sctp");

  private static final Set<String> WITH_PORTS = Set.of("tcp", "udp");
  private static final Set<String> WITH_TYPES = Set.of("icmp", "icmpv6");

  private Protocols() {}

  /** The one name: {@code 6}, {@code TCP} and {@code tcp} are {@code tcp}; -1 is {@code all}. */
  public static String canonical(String written) {
    String text = written.trim().toLowerCase(Locale.ROOT);
    if (text.equals("-1") || text.equals(ALL)) {
      return ALL;
    }
    if (text.equals("icmp6") || text.equals("ipv6-icmp")) {
      return "icmpv6";
    }
    return number(text).map(n -> NAMES.getOrDefault(n, String.valueOf(n))).orElse(text);
  }

  /** Whether a canonical name is one that AWS takes. */
  public static boolean isKnown(String canonical) {
    return canonical.equals(ALL)
        || NAMES.containsValue(canonical)
        || number(canonical).filter(n -> n <= 255).isPresent();
  }

  static boolean hasPorts(String canonical) {
    return WITH_PORTS.contains(canonical);
  }

  static boolean hasTypes(String canonical) {
    return WITH_TYPES.contains(canonical);
  }

  /** What requests carry: EC2 takes four names, and numbers for the rest. */
  static String wire(String canonical) {
    if (canonical.equals(ALL)) {
      return "-1";
    }
    if (hasPorts(canonical) || hasTypes(canonical)) {
      return canonical;
    }
    return NAMES.entrySet().stream()
        .filter(entry -> entry.getValue().equals(canonical))
        .map(entry -> String.valueOf(entry.getKey()))
        .findFirst()
        .orElse(canonical);
  }

  private static Optional<Integer> number(String text) {
    return text.matches("\\d{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }
}
