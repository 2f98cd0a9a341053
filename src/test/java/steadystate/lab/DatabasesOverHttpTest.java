package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import steadystate.drift.Status;
import steadystate.resource.Owner;

/** Databases on an emulator, so that real requests and answers cross a wire. */
class DatabasesOverHttpTest {
  private static final String SHOP =
      """
      databases:
        main:
          engine: postgres
          engineVersion: "16.3"
          dbInstanceClass: db.t4g.micro
          allocatedStorage: 20
          backupRetentionPeriod: 3
          deletionProtection: false
          tags: {team: shop}
          parameters: {log_min_duration_statement: "500"}
      """;

  private final Lab lab = Lab.moto();
  private final RdsClient rds = lab.byHand(RdsClient.class);

  private DBInstance instance() {
    List<DBInstance> all = rds.describeDBInstances().dbInstances();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>();
    instance().tagList().forEach(tag -> tags.put(tag.key(), tag.value()));
    return tags;
  }

  private void apply(String yaml) {
    lab.restarted();
    lab.apply(yaml);
    lab.restarted();
    assertThat(lab.differences(yaml)).isEmpty();
  }

  @Test
  void it_is_made_changed_by_hand_and_healed() {
    apply(SHOP);
    assertThat(instance().masterUserSecret()).isNotNull();
    assertThat(tags()).containsEntry("team", "shop").containsEntry(Owner.ENVIRONMENT, "dev");
    assertThat(rds.describeDBSubnetGroups().dbSubnetGroups()).hasSize(1);

    rds.modifyDBInstance(r ->
        r.dbInstanceIdentifier("dev-main")
            .dbInstanceClass("db.t4g.large")
            .backupRetentionPeriod(5)
            .deletionProtection(true)
            .applyImmediately(true));
    rds.removeTagsFromResource(r -> r.resourceName(instance().dbInstanceArn()).tagKeys("team"));
    lab.restarted();

    assertThat(lab.differences(SHOP))
        .containsExactlyInAnyOrder(
            "database/main dbInstanceClass",
            "database/main backupRetentionPeriod",
            "database/main deletionProtection",
            "database/main tags[team]");
    assertThat(lab.finding(SHOP, "database/main").status()).isEqualTo(Status.DRIFTED);
    apply(SHOP);
    assertThat(instance().dbInstanceClass()).isEqualTo("db.t4g.micro");
  }

  @Test
  void it_sleeps_wakes_and_leaves_with_a_snapshot() {
    apply(SHOP);
    apply(SHOP + "    state: stopped\n");
    assertThat(instance().dbInstanceStatus()).isEqualTo("stopped");
    apply(SHOP);
    assertThat(instance().dbInstanceStatus()).isEqualTo("available");

    String nothing = Lab.HEAD;
    lab.apply(nothing);
    assertThat(rds.describeDBInstances().dbInstances()).hasSize(1);
    lab.options(lab.options().approved(Set.of(lab.look(nothing).plan().fingerprint())));
    lab.apply(nothing);

    assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
    assertThat(rds.describeDBSnapshots(r -> r.snapshotType("manual")).dbSnapshots()).hasSize(1);
  }

  @Test
  void parameters_are_set_in_a_group_of_the_right_family() {
    apply(SHOP);
    String other = SHOP.replace("\"500\"}", "\"900\", log_statement: ddl}");

    apply(other);

    assertThat(rds.describeDBParameterGroups().dbParameterGroups())
        .anyMatch(group -> group.dbParameterGroupName().equals("dev-main-postgres16"));
  }
}
