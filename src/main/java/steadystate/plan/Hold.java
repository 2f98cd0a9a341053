package steadystate.plan;

/** Why a change is not carried out now, and what it waits for. */
public sealed interface Hold {
  /** For people. */
  String reason();

  /** A person has to let it go. */
  record NeedsApproval(String reason) implements Hold {
    @Override
    public String toString() {
      return reason + "; needs an approval";
    }
  }

  /**
   * It goes on by itself as soon as something else has passed.
   *
   * @param person whether that something is a person's to do
   */
  record Waits(String reason, boolean person) implements Hold {
    public Waits(String reason) {
      this(reason, false);
    }

    @Override
    public String toString() {
      return reason;
    }
  }

  /** It was applied as it is wished today and taken back; only another wish sets it going. */
  record TakenBack(String reason) implements Hold {
    @Override
    public String toString() {
      return "this content was applied and did not hold: " + reason;
    }
  }

  /** The word in JSON. */
  default String word() {
    return switch (this) {
      case NeedsApproval needed -> "approval";
      case Waits waits -> "waiting";
      case TakenBack back -> "taken-back";
    };
  }
}
