package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.freetier.model.FreeTierUsage;
import software.amazon.awssdk.services.freetier.model.GetAccountPlanStateResponse;
import software.amazon.awssdk.services.freetier.model.GetFreeTierUsageResponse;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.sandbox.Errors;
import steadystate.sandbox.SandboxFreeTier;

/** What AWS says of an account's free tier, from the call to the plan. */
class AccountPlanTest {
  private static final String BOX =
      """
      mode: cost-save
      instances: {box: {imageId: ami-0123456789abcdef0, instanceType: TYPE}}
      """;

  private final Lab lab = Lab.inMemory();

  private Plan plan(String type) {
    return lab.look(BOX.replace("TYPE", type)).plan();
  }

  private static List<String> said(Plan plan) {
    return plan.notes().stream()
        .filter(note -> note.about().equals("account"))
        .map(Note::message)
        .toList();
  }

  private void account(String type, double credits) {
    lab.sandbox()
        .inside(
            "us-east-1",
            scene ->
                scene
                    .table(SandboxFreeTier.PLAN)
                    .put(
                        "plan",
                        GetAccountPlanStateResponse.builder()
                            .accountPlanType(type)
                            .accountPlanStatus("ACTIVE")
                            .accountPlanRemainingCredits(m -> m.amount(credits).unit("USD"))
                            .accountPlanExpirationDate(
                                lab.clock().instant().plus(Duration.ofDays(90)))
                            .build()));
  }

  private void twelveMonths() {
    lab.sandbox()
        .inside(
            "us-east-1",
            scene ->
                scene
                    .table(SandboxFreeTier.USAGE)
                    .put(
                        "usage",
                        GetFreeTierUsageResponse.builder()
                            .freeTierUsages(
                                FreeTierUsage.builder().freeTierType("Always Free").build(),
                                FreeTierUsage.builder().freeTierType("12 Months Free").build())
                            .build()));
  }

  @Test
  void the_free_plan_is_told_with_its_credits_and_its_end() {
    account("FREE", 87.5);

    Plan plan = plan("t4g.small");

    assertThat(said(plan))
        .containsExactly(
            "the account is on the free plan until 2026-05-31; $87.50 of credits are left");
    assertThat(plan.refusals()).as("one of its types, and no twelve months to heed").isEmpty();
    assertThat(lab.calls()).doesNotContainKey("freetier:GetFreeTierUsage");
  }

  @Test
  void a_paid_account_with_offers_of_twelve_months_is_an_old_one() {
    account("PAID", 0);
    twelveMonths();

    assertThat(plan("t2.micro").refusals()).isEmpty();
    assertThat(plan("t4g.small").refusals()).hasSize(1);
  }

  @Test
  void where_aws_does_not_tell_only_what_every_account_has_is_allowed_and_that_is_said() {
    lab.sandbox().conditions().fail("freetier:GetAccountPlanState", Errors::denied);

    assertThat(plan("t3.micro").refusals()).isEmpty();
    assertThat(plan("t4g.small").refusals()).hasSize(1);
    assertThat(plan("t2.micro").refusals()).hasSize(1);
    assertThat(said(plan("t3.micro")))
        .singleElement()
        .asString()
        .startsWith("AWS did not tell this account's plan, so the terms were taken that every")
        .contains("freetier:GetAccountPlanState: AccessDeniedException");
  }

  @Test
  void usage_that_is_not_told_leaves_the_terms_of_every_account() {
    account("PAID", 0);
    lab.sandbox().conditions().fail("freetier:GetFreeTierUsage", Errors::denied);

    assertThat(plan("t3.micro").refusals()).isEmpty();
    assertThat(plan("t4g.small").refusals()).hasSize(1);
  }

  @Test
  void aws_is_asked_once_an_hour_and_sooner_after_it_refused() {
    plan("t3.micro");
    plan("t3.micro");
    assertThat(lab.calls()).containsEntry("freetier:GetAccountPlanState", 1L);
    lab.clock().advance(Duration.ofHours(1));
    lab.sandbox().conditions().fail("freetier:GetAccountPlanState", 1, Errors::denied);
    plan("t3.micro");
    lab.clock().advance(Duration.ofMinutes(10));

    assertThat(said(plan("t3.micro"))).singleElement().asString().contains("paid plan");
    assertThat(lab.calls()).containsEntry("freetier:GetAccountPlanState", 3L);
  }

  @Test
  void an_environment_that_it_does_not_concern_asks_nothing() {
    String box = BOX.replace("TYPE", "t3.micro");
    assertThat(said(lab.look(box.replace("cost-save", "standard")).plan())).isEmpty();
    assertThat(said(lab.look("mode: cost-save\n").plan())).isEmpty();
    assertThat(said(lab.look("costSave: {freeTier: off}\n" + box).plan())).isEmpty();

    assertThat(lab.calls()).doesNotContainKey("freetier:GetAccountPlanState");
  }
}
