package steadystate.sandbox.rds;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DatabaseInsightsMode;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** What AWS fills in when a database is made. */
final class RdsDefaults {
  /** The newest minor version of each major one. */
  private static final Map<String, String> NEWEST = new LinkedHashMap<>();

  static {
    NEWEST.put("postgres 15", "15.12");
    NEWEST.put("postgres 16", "16.8");
    NEWEST.put("postgres 17", "17.4");
    NEWEST.put("mysql 8.0", "8.0.41");
    NEWEST.put("mysql 8.4", "8.4.4");
    NEWEST.put("mariadb 10.11", "10.11.11");
    NEWEST.put("mariadb 11.4", "11.4.5");
    NEWEST.put("sqlserver-se 15.00", "15.00.4420.2.v1");
    NEWEST.put("oracle-ee 19", "19.0.0.0.ru-2025-01.rur-2025-01.r1");
  }

  private static final Map<String, Integer> PORTS =
      Map.of(
          "postgres",
          5432,
          "mysql",
          3306,
          "mariadb",
          3306,
          "oracle-ee",
          1521,
          "oracle-se2",
          1521,
          "sqlserver-se",
          1433,
          "sqlserver-ee",
          1433,
          "sqlserver-ex",
          1433,
          "sqlserver-web",
          1433);

  private RdsDefaults() {}

  /** A major version stands for its newest minor one. */
  static String version(String engine, Optional<String> asked) {
    if (asked.isEmpty()) {
      return NEWEST.entrySet().stream()
          .filter(known -> known.getKey().startsWith(engine + " "))
          .reduce((older, newer) -> newer)
          .map(Map.Entry::getValue)
          .orElse("1.0");
    }
    return Optional.ofNullable(NEWEST.get(engine + " " + asked.get())).orElse(asked.get());
  }

  /** {@code 16} of {@code postgres 16.8}, {@code 8.0} of {@code mysql 8.0.41}. */
  static String major(String engine, String version) {
    String[] parts = version.split("\\.");
    boolean two = engine.contains("mysql") || engine.equals("mariadb") || engine.startsWith("db2");
    return two && parts.length > 1 ? parts[0] + "." + parts[1] : parts[0];
  }

  static String family(String engine, String version) {
    String major = major(engine, version);
    if (engine.startsWith("sqlserver")) {
      return engine + "-" + major + ".0";
    }
    return engine + (engine.startsWith("oracle") || engine.startsWith("db2") ? "-" : "") + major;
  }

  static int port(String engine) {
    return PORTS.getOrDefault(engine, engine.contains("postgres") ? 5432 : 3306);
  }

  static DBParameterGroupStatus parameterGroup(String engine, String version) {
    return DBParameterGroupStatus.builder()
        .dbParameterGroupName("default." + family(engine, version))
        .parameterApplyStatus("in-sync")
        .build();
  }

  static OptionGroupMembership optionGroup(String engine, String version) {
    String name = "default:" + engine + "-" + major(engine, version).replace('.', '-');
    return OptionGroupMembership.builder().optionGroupName(name).status("in-sync").build();
  }

  /** Everything that was not asked for and that every answer tells. */
  static void fill(DBInstance.Builder db, DBInstance asked, String region) {
    String engine = asked.engine();
    db.multiAZ(or(asked.multiAZ(), false))
        .autoMinorVersionUpgrade(or(asked.autoMinorVersionUpgrade(), true))
        .backupRetentionPeriod(or(asked.backupRetentionPeriod(), 1))
        .preferredBackupWindow(or(asked.preferredBackupWindow(), "13:14-13:44"))
        .preferredMaintenanceWindow(
            Rds.lower(or(asked.preferredMaintenanceWindow(), "sun:06:38-sun:07:08")))
        .publiclyAccessible(or(asked.publiclyAccessible(), false))
        .copyTagsToSnapshot(or(asked.copyTagsToSnapshot(), false))
        .deletionProtection(or(asked.deletionProtection(), false))
        .monitoringInterval(or(asked.monitoringInterval(), 0))
        .storageEncrypted(or(asked.storageEncrypted(), false))
        .iamDatabaseAuthenticationEnabled(or(asked.iamDatabaseAuthenticationEnabled(), false))
        .performanceInsightsEnabled(or(asked.performanceInsightsEnabled(), false))
        .databaseInsightsMode(or(asked.databaseInsightsMode(), DatabaseInsightsMode.STANDARD))
        .dedicatedLogVolume(or(asked.dedicatedLogVolume(), false))
        .customerOwnedIpEnabled(or(asked.customerOwnedIpEnabled(), false))
        .networkType(or(asked.networkType(), "IPV4"))
        .backupTarget(or(asked.backupTarget(), "region"))
        .caCertificateIdentifier(or(asked.caCertificateIdentifier(), "rds-ca-rsa2048-g1"))
        .licenseModel(or(asked.licenseModel(), license(engine)))
        .availabilityZone(or(asked.availabilityZone(), region + "a"))
        .pendingModifiedValues(PendingModifiedValues.builder().build())
        .dbInstancePort(0)
        .readReplicaDBInstanceIdentifiers(List.of());
    if (Boolean.TRUE.equals(asked.performanceInsightsEnabled())) {
      db.performanceInsightsRetentionPeriod(or(asked.performanceInsightsRetentionPeriod(), 7));
    }
    volume(db, asked);
  }

  private static String license(String engine) {
    return engine.contains("postgres")
        ? "postgresql-license"
        : engine.startsWith("oracle") || engine.startsWith("sqlserver")
            ? "license-included"
            : "general-public-license";
  }

  /** gp3 always has IOPS and throughput; from the engine's threshold on, more of them. */
  static void volume(DBInstance.Builder db, DBInstance asked) {
    String type = or(asked.storageType(), asked.iops() == null ? "gp2" : "io1");
    db.storageType(type);
    if (type.equals("gp3")) {
      int threshold = RdsStorage.threshold(asked.engine());
      boolean large = threshold > 0 && asked.allocatedStorage() >= threshold;
      db.iops(or(asked.iops(), large ? 12_000 : 3_000));
      db.storageThroughput(or(asked.storageThroughput(), large ? 500 : 125));
    } else if (type.equals("gp2") || type.equals("standard")) {
      db.iops(null).storageThroughput(null);
    }
  }

  static <T> T or(@org.jspecify.annotations.Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
