package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import steadystate.drift.Status;
import steadystate.reconcile.pass.Receipt;
import steadystate.resource.Owner;

/** What every kind must show, for databases. */
class DatabasesTest {
  private static final Receipt.Outcome STEADY = new Receipt.Outcome.Steady();

  private static final String SHOP =
      """
      securityGroups:
        database: {}
      databases:
        main:
          engine: postgres
          engineVersion: "16.8"
          dbInstanceClass: db.t4g.micro
          allocatedStorage: 20
          backupRetentionPeriod: 3
          preferredMaintenanceWindow: sun:03:00-sun:04:00
          copyTagsToSnapshot: true
          enableCloudwatchLogsExports: [postgresql]
          vpcSecurityGroupIds: [securityGroup/database]
          parameters: {log_min_duration_statement: "500"}
      outputs:
        host: ${database.main.address}
      """;

  private final Lab lab = Lab.inMemory();
  private final RdsClient rds = lab.byHand(RdsClient.class);

  private DBInstance instance() {
    List<DBInstance> all = rds.describeDBInstances().dbInstances();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private void steady(String yaml) {
    assertThat(lab.apply(yaml).outcome()).isEqualTo(STEADY);
    lab.restarted();
    assertThat(lab.differences(yaml)).isEmpty();
  }

  @Test
  void hands_change_six_things_and_exactly_they_are_healed() {
    steady(SHOP);
    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("dev-main")
            .dbInstanceClass("db.t4g.large")
            .backupRetentionPeriod(1)
            .preferredMaintenanceWindow("mon:03:00-mon:04:00")
            .copyTagsToSnapshot(false)
            .cloudwatchLogsExportConfiguration(c -> c.disableLogTypes("postgresql"))
            .applyImmediately(true));
    rds.removeTagsFromResource(
        r -> r.resourceName(instance().dbInstanceArn()).tagKeys(Owner.ENVIRONMENT));
    lab.clock().advance(Duration.ofHours(1));

    assertThat(lab.differences(SHOP))
        .containsExactlyInAnyOrder(
            "database/main dbInstanceClass",
            "database/main backupRetentionPeriod",
            "database/main preferredMaintenanceWindow",
            "database/main copyTagsToSnapshot",
            "database/main enableCloudwatchLogsExports[postgresql]",
            "database/main tags[steadystate:environment]");
    assertThat(lab.finding(SHOP, "database/main").status()).isEqualTo(Status.DRIFTED);
    steady(SHOP);
  }

  @Test
  void lost_answers_make_no_twin() {
    for (String operation :
        List.of("CreateDbInstance", "CreateDbSubnetGroup", "CreateDbParameterGroup")) {
      lab.sandbox().conditions().loseAnswers("rds:" + operation, 1);
      lab.apply(SHOP);
    }
    lab.sandbox().conditions().clear();

    steady(SHOP);

    assertThat(instance().dbInstanceIdentifier()).isEqualTo("dev-main");
    assertThat(rds.describeDBSubnetGroups().dbSubnetGroups()).hasSize(1);
    assertThat(rds.describeDBParameterGroups().dbParameterGroups()).hasSize(1);
  }

  @Test
  void one_of_the_name_is_a_conflict_and_is_taken_over_where_that_is_written() {
    rds.createDBInstance(r ->
        r.dbInstanceIdentifier("dev-main")
            .engine("postgres")
            .engineVersion("16.8")
            .dbInstanceClass("db.t4g.micro")
            .allocatedStorage(20)
            .masterUsername("shop")
            .masterUserPassword("a-password-of-theirs"));
    lab.clock().advance(Duration.ofHours(1));
    lab.apply(SHOP);
    assertThat(lab.finding(SHOP, "database/main").status()).isEqualTo(Status.CONFLICT);

    String adopting = SHOP.replace("    engine: ", "    adopt: matching\n    engine: ");
    steady(adopting);

    assertThat(instance().masterUserSecret()).as("their password is left alone").isNull();
    assertThat(instance().storageEncrypted()).isFalse();
  }

  @Test
  void what_waits_for_the_window_is_sent_once_and_told() {
    String patient = SHOP.replace("    engine: ", "    applyImmediately: false\n    engine: ");
    steady(patient);
    String bigger = patient.replace("t4g.micro", "t4g.small");
    assertThat(lab.apply(bigger).outcome()).isEqualTo(STEADY);
    lab.restarted();
    int before = lab.sandbox().recording().writes().size();

    lab.apply(bigger);

    assertThat(lab.sandbox().recording().writes()).hasSize(before);
    assertThat(lab.look(bigger).plan().notes())
        .anyMatch(note ->
            note.message().contains("waits for the maintenance window 2026-03-08T03:00:00Z"));
    assertThat(instance().dbInstanceClass()).isEqualTo("db.t4g.micro");
    lab.clock().advance(Duration.ofDays(7));
    assertThat(instance().dbInstanceClass()).isEqualTo("db.t4g.small");
    steady(bigger);
    assertThat(lab.differences(bigger)).isEmpty();
  }

  @Test
  void a_major_upgrade_takes_a_new_parameter_group_and_leaves_the_old_one() {
    steady(SHOP);

    steady(SHOP.replace("\"16.8\"", "\"17\"\n    allowMajorVersionUpgrade: true"));

    assertThat(instance().engineVersion()).isEqualTo("17.4");
    assertThat(rds.describeDBParameterGroups().dbParameterGroups())
        .extracting(group -> group.dbParameterGroupName())
        .containsExactly("dev-main-postgres17");
  }

  @Test
  void an_environment_without_databases_asks_rds_nothing() {
    lab.apply("securityGroups: {api: {}}\n");

    assertThat(lab.sandbox().recording().byAction().keySet())
        .noneMatch(action -> action.startsWith("rds:"));
  }
}
