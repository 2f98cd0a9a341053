package steadystate.observe;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/** What AWS's Free Tier API says of an account. */
public sealed interface AccountPlan {
  /** Nobody asked: what can be told without AWS. */
  AccountPlan UNASKED = new Untold("nobody asked AWS");

  /**
   * AWS told.
   *
   * @param type {@code FREE} or {@code PAID}
   * @param status {@code NOT_STARTED}, {@code ACTIVE} or {@code EXPIRED}
   * @param credits dollars that are left; empty where AWS names none
   * @param expires when the plan ends; empty for one that does not
   */
  record Told(
      String type,
      String status,
      Optional<BigDecimal> credits,
      Optional<Instant> expires,
      Offer offer)
      implements AccountPlan {

    public boolean isFree() {
      return type.equals("FREE");
    }

    /** Whether the account is on the free plan, and it holds no longer. */
    public boolean hasEnded(Instant now) {
      boolean over = expires.filter(end -> !end.isAfter(now)).isPresent();
      boolean spent = credits.filter(left -> left.signum() <= 0).isPresent();
      return isFree() && (status.equals("EXPIRED") || over || spent);
    }
  }

  /**
   * It did not, or was not asked.
   *
   * @param reason AWS's words
   */
  record Untold(String reason) implements AccountPlan {}

  /** What is free of charge in an account. */
  enum Offer {
    /** For accounts made before 2025-07-15. */
    TWELVE_MONTHS,
    /** For those made since. */
    CREDITS,
    UNKNOWN
  }
}
