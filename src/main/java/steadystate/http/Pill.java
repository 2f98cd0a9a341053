package steadystate.http;

import steadystate.drift.Status;
import steadystate.reconcile.Badges;
import steadystate.reconcile.Condition;
import steadystate.resource.Health;

/**
 * A word with a colour.
 *
 * @param tone {@code good}, {@code busy}, {@code warn}, {@code bad} or {@code quiet}
 */
public record Pill(String word, String tone) {

  static Pill of(Badges.Sync sync) {
    return switch (sync) {
      case IN_SYNC -> new Pill("In sync", "good");
      case DRIFTED -> new Pill("Drifted", "warn");
      case PENDING -> new Pill("Pending", "busy");
      case UNKNOWN -> new Pill("Unknown", "quiet");
    };
  }

  static Pill of(Badges.Health health) {
    return switch (health) {
      case HEALTHY -> new Pill("Healthy", "good");
      case PROGRESSING -> new Pill("Progressing", "busy");
      case DEGRADED -> new Pill("Degraded", "bad");
      case UNKNOWN -> new Pill("Unknown", "quiet");
    };
  }

  static Pill of(Status status) {
    return switch (status) {
      case IN_SYNC -> new Pill("In sync", "good");
      case DRIFTED -> new Pill("Drifted", "warn");
      case PENDING -> new Pill("Pending", "busy");
      case MISSING -> new Pill("Missing", "bad");
      case EXTRA -> new Pill("Extra", "warn");
      case CONFLICT -> new Pill("Conflict", "bad");
      case UNKNOWN -> new Pill("Unknown", "quiet");
    };
  }

  static Pill of(Health health) {
    return switch (health) {
      case Health.Ready ready -> new Pill("Ready", "good");
      case Health.Settling settling -> new Pill("Settling", "busy");
      case Health.Leaving leaving -> new Pill("Leaving", "busy");
      case Health.Broken broken -> new Pill("Broken", "bad");
      case Health.Awaiting awaiting -> new Pill("Pending", "warn");
    };
  }

  /** For most conditions true is the news; for Ready it is the rest. */
  static Pill of(Condition condition) {
    boolean wished = condition.type() == Condition.Type.READY;
    return switch (condition.status()) {
      case TRUE -> new Pill("True", wished ? "good" : tone(condition.type()));
      case FALSE -> new Pill("False", wished ? "warn" : "quiet");
      case UNKNOWN -> new Pill("Unknown", "quiet");
    };
  }

  private static String tone(Condition.Type type) {
    return switch (type) {
      case READY -> "good";
      case RECONCILING, ASLEEP -> "busy";
      case STALLED -> "bad";
      case DRIFTED, HELD -> "warn";
    };
  }
}
