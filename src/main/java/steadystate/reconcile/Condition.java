package steadystate.reconcile;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One thing that is true of an environment, false, or unknown.
 *
 * @param reason one word in CamelCase, never empty
 * @param message for people; may be empty
 * @param observedGeneration the spec that this was said about
 * @param lastTransitionTime when the status last became another one
 */
public record Condition(
    Type type,
    Truth status,
    String reason,
    String message,
    long observedGeneration,
    Instant lastTransitionTime) {
  public Condition {
    if (reason.isEmpty()) {
      throw new IllegalArgumentException("a condition needs a reason: " + type);
    }
  }

  /** What can be said of an environment. */
  public enum Type {
    READY("Ready"),
    RECONCILING("Reconciling"),
    STALLED("Stalled"),
    DRIFTED("Drifted"),
    HELD("Held"),
    ASLEEP("Asleep");

    private final String word;

    Type(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Kubernetes' three values. */
  public enum Truth {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String word;

    Truth(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }

    static Truth of(boolean yes) {
      return yes ? TRUE : FALSE;
    }
  }

  /** A condition without its history. */
  record Verdict(Type type, Truth status, String reason, String message) {}

  /** The conditions after new verdicts; a time moves only where a status does. */
  static List<Condition> after(
      List<Condition> before, List<Verdict> verdicts, long generation, Instant now) {
    Map<Type, Condition> known = new LinkedHashMap<>();
    before.forEach(condition -> known.put(condition.type(), condition));
    return verdicts.stream()
        .map(verdict -> {
          Instant since =
              Optional.ofNullable(known.get(verdict.type()))
                  .filter(condition -> condition.status() == verdict.status())
                  .map(Condition::lastTransitionTime)
                  .orElse(now);
          return new Condition(
              verdict.type(),
              verdict.status(),
              verdict.reason(),
              verdict.message(),
              generation,
              since);
        })
        .toList();
  }
}
