package steadystate.kinds;

import java.util.List;
import java.util.Locale;
import steadystate.resource.References;
import steadystate.resource.Value;

/**
 * Names for load balancers and target groups, for which AWS allows 32 letters, digits and hyphens,
 * no hyphen at an edge, and no {@code internal-} in front. Two different wishes never get the same
 * name: one that had to be shortened or changed, or could be read in two ways, ends in a hash.
 */
public final class BoundedName {
  /** The most characters that AWS allows. */
  public static final int LONGEST = 32;

  private static final int HASH = 8;

  private BoundedName() {}

  /**
   * The parts joined by hyphens, or the nearest that AWS accepts. The same parts give the same name
   * at every run.
   *
   * @param parts the environment first, then from the general to the special
   */
  public static String of(String... parts) {
    List<String> all = List.of(parts);
    String joined = String.join("-", all);
    return isAccepted(joined) && readsBack(all) ? joined : hashed(joined, all);
  }

  /** Another name for what shall stand beside a body that holds {@code name} already. */
  public static String beside(String name, Value identity) {
    return cut(name) + "-" + References.hash(identity).substring(0, HASH);
  }

  /** Whether {@code name} is the wished one, or one that {@link #beside} made of it. */
  public static boolean isOf(String name, String wished) {
    return name.equals(wished) || name.matches("\\Q" + cut(wished) + "\\E-[0-9a-f]{" + HASH + "}");
  }

  /** Whether AWS takes the name as it stands. */
  public static boolean isAccepted(String name) {
    return name.length() <= LONGEST
        && name.matches("[A-Za-z0-9](-?[A-Za-z0-9])*")
        && !name.toLowerCase(Locale.ROOT).startsWith("internal-");
  }

  /** The third part of {@code shop-api-public} is clear only while it holds no hyphen itself. */
  private static boolean readsBack(List<String> parts) {
    return parts.size() <= 3
        && parts.stream().noneMatch(String::isEmpty)
        && parts.stream().skip(2).noneMatch(part -> part.contains("-"));
  }

  private static String hashed(String joined, List<String> parts) {
    String allowed =
        joined
            .replaceAll("[^A-Za-z0-9]+", "-")
            .replaceAll("^-", "")
            .replaceAll("^(?i)internal-", "in-");
    String start = cut(allowed.isEmpty() ? "x" : allowed);
    String hash = References.hash(Value.texts(parts)).substring(0, HASH);
    return (start.isEmpty() ? "x" : start) + "-" + hash;
  }

  /** As much of a name as leaves room for a hyphen and a hash. */
  private static String cut(String name) {
    String start = name.substring(0, Math.min(name.length(), LONGEST - HASH - 1));
    return start.replaceAll("-+$", "");
  }
}
