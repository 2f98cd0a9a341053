package steadystate.news;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import steadystate.reconcile.Condition;
import steadystate.reconcile.Condition.Truth;
import steadystate.reconcile.EnvironmentStatus;

/** What is news about conditions that were others before. Pure. */
final class Turnings {
  private Turnings() {}

  /**
   * @param before as last seen; empty at first, when nobody wants to hear that all is well
   */
  static List<News> between(List<Condition> before, EnvironmentStatus now, Instant at) {
    List<News> news = new ArrayList<>();
    for (Condition condition : now.conditions()) {
      Optional<Condition> old =
          before.stream().filter(one -> one.type() == condition.type()).findFirst();
      String event = event(condition, old);
      if (!event.isEmpty() && !old.map(one -> isSame(one, condition)).orElse(false)) {
        news.add(
            new News(at, now.name(), event, condition.reason(), condition.message(), now.commit()));
      }
    }
    return news;
  }

  /** Messages tell times and counts, so they make news only where they name what is at stake. */
  private static boolean isSame(Condition one, Condition other) {
    boolean named =
        switch (other.type()) {
          case DRIFTED, HELD -> true;
          case READY, RECONCILING, STALLED, ASLEEP -> false;
        };
    return one.status() == other.status()
        && one.reason().equals(other.reason())
        && (!named || one.message().equals(other.message()));
  }

  /** Empty for what is no news. */
  private static String event(Condition now, Optional<Condition> before) {
    boolean yes = now.status() == Truth.TRUE;
    boolean other = before.filter(old -> old.status() != now.status()).isPresent();
    return switch (now.type()) {
      case READY -> ready(now, before);
      case DRIFTED -> yes ? "drift" : "";
      case STALLED -> yes ? (now.reason().equals("SpecInvalid") ? "invalid" : "stalled") : "";
      case HELD -> yes ? held(now.reason()) : "";
      case ASLEEP -> other ? (yes ? "asleep" : "awake") : "";
      case RECONCILING -> "";
    };
  }

  private static String ready(Condition now, Optional<Condition> before) {
    return switch (now.status()) {
      case UNKNOWN -> "";
      case TRUE -> before.filter(old -> old.status() == Truth.FALSE).isPresent() ? "steady" : "";
      case FALSE ->
          switch (now.reason()) {
            case "Settling", "Drifted", "Refused", "SpecInvalid", "OtherReplica" -> "";
            case "Pending" -> "pending";
            case "RolledBack" -> "rolledBack";
            default -> "failed";
          };
    };
  }

  private static String held(String reason) {
    return switch (reason) {
      case "NeedsApproval" -> "approvalNeeded";
      case "AwaitsPerson" -> "personNeeded";
      // Ready says the same, or the other replica does.
      case "RolledBack", "OtherReplica", "NoLease" -> "";
      default -> "held";
    };
  }
}
