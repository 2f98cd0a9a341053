package steadystate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
import steadystate.observe.AccountPlan;
import steadystate.observe.AccountPlan.Offer;
import steadystate.plan.Refusal;
import steadystate.plan.Warning;

class FreeTierRuleTest {
  private static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

  private static final String FREE =
      """
      databases:
        main:
          engine: postgres
          engineVersion: "16"
          dbInstanceClass: db.t4g.micro
          allocatedStorage: 20
          storageType: gp3
          masterUsername: shop
          manageMasterUserPassword: true
      """;

  private static Verdict judged(String yaml) {
    Environment environment = Lab.inMemory().environment(yaml);
    return Judgement.of(environment, Set.of(), NOW);
  }

  private static List<String> refused(String spec) {
    Verdict verdict = judged("mode: cost-save\n" + spec);
    assertThat(verdict.refusals())
        .extracting(Refusal::rule)
        .allMatch("cost-save/free-tier"::equals);
    return verdict.refusals().stream().map(Refusal::message).toList();
  }

  @Test
  void the_smallest_database_passes() {
    assertThat(refused(FREE)).isEmpty();
  }

  @Test
  void a_class_outside_of_it_is_refused_with_the_one_to_write() {
    assertThat(refused(FREE.replace("db.t4g.micro", "db.t4g.small")))
        .containsExactly(
            "db.t4g.small is not in the free tier; write `dbInstanceClass: db.t4g.micro`");
  }

  @Test
  void more_storage_or_dearer_storage_is_refused() {
    assertThat(refused(FREE.replace("allocatedStorage: 20", "allocatedStorage: 21")))
        .containsExactly("the free tier has 20 GiB for a database; write `allocatedStorage: 20`");
    assertThat(refused(FREE.replace("gp3", "io1\\n    iops: 1000".translateEscapes())))
        .contains("io1 is not in the free tier; write `storageType: gp3`");
  }

  @Test
  void a_second_zone_is_refused_where_cost_save_keeps_it() {
    String two = FREE.replace("storageType: gp3", "multiAZ: true");
    assertThat(refused(two)).isEmpty();
    assertThat(refused("costSave: {databases: keep}\n" + two))
        .containsExactly("a second zone is not in the free tier; write `multiAZ: false`");
  }

  @Test
  void two_databases_need_more_hours_than_a_month_has_for_them_unless_they_sleep() {
    String two = FREE + FREE.substring(FREE.indexOf("  main")).replace("main", "other");
    assertThat(refused(two))
        .singleElement()
        .asString()
        .startsWith("the free tier has 750 h a month for all of a kind together, and 2 run here");
    // 261 days of 11 h are 239 h a month: twice that is 479
    assertThat(
            refused(
                "costSave: {awake: {timezone: UTC, windows: [\"Mon-Fri 09:00-20:00\"]}}\n" + two))
        .isEmpty();
  }

  @Test
  void warn_only_speaks_and_off_and_other_modes_say_nothing() {
    String large = FREE.replace("db.t4g.micro", "db.m7g.large");
    Verdict warned = judged("mode: cost-save\ncostSave: {freeTier: warn}\n" + large);
    assertThat(warned.refusals()).isEmpty();
    assertThat(warned.warnings())
        .singleElement()
        .extracting(Warning::rule)
        .isEqualTo("cost-save/free-tier");
    assertThat(judged("mode: cost-save\ncostSave: {freeTier: off}\n" + large))
        .isEqualTo(Verdict.NONE);
    assertThat(judged("mode: standard\n" + large)).isEqualTo(Verdict.NONE);
  }

  @Test
  void an_instance_is_free_in_every_offer_of_the_day_or_refused() {
    String box = "instances: {box: {imageId: ami-0123456789abcdef0, instanceType: TYPE}}\n";
    String small = "mode: cost-save\n" + box.replace("TYPE", "t4g.small");

    assertThat(refused(box.replace("TYPE", "t3.micro"))).isEmpty();
    assertThat(refused(box.replace("TYPE", "t4g.small"))).as("credits hold it").isEmpty();
    assertThat(refused(box.replace("TYPE", "m7i.large")))
        .containsExactly("m7i.large is not in the free tier; write `instanceType: t3.micro`");
    assertThat(
            Judgement.of(
                    Lab.inMemory().environment(small),
                    Set.of(),
                    Instant.parse("2026-07-01T00:00:00Z"))
                .refusals())
        .as("while accounts with twelve months were about, in which it is not")
        .hasSize(1);
  }

  private static AccountPlan.Told account(String type, String credits, String until, Offer offer) {
    return new AccountPlan.Told(
        type,
        "ACTIVE",
        Optional.of(credits).filter(text -> !text.isEmpty()).map(BigDecimal::new),
        Optional.of(until).filter(text -> !text.isEmpty()).map(Instant::parse),
        offer);
  }

  private static List<String> refused(String spec, AccountPlan account, Instant now) {
    Environment environment = Lab.inMemory().environment("mode: cost-save\n" + spec);
    return FreeTierRule.of(environment, account, now).refusals().stream()
        .map(Refusal::message)
        .toList();
  }

  @Test
  void an_account_is_measured_by_its_own_offer_where_aws_tells_it() {
    Instant both = Instant.parse("2026-07-01T00:00:00Z");
    String box = "instances: {box: {imageId: ami-0123456789abcdef0, instanceType: TYPE}}\n";
    AccountPlan young = account("FREE", "87.5", "2026-12-31T00:00:00Z", Offer.CREDITS);
    AccountPlan old = account("PAID", "", "", Offer.TWELVE_MONTHS);
    AccountPlan unclear = account("PAID", "", "", Offer.UNKNOWN);

    assertThat(refused(box.replace("TYPE", "t4g.small"), young, both)).isEmpty();
    assertThat(refused(box.replace("TYPE", "t2.micro"), young, both)).hasSize(1);
    assertThat(refused(box.replace("TYPE", "t2.micro"), old, both)).isEmpty();
    assertThat(refused(box.replace("TYPE", "t4g.small"), old, both)).hasSize(1);
    for (AccountPlan unknown : List.of(unclear, AccountPlan.UNASKED)) {
      assertThat(refused(box.replace("TYPE", "t3.micro"), unknown, both)).isEmpty();
      assertThat(refused(box.replace("TYPE", "t4g.small"), unknown, both)).hasSize(1);
      assertThat(refused(box.replace("TYPE", "t2.micro"), unknown, both)).hasSize(1);
    }
  }

  @Test
  void twelve_months_that_are_over_leave_the_terms_of_today() {
    AccountPlan old = account("PAID", "", "", Offer.TWELVE_MONTHS);

    assertThat(refused(FREE, old, NOW)).isEmpty();
    assertThat(refused(FREE.replace("db.t4g.micro", "db.t4g.small"), old, NOW)).hasSize(1);
  }

  @Test
  void on_a_free_plan_that_has_ended_nothing_is_free() {
    AccountPlan over = account("FREE", "20", "2026-11-02T10:00:00Z", Offer.CREDITS);
    AccountPlan spent = account("FREE", "0", "2027-01-01T00:00:00Z", Offer.CREDITS);
    AccountPlan lasting = account("FREE", "0.01", "2026-11-02T10:00:01Z", Offer.CREDITS);
    AccountPlan expired =
        new AccountPlan.Told("FREE", "EXPIRED", Optional.empty(), Optional.empty(), Offer.CREDITS);

    assertThat(refused(FREE, over, NOW))
        .containsExactly(
            "the free plan of this account has ended on 2026-11-02, so nothing is free; upgrade the"
                + " account, or write `costSave: {freeTier: off}`");
    assertThat(refused(FREE, spent, NOW)).singleElement().asString().contains("no credits left");
    assertThat(refused(FREE, expired, NOW)).singleElement().asString().contains("has ended, so");
    assertThat(refused(FREE, lasting, NOW)).isEmpty();
    assertThat(refused(FREE, account("PAID", "0", "", Offer.CREDITS), NOW))
        .as("a paid account goes on, in the same sizes")
        .isEmpty();
  }

  @Test
  void a_plan_says_how_the_account_stands() {
    assertThat(words(account("FREE", "87.5", "2026-12-31T00:00:00Z", Offer.CREDITS)))
        .isEqualTo("the account is on the free plan until 2026-12-31; $87.50 of credits are left");
    assertThat(words(account("PAID", "12", "", Offer.CREDITS)))
        .isEqualTo(
            "the account is on the paid plan; $12.00 of credits are left, and what they do not"
                + " cover is billed");
    assertThat(words(account("PAID", "", "", Offer.TWELVE_MONTHS)))
        .isEqualTo("the account is on the paid plan; it has no credits, and all of this is billed");
    assertThat(words(new AccountPlan.Untold("freetier:GetAccountPlanState: AccessDenied")))
        .isEqualTo(
            "AWS did not tell this account's plan, so the terms were taken that every account has:"
                + " freetier:GetAccountPlanState: AccessDenied");
  }

  private static String words(AccountPlan account) {
    return FreeTierRule.note(Lab.inMemory().environment(FREE), account, NOW).message();
  }
}
