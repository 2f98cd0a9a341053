package steadystate.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import steadystate.cost.Amounts;
import steadystate.observe.AccountPlan;
import steadystate.observe.AccountPlan.Told;

/** What AWS says of an account's free tier, in words. */
final class FreeTierWords {
  private FreeTierWords() {}

  static String of(AccountPlan account, Instant now) {
    return switch (account) {
      case AccountPlan.Untold(String reason) ->
          "AWS did not tell this account's plan, so the terms were taken that every account has: "
              + reason;
      case Told told when told.hasEnded(now) -> ended(told, now);
      case Told told when told.isFree() ->
          "the account is on the free plan"
              + until(told)
              + credits(told).map(left -> "; " + left + " of credits are left").orElse("");
      case Told told ->
          "the account is on the paid plan; "
              + credits(told)
                  .filter(left -> told.credits().get().signum() > 0)
                  .map(left -> left + " of credits are left, and what they do not cover is billed")
                  .orElse("it has no credits, and all of this is billed");
    };
  }

  /** Why nothing is free any more, and what to do about it. */
  static String ended(Told told, Instant now) {
    boolean over = told.expires().filter(end -> !end.isAfter(now)).isPresent();
    return "the free plan of this account "
        + (over || told.status().equals("EXPIRED") ? "has ended" + on(told) : "has no credits left")
        + ", so nothing is free; upgrade the account, or write `costSave: {freeTier: off}`";
  }

  private static String on(Told told) {
    return told.expires().map(end -> " on " + day(end)).orElse("");
  }

  private static String until(Told told) {
    return told.expires().map(end -> " until " + day(end)).orElse("");
  }

  private static Optional<String> credits(Told told) {
    return told.credits().map(Amounts::dollars);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }
}
