package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Because;
import steadystate.resource.ResourceId;
import steadystate.resource.Value;

/** Databases in the mode cost-save. */
class LeanDatabaseTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String SHOP =
      """
      databases:
        main:
          engine: postgres
          engineVersion: "16"
          dbInstanceClass: db.t4g.micro
          allocatedStorage: 20
          multiAZ: true
          backupRetentionPeriod: 7
          enablePerformanceInsights: true
          monitoringInterval: 60
          monitoringRoleArn: arn:aws:iam::123456789012:role/monitoring
      """;

  private static final String LEAN = "mode: cost-save\n" + SHOP;

  /** The lab begins on a Monday, 10:00 in UTC. */
  private static final String OFFICE =
      "mode: cost-save\n"
          + "costSave: {freeTier: off, awake: {timezone: UTC, windows: [\"Mon-Fri"
          + " 09:00-20:00\"]}}\n"
          + SHOP;

  private final Lab lab = Lab.inMemory();
  private final RdsClient rds = lab.byHand(RdsClient.class);

  private String status() {
    return rds.describeDBInstances().dbInstances().getFirst().dbInstanceStatus();
  }

  /** The writes of an apply, but for the tag that says which content was applied. */
  private List<String> writes(String yaml) {
    int before = lab.sandbox().recording().writes().size();
    lab.restarted();
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    return lab.sandbox().recording().writes().stream()
        .skip(before)
        .map(call -> call.operation())
        .filter(operation -> !operation.equals("AddTagsToResource"))
        .toList();
  }

  @Test
  void a_database_in_its_cheapest_form_says_why_at_each_value() {
    Value.Entries model =
        lab.environment(LEAN).find(ResourceId.parse("database/main")).orElseThrow().model();

    assertThat(model.toString())
        .contains("multiAZ=false", "backupRetentionPeriod=1", "enablePerformanceInsights=false")
        .contains("monitoringInterval=0")
        .doesNotContain("monitoringRoleArn");
    for (String member :
        List.of(
            "multiAZ",
            "backupRetentionPeriod",
            "enablePerformanceInsights",
            "monitoringInterval")) {
      assertThat(model.get(member).orElseThrow().origin().because())
          .as(member)
          .isEqualTo(Because.MODE);
    }
  }

  @Test
  void the_effect_has_a_key_that_switches_it_off() {
    String kept = LEAN.replace("cost-save\n", "cost-save\ncostSave: {databases: keep}\n");

    assertThat(lab.environment(kept).find(ResourceId.parse("database/main")).orElseThrow().model())
        .isEqualTo(
            lab.environment(SHOP).find(ResourceId.parse("database/main")).orElseThrow().model());
  }

  @Test
  void going_there_and_back_ends_where_it_began_and_makes_no_twin() {
    assertThat(lab.apply(SHOP).outcome()).isEqualTo(STEADY);
    for (int i = 0; i < 2; i++) {
      assertThat(writes(LEAN)).contains("ModifyDbInstance");
      assertThat(lab.differences(LEAN)).isEmpty();
      assertThat(writes(SHOP)).contains("ModifyDbInstance");
      assertThat(lab.differences(SHOP)).isEmpty();
    }
    assertThat(rds.describeDBInstances().dbInstances()).hasSize(1);
    assertThat(rds.describeDBInstances().dbInstances().getFirst().multiAZ()).isTrue();
  }

  @Test
  void it_sleeps_at_night_and_runs_by_day() {
    assertThat(lab.apply(OFFICE).outcome()).isEqualTo(STEADY);
    assertThat(status()).isEqualTo("available");

    lab.clock().advance(Duration.ofHours(11));
    assertThat(writes(OFFICE)).containsExactly("StopDbInstance");
    assertThat(status()).isEqualTo("stopped");
    assertThat(writes(OFFICE)).isEmpty();

    lab.clock().advance(Duration.ofHours(13));
    assertThat(writes(OFFICE)).containsExactly("StartDbInstance");
    assertThat(status()).isEqualTo("available");
    assertThat(writes(OFFICE)).isEmpty();
  }

  @Test
  void when_aws_wakes_it_after_a_week_it_is_stopped_once() {
    assertThat(lab.apply(OFFICE).outcome()).isEqualTo(STEADY);
    lab.clock().advance(Duration.ofHours(11));
    String holidays = OFFICE.replace("\"Mon-Fri 09:00-20:00\"", "\"2026-12-01 09:00-10:00\"");
    assertThat(writes(holidays)).containsExactly("StopDbInstance");
    lab.clock().advance(Duration.ofDays(7).plusHours(1));
    assertThat(status()).isEqualTo("available");

    assertThat(writes(holidays)).containsExactly("StopDbInstance");

    lab.clock().advance(Duration.ofDays(2));
    assertThat(writes(holidays)).isEmpty();
    assertThat(status()).isEqualTo("stopped");
  }

  @Test
  void a_state_that_somebody_wrote_stays() {
    assertThat(lab.apply(OFFICE).outcome()).isEqualTo(STEADY);
    lab.clock().advance(Duration.ofHours(11));

    assertThat(writes(OFFICE + "    state: started\n")).isEmpty();
    assertThat(status()).isEqualTo("available");
  }

  @Test
  void a_change_at_night_waits_for_the_morning() {
    assertThat(lab.apply(OFFICE).outcome()).isEqualTo(STEADY);
    lab.clock().advance(Duration.ofHours(11));
    writes(OFFICE);
    String bigger = OFFICE.replace("t4g.micro", "t4g.small");

    assertThat(writes(bigger)).isEmpty();
    assertThat(lab.look(bigger).plan().notes()).anyMatch(note -> note.about().equals("later"));
    lab.clock().advance(Duration.ofHours(13));

    assertThat(writes(bigger)).contains("StartDbInstance", "ModifyDbInstance");
    assertThat(lab.differences(bigger)).isEmpty();
  }
}
