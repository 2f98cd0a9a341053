package steadystate.aws;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.freetier.FreeTierClient;
import software.amazon.awssdk.services.freetier.model.AccountPlanType;
import software.amazon.awssdk.services.freetier.model.GetAccountPlanStateResponse;
import software.amazon.awssdk.services.freetier.model.MonetaryAmount;
import steadystate.failure.FailureException;
import steadystate.observe.AccountPlan;
import steadystate.observe.AccountPlan.Offer;

/**
 * AWS's Free Tier API, asked now and then: the plan of an account changes in months. It takes
 * {@code freetier:GetAccountPlanState} and {@code freetier:GetFreeTierUsage}.
 */
final class FreeTierApi {
  /** It answers in one region only, for all of them. */
  static final String REGION = "us-east-1";

  private static final Duration TOLD = Duration.ofHours(1);
  private static final Duration UNTOLD = Duration.ofMinutes(10);

  private final GuardedAccess access;
  private Instant until = Instant.MIN;
  private AccountPlan known = AccountPlan.UNASKED;

  FreeTierApi(GuardedAccess access) {
    this.access = access;
  }

  /** An answer of the last hour; one that AWS refused is asked for again after ten minutes. */
  synchronized AccountPlan plan(Instant now) {
    if (now.isBefore(until)) {
      return known;
    }
    known = ask();
    until = now.plus(known instanceof AccountPlan.Told ? TOLD : UNTOLD);
    return known;
  }

  private AccountPlan ask() {
    try {
      FreeTierClient client = access.client(FreeTierClient.class, REGION);
      GetAccountPlanStateResponse state = client.getAccountPlanState(request -> {});
      return new AccountPlan.Told(
          Objects.requireNonNullElse(state.accountPlanTypeAsString(), ""),
          Objects.requireNonNullElse(state.accountPlanStatusAsString(), ""),
          Optional.ofNullable(state.accountPlanRemainingCredits())
              .map(MonetaryAmount::amount)
              .map(BigDecimal::valueOf),
          Optional.ofNullable(state.accountPlanExpirationDate()),
          state.accountPlanType() == AccountPlanType.FREE ? Offer.CREDITS : offer(client));
    } catch (FailureException failed) {
      return new AccountPlan.Untold(failed.failure().message());
    } catch (UnsupportedOperationException nowhere) {
      return new AccountPlan.Untold("this AWS has no Free Tier API");
    }
  }

  /** A paid account may be of either age: offers of twelve months are listed for the old alone. */
  private static Offer offer(FreeTierClient client) {
    try {
      boolean old =
          client.getFreeTierUsagePaginator(request -> {}).freeTierUsages().stream()
              .map(usage -> Objects.requireNonNullElse(usage.freeTierType(), ""))
              .anyMatch(type -> type.startsWith("12 Months"));
      return old ? Offer.TWELVE_MONTHS : Offer.CREDITS;
    } catch (FailureException failed) {
      return Offer.UNKNOWN;
    }
  }
}
