package steadystate.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import steadystate.environment.Environment;
import steadystate.lab.Lab;
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
}
