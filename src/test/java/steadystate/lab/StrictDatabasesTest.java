package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static steadystate.lab.StrictTest.broken;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import steadystate.reconcile.pass.Receipt;

/** The rules of the mode strict about databases. */
class StrictDatabasesTest {
  private static final String GOOD =
      """
      mode: strict
      databases:
        main:
          engine: postgres
          engineVersion: "16"
          dbInstanceClass: db.m7g.large
          allocatedStorage: 100
          multiAZ: true
          deletionProtection: true
          backupRetentionPeriod: 7
          storageEncrypted: true
          publiclyAccessible: false
      """;

  @Test
  void a_good_database_breaks_no_rule_and_is_made() {
    Lab lab = Lab.inMemory();

    assertThat(broken(lab, GOOD)).isEmpty();
    assertThat(lab.apply(GOOD).outcome()).isEqualTo(new Receipt.Outcome.Steady());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "strict/database-multi-az; multiAZ: true; multiAZ: false",
        "strict/database-multi-az; multiAZ: true; port: 5432",
        "strict/database-encrypted; storageEncrypted: true; storageEncrypted: false",
        "strict/database-deletion-protection; deletionProtection: true; deletionProtection: false",
        "strict/database-deletion-protection; deletionProtection: true; port: 5432",
        "strict/database-backups; backupRetentionPeriod: 7; backupRetentionPeriod: 6",
        "strict/database-backups; backupRetentionPeriod: 7; port: 5432",
        "strict/no-public-database; publiclyAccessible: false; publiclyAccessible: true",
      })
  void each_rule_refuses_its_bad_example_and_says_what_to_write(
      String rule, String good, String bad) {
    Lab lab = Lab.inMemory();
    String yaml = GOOD.replace(good, bad);

    Receipt receipt = lab.apply(yaml);

    assertThat(broken(lab, yaml)).containsExactly(rule + " database/main");
    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Refused());
    assertThat(lab.sandbox().recording().writes()).isEmpty();
    assertThat(receipt.last().plan().refusals().getFirst().message()).contains("`" + good + "`");
  }

  /** Members take much from their cluster, but not this. */
  @Test
  void a_member_of_a_cluster_says_itself_that_it_has_no_public_address() {
    Lab lab = Lab.inMemory();
    String member =
        """
        mode: strict
        databases:
          one: {engine: aurora-postgresql, dbInstanceClass: db.r6g.large, dbClusterIdentifier: shop}
        """;

    assertThat(broken(lab, member)).containsExactly("strict/no-public-database database/one");
    assertThat(broken(lab, member.replace("shop}", "shop, publiclyAccessible: false}"))).isEmpty();
  }
}
