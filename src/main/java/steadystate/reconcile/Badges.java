package steadystate.reconcile;

/** The two words that say how an environment is: whether it is as written, and whether it works. */
public record Badges(Sync sync, Health health) {

  /** Whether AWS is as the spec says. */
  public enum Sync {
    IN_SYNC("InSync"),
    /** Somebody changed AWS. */
    DRIFTED("Drifted"),
    /** Somebody changed the spec, and AWS does not follow yet. */
    PENDING("Pending"),
    UNKNOWN("Unknown");

    private final String word;

    Sync(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  /** Whether what lives does its work. */
  public enum Health {
    HEALTHY("Healthy"),
    PROGRESSING("Progressing"),
    DEGRADED("Degraded"),
    UNKNOWN("Unknown");

    private final String word;

    Health(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
