package steadystate.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.rds.model.DeleteDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import steadystate.drift.Status;
import steadystate.plan.Plan;
import steadystate.reconcile.pass.Receipt;
import steadystate.sandbox.Call;
import steadystate.yaml.Problem;

/** Section 6: databases. */
class DatabaseCasesTest {
  private static final String NOTHING = steadystate.lab.Lab.HEAD;

  private final Data data = new Data();

  @Test
  void db01_a_newer_minor_version_that_aws_installed_is_no_drift() {
    String yaml = Data.shop("autoMinorVersionUpgrade: true");
    data.given(yaml);
    data.byItself(db -> db.engineVersion("16.8"));

    data.still(yaml);
  }

  @Test
  void db02_a_major_version_names_every_minor_one() {
    String yaml = Data.edited(Data.shop("autoMinorVersionUpgrade: false"), "\"16.3\"", "\"16\"");
    data.given(yaml);

    assertThat(data.instance().engineVersion()).isEqualTo("16.8");
    data.still(yaml);
  }

  @Test
  void db04_versions_are_compared_as_numbers() {
    String yaml =
        Data.edited(
            Data.shop("autoMinorVersionUpgrade: false"),
            "postgres",
            "mariadb",
            "\"16.3\"",
            "10.11.9");
    data.given(yaml);

    List<Call> calls = data.steady(Data.edited(yaml, "10.11.9", "10.11.10"));

    assertThat(Data.modify(calls).engineVersion()).isEqualTo("10.11.10");
    data.refused(Data.edited(yaml, "10.11.9", "10.11.9"), "never goes back");
  }

  @Test
  void db05_a_major_upgrade_has_to_be_allowed() {
    data.given(Data.SHOP);
    String seventeen = Data.edited(Data.SHOP, "\"16.3\"", "\"17\"");

    data.refused(seventeen, "allowMajorVersionUpgrade: true");

    List<Call> calls = data.steady(seventeen + "    allowMajorVersionUpgrade: true\n");
    assertThat(Data.modify(calls).allowMajorVersionUpgrade()).isTrue();
    assertThat(data.instance().engineVersion()).isEqualTo("17.4");
  }

  @Test
  void db07_size_and_bound_travel_in_one_call() {
    data.given(Data.SHOP);

    List<Call> calls =
        data.steady(
            Data.edited(Data.shop("maxAllocatedStorage: 100"), "Storage: 35", "Storage: 50"));

    ModifyDbInstanceRequest modify = Data.modify(calls);
    assertThat(modify.allocatedStorage()).isEqualTo(50);
    assertThat(modify.maxAllocatedStorage()).isEqualTo(100);
  }

  @Test
  void db07_what_autoscaling_grew_is_no_drift() {
    String yaml = Data.shop("maxAllocatedStorage: 100");
    data.given(yaml);
    data.byItself(db -> db.allocatedStorage(60));

    data.still(yaml);
  }

  @Test
  void db08_storage_grows_by_ten_percent_or_not_at_all() {
    data.given(Data.SHOP);

    data.refused(Data.edited(Data.SHOP, "Storage: 35", "Storage: 36"), "write 39 or more");
    data.refused(Data.edited(Data.SHOP, "Storage: 35", "Storage: 20"), "storage only grows");
  }

  @Test
  void db10_storage_rests_six_hours_and_the_class_does_not_wait_for_it() {
    data.given(Data.SHOP);
    String fifty = Data.edited(Data.SHOP, "Storage: 35", "Storage: 50");
    assertThat(data.lab.apply(fifty).outcome()).isEqualTo(Data.STEADY);
    data.lab.clock().advance(Duration.ofHours(2));
    String more = Data.edited(fifty, "Storage: 50", "Storage: 70", "t4g.micro", "t4g.small");

    List<Call> calls =
        data.written(() -> assertThat(data.lab.apply(more).outcome()).isEqualTo(Data.STEADY));

    assertThat(Data.modify(calls).allocatedStorage()).isNull();
    assertThat(Data.modify(calls).dbInstanceClass()).isEqualTo("db.t4g.small");
    assertThat(data.notes(more, "later"))
        .singleElement()
        .asString()
        .contains("allocatedStorage", "six hours");
    data.lab.clock().advance(Duration.ofHours(4));
    assertThat(Data.modify(data.steady(more)).allocatedStorage()).isEqualTo(70);
  }

  @Test
  void db10_while_aws_optimises_storage_waits() {
    data.given(Data.SHOP);
    data.lab.sandbox().nature().optimizing(Duration.ofHours(9));
    String fifty = Data.edited(Data.SHOP, "Storage: 35", "Storage: 50");
    data.lab.pass(fifty);
    data.lab.clock().advance(Duration.ofHours(7));
    assertThat(data.instance().dbInstanceStatus()).isEqualTo("storage-optimization");
    String more = Data.edited(fifty, "Storage: 50", "Storage: 70", "t4g.micro", "t4g.small");

    List<Call> calls = data.written(() -> data.lab.pass(more));

    assertThat(Data.modify(calls).allocatedStorage()).isNull();
    assertThat(Data.modify(calls).dbInstanceClass()).isEqualTo("db.t4g.small");
  }

  @Test
  void db11_a_bound_that_is_taken_out_becomes_the_size_and_never_zero() {
    data.given(Data.shop("maxAllocatedStorage: 100"));

    List<Call> calls = data.steady(Data.SHOP);

    assertThat(Data.modify(calls).maxAllocatedStorage()).isEqualTo(35);
    assertThat(data.instance().maxAllocatedStorage()).isNull();
  }

  @Test
  void db13_a_static_parameter_waits_for_a_reboot_that_nobody_makes_by_himself() {
    String yaml = Data.shop("parameters: {shared_buffers: \"16384\"}");
    data.given(yaml);
    String more = Data.edited(yaml, "16384", "32768");

    List<String> writes =
        data.writes(() -> assertThat(data.lab.apply(more).outcome()).isEqualTo(Data.STEADY));

    assertThat(writes).contains("ModifyDbParameterGroup").doesNotContain("RebootDbInstance");
    assertThat(data.notes(more, "later")).singleElement().asString().contains("reboot");
    data.still(more);
    data.rds.rebootDBInstance(r -> r.dbInstanceIdentifier("dev-shop"));
    data.lab.clock().advance(Duration.ofHours(1));
    assertThat(data.notes(more, "later")).isEmpty();
  }

  @Test
  void db14_a_new_version_of_the_secret_is_set_once_and_at_once() {
    SecretsManagerClient secrets = data.lab.byHand(SecretsManagerClient.class);
    String arn = secrets.createSecret(r -> r.name("shop").secretString(Case.CANARY + "-one")).arn();
    String yaml = Data.shop("masterUserPassword: \"" + arn + "\"", "applyImmediately: false");
    data.given(yaml);
    data.still(yaml);
    secrets.putSecretValue(r -> r.secretId(arn).secretString(Case.CANARY + "-two"));
    data.lab.restarted();

    assertThat(data.lab.look(yaml).plan().changes().toString()).doesNotContain(Case.CANARY);
    List<Call> calls = data.steady(yaml);

    ModifyDbInstanceRequest modify = Data.modify(calls);
    assertThat(modify.masterUserPassword()).isEqualTo(Case.CANARY + "-two");
    assertThat(modify.applyImmediately()).isTrue();
  }

  @Test
  void db14_a_password_in_the_spec_is_refused() {
    String help =
        data.mistake(Data.shop("masterUserPassword: hunter22"), "secret-in-spec").help().orElse("");
    assertThat(help).contains("ARN");
    data.mistake(Data.shop("masterPassword: hunter22"), "secret-in-spec");
  }

  @Test
  void db16_the_case_of_a_name_means_nothing() {
    String yaml = Data.shop("name: ShopDb");
    data.given(yaml);

    assertThat(data.instance().dbInstanceIdentifier()).isEqualTo("shopdb");
    data.still(yaml);
    assertThat(data.instances()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun:01:30-sun:02:30",
        "sun:00:30-sun:01:01",
        "sun:01:15-sun:01:45",
        "sat:23:00-mon:00:00"
      })
  void db17_windows_that_overlap_are_a_mistake(String upkeep) {
    data.mistake(
        Data.shop(
            "preferredBackupWindow: \"01:00-02:00\"",
            "preferredMaintenanceWindow: \"" + upkeep + "\""),
        "windows-overlap");
  }

  @Test
  void db17_windows_that_touch_are_none() {
    data.given(
        Data.shop(
            "preferredBackupWindow: \"01:00-02:00\"",
            "preferredMaintenanceWindow: \"Sun:02:00-Sun:03:00\""));
  }

  @Test
  void db19_the_snapshot_it_came_from_means_nothing_later() {
    data.given(Data.SHOP);
    data.rds.createDBSnapshot(
        r -> r.dbInstanceIdentifier("dev-shop").dbSnapshotIdentifier("friday"));
    Data second = data;
    String restored =
        Data.edited(Data.SHOP, "  shop:", "  copy:") + "    snapshotIdentifier: friday\n";
    String both = Data.SHOP + restored.replace("databases:\n", "");
    second.given(both);
    assertThat(second.instances()).hasSize(2);

    second.still(both.replace("friday", "monday"));
    second.still(both.replace("    snapshotIdentifier: friday\n", ""));
  }

  @Test
  void db20_another_name_for_the_last_snapshot_is_no_change() {
    data.given(Data.shop("finalSnapshotIdentifier: last-one"));

    data.still(Data.shop("finalSnapshotIdentifier: last-two"));
  }

  @Test
  void db22_an_approved_delete_takes_a_snapshot_and_keeps_the_backups() {
    data.given(Data.SHOP);
    Plan plan = data.lab.look(NOTHING).plan();
    assertThat(data.writes(() -> data.lab.apply(NOTHING))).doesNotContain("DeleteDbInstance");
    data.lab.options(data.lab.options().approved(Set.of(plan.fingerprint())));

    List<Call> calls = data.written(() -> data.lab.apply(NOTHING));

    DeleteDbInstanceRequest delete = Data.requests(calls, DeleteDbInstanceRequest.class).getFirst();
    assertThat(delete.skipFinalSnapshot()).isFalse();
    assertThat(delete.deleteAutomatedBackups()).isFalse();
    assertThat(delete.finalDBSnapshotIdentifier()).startsWith("dev-shop-final-2026");
    assertThat(data.instances()).isEmpty();
    assertThat(data.rds.describeDBSnapshots().dbSnapshots()).hasSize(1);
    assertThat(Data.names(calls)).contains("DeleteDbSubnetGroup");
  }

  @Test
  void db23_protection_stands_until_a_commit_of_its_own_lifts_it() {
    data.given(Data.shop("deletionProtection: true"));
    Plan plan = data.lab.look(NOTHING).plan();
    data.lab.options(data.lab.options().approved(Set.of(plan.fingerprint())));

    List<String> writes = data.writes(() -> data.lab.apply(NOTHING));

    assertThat(writes).doesNotContain("DeleteDbInstance", "ModifyDbInstance");
    assertThat(data.lab.look(NOTHING).plan().changes().toString())
        .contains("deletion protection is on");
    assertThat(data.instance().deletionProtection()).isTrue();
  }

  @Test
  void db25_a_change_waits_for_a_stopped_database_to_run() {
    String stopped = Data.shop("state: stopped");
    data.given(stopped);
    String bigger = Data.edited(stopped, "t4g.micro", "t4g.small");

    assertThat(data.writes(() -> data.lab.apply(bigger))).isEmpty();
    assertThat(data.notes(bigger, "later")).singleElement().asString().contains("waits until");
    List<Call> calls = data.steady(Data.edited(bigger, "stopped", "started"));

    assertThat(Data.names(calls)).contains("StartDbInstance", "ModifyDbInstance");
    assertThat(data.instance().dbInstanceClass()).isEqualTo("db.t4g.small");
  }

  @Test
  void db25_or_wakes_it_where_that_is_written() {
    String stopped = Data.shop("state: stopped", "whenAsleep: wake");
    data.given(stopped);

    List<Call> calls = data.steady(Data.edited(stopped, "t4g.micro", "t4g.small"));

    assertThat(Data.names(calls))
        .containsSubsequence("StartDbInstance", "ModifyDbInstance", "StopDbInstance");
    assertThat(data.instance().dbInstanceStatus()).isEqualTo("stopped");
  }

  @Test
  void db26_one_that_cannot_be_stopped_stands_alone() {
    String two = Data.SHOP + Data.SHOP.replace("databases:\n", "").replace("shop:", "other:");
    data.given(two);
    data.rds.createDBInstanceReadReplica(
        r -> r.dbInstanceIdentifier("copy").sourceDBInstanceIdentifier("dev-shop"));
    data.lab.clock().advance(Duration.ofHours(1));
    String stopped = two.replace("storageType: gp3\n", "storageType: gp3\n    state: stopped\n");

    Receipt receipt = data.lab.apply(stopped);

    assertThat(receipt.outcome().toString()).contains("read replica");
    assertThat(data.rds.describeDBInstances(r -> r.dbInstanceIdentifier("dev-other")).dbInstances())
        .allMatch(db -> db.dbInstanceStatus().matches("stopp.*"));
  }

  @Test
  void db28_gp3_takes_no_iops_below_400_gib() {
    String message =
        data.mistake(
                Data.edited(Data.shop("iops: 4000"), "Storage: 35", "Storage: 20"),
                "invalid-storage")
            .message();
    assertThat(message).contains("400");
  }

  @Test
  void db29_size_iops_and_throughput_travel_together() {
    String yaml =
        Data.edited(
            Data.shop("iops: 14000", "storageThroughput: 600"), "Storage: 35", "Storage: 400");
    data.given(yaml);

    ModifyDbInstanceRequest modify =
        Data.modify(data.steady(Data.edited(yaml, "Storage: 400", "Storage: 500")));

    assertThat(modify.allocatedStorage()).isEqualTo(500);
    assertThat(modify.iops()).isEqualTo(14_000);
    assertThat(modify.storageThroughput()).isEqualTo(600);
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "incompatible-parameters", "storage-full"})
  void db31_a_broken_one_is_never_deleted_nor_made_again(String status) {
    data.given(Data.SHOP);
    data.byItself(db -> db.dbInstanceStatus(status));

    List<String> writes =
        data.writes(
            () -> assertThat(data.lab.apply(Data.SHOP).outcome().toString()).contains(status));

    assertThat(writes).isEmpty();
    assertThat(data.notes(Data.SHOP, "broken")).singleElement().asString().contains(status);
  }

  @Test
  void db31_a_status_that_nobody_knows_is_waited_for() {
    data.given(Data.SHOP);
    data.byItself(db -> db.dbInstanceStatus("counting-sheep"));

    assertThat(data.writes(() -> data.lab.pass(Data.SHOP))).isEmpty();
    assertThat(data.notes(Data.SHOP, "waiting"))
        .singleElement()
        .asString()
        .contains("counting-sheep");
  }

  @Test
  void db32_tags_alone_are_a_tag_call() {
    data.given(Data.SHOP);

    List<Call> calls = data.steady(Data.shop("tags: {team: shop}"));

    assertThat(Data.names(calls)).containsOnly("AddTagsToResource");
  }

  @Test
  void db34_another_engine_is_refused() {
    data.given(Data.edited(Data.SHOP, "postgres", "mysql", "\"16.3\"", "\"8.0\""));

    data.refused(Data.SHOP, "engine cannot be changed in place");
    assertThat(data.lab.finding(Data.SHOP, "database/shop").status()).isEqualTo(Status.PENDING);
  }

  @Test
  void another_zone_is_refused_and_named() {
    data.given(Data.shop("availabilityZone: eu-west-1b"));
    assertThat(data.instance().availabilityZone()).isEqualTo("eu-west-1b");

    data.refused(Data.shop("availabilityZone: eu-west-1c"), "write `eu-west-1b` back");
  }

  @Test
  void the_zone_of_one_in_two_zones_is_aws_s_matter() {
    String yaml = Data.shop("availabilityZone: eu-west-1b");
    data.given(yaml);
    data.byItself(db -> db.multiAZ(true).availabilityZone("eu-west-1c"));

    data.still(yaml);
  }

  @Test
  void a_zone_beside_two_zones_is_a_mistake_because_aws_chooses_them() {
    Problem mistake =
        data.mistake(
            Data.shop("multiAZ: true", "availabilityZone: eu-west-1b"), "zone-with-multi-az");

    assertThat(mistake.at().line()).isEqualTo(15);
  }
}
