package steadystate.kinds.databases;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import steadystate.kinds.Probe;
import steadystate.resource.Candidate;
import steadystate.resource.Importer;
import steadystate.resource.Live;
import steadystate.resource.Owner;
import steadystate.resource.ResourceId;
import steadystate.resource.Scope;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/**
 * RDS instances as {@code databases}. Groups of subnets and parameters that others made are named;
 * those that this program made go without saying, or come back as parameters.
 */
public final class DatabasesImporter implements Importer {
  private static final Map<String, Value> USUAL = new LinkedHashMap<>();

  static {
    for (String off :
        List.of(
            DatabaseShape.MULTI,
            "copyTagsToSnapshot",
            "dedicatedLogVolume",
            "multiTenant",
            "enableIAMDatabaseAuthentication",
            "enablePerformanceInsights",
            "enableCustomerOwnedIp")) {
      USUAL.put(off, Value.flag(false));
    }
    USUAL.put("autoMinorVersionUpgrade", Value.flag(true));
    USUAL.put("monitoringInterval", Value.number(0));
    USUAL.put("databaseInsightsMode", Value.text("standard"));
    USUAL.put("networkType", Value.text("IPV4"));
    USUAL.put("backupTarget", Value.text("region"));
    USUAL.put("caCertificateIdentifier", Value.text("rds-ca-rsa2048-g1"));
    USUAL.put("engineLifecycleSupport", Value.text("open-source-rds-extended-support"));
  }

  @Override
  public String section() {
    return "databases";
  }

  @Override
  public List<Candidate> candidates(Scope scope, Reach reach) {
    Map<String, DBInstance> bodies = new LinkedHashMap<>();
    Rds.instances(scope).forEach(db -> bodies.put(db.dbInstanceArn(), db));
    List<Entries> wishes =
        bodies.values().stream()
            .map(db ->
                Entries.EMPTY.with(DatabaseShape.IDENTIFIER, Value.text(db.dbInstanceIdentifier())))
            .toList();
    return Probe.of(new DatabaseKind(), scope, wishes).stream()
        .filter(live -> bodies.containsKey(live.arn()))
        .map(live -> candidate(scope, live, Objects.requireNonNull(bodies.get(live.arn()))))
        .toList();
  }

  private static Candidate candidate(Scope scope, Live live, DBInstance db) {
    Optional<String> vpc = Optional.ofNullable(db.dbSubnetGroup()).map(DBSubnetGroup::vpcId);
    String foreign =
        db.dbClusterIdentifier() != null
            ? "belongs to the Aurora cluster " + db.dbClusterIdentifier()
            : db.readReplicaSourceDBInstanceIdentifier() != null
                ? "a replica of " + db.readReplicaSourceDBInstanceIdentifier()
                : "";
    return Candidate.of(live, db.dbInstanceIdentifier())
        .home(vpc.orElse(""))
        .mentions(Probe.texts(live.model()))
        .foreign(foreign)
        .entry(names -> Optional.of(entry(scope, live.model())));
  }

  private static Entries entry(Scope scope, Entries model) {
    // Where it stands in its VPC is AWS's choice, and moves with a failover.
    Entries out =
        model.without(DatabaseShape.IDENTIFIER, DatabaseShape.PASSWORD, DatabaseShape.ZONE);
    if (isSizedByAws(model)) {
      out = out.without(Storage.IOPS, Storage.THROUGHPUT);
    }
    if (isOurs(scope, new SubnetGroupKind(), DatabaseShape.SUBNETS, model).isPresent()) {
      out = out.without(DatabaseShape.SUBNETS);
    }
    Optional<Live> parameters =
        isOurs(scope, new ParameterGroupKind(), DatabaseShape.PARAMETERS, model);
    return parameters.isEmpty()
        ? out
        : out.without(DatabaseShape.PARAMETERS)
            .with(
                ParameterGroupKind.PARAMETERS,
                parameters.get().model().get(ParameterGroupKind.PARAMETERS).orElse(Entries.EMPTY));
  }

  /** AWS takes no IOPS for a small gp3 volume and tells them all the same. */
  private static boolean isSizedByAws(Entries model) {
    int threshold = Storage.threshold(model.text("engine").orElse(""));
    long size = Storage.number(model, Storage.SIZE).orElse(0L);
    return model.text(Storage.TYPE).orElse("").equals("gp3") && size < threshold;
  }

  private static Optional<Live> isOurs(
      Scope scope, steadystate.resource.Kind kind, String member, Entries model) {
    Optional<Value> name = model.get(member);
    return name.isEmpty()
        ? Optional.empty()
        : Probe.of(kind, scope, List.of(Entries.EMPTY.with(member, name.get()))).stream()
            .filter(live -> live.attributes().get("name").equals(name.map(Value::toString)))
            .filter(live -> scope.environment().equals(live.tags().get(Owner.ENVIRONMENT)))
            .findFirst();
  }

  @Override
  public Entries filled(ResourceId id, Entries model) {
    if (!id.kind().equals(DatabaseKind.NAME)) {
      return model;
    }
    Entries out = model;
    for (Map.Entry<String, Value> usual : USUAL.entrySet()) {
      out = out.withDefault(usual.getKey(), usual.getValue());
    }
    if (out.flag("enablePerformanceInsights").orElse(false)) {
      out = out.withDefault("performanceInsightsRetentionPeriod", Value.number(7));
    }
    String engine = model.text("engine").orElse("");
    out = out.withDefault("licenseModel", Value.text(license(engine)));
    Optional<String> family =
        EngineVersion.of(engine, model.text(DatabaseShape.VERSION).orElse("")).family();
    if (family.isPresent()) {
      out = out.withDefault(DatabaseShape.PARAMETERS, Value.text("default." + family.get()));
      String options =
          "default:" + engine + "-" + family.get().substring(engine.length()).replace(".", "-");
      out = out.withDefault("optionGroupName", Value.text(options.replace("--", "-")));
    }
    Optional<Integer> port = port(engine);
    return port.isPresent() ? out.withDefault("port", Value.number(port.get())) : out;
  }

  private static String license(String engine) {
    boolean included = engine.startsWith("oracle") || engine.startsWith("sqlserver");
    return included
        ? "license-included"
        : engine.contains("postgres") ? "postgresql-license" : "general-public-license";
  }

  private static Optional<Integer> port(String engine) {
    if (engine.contains("postgres")) {
      return Optional.of(5432);
    }
    return engine.contains("mysql") || engine.contains("mariadb")
        ? Optional.of(3306)
        : engine.startsWith("oracle")
            ? Optional.of(1521)
            : engine.startsWith("sqlserver") ? Optional.of(1433) : Optional.empty();
  }

  @Override
  public List<String> order() {
    return List.of(
        "engine",
        "engineVersion",
        "dbInstanceClass",
        "allocatedStorage",
        "maxAllocatedStorage",
        "storageType",
        "storageEncrypted",
        "kmsKeyId",
        "dbName",
        "masterUsername",
        "vpcSecurityGroupIds",
        "publiclyAccessible",
        DatabaseShape.MULTI,
        "deletionProtection",
        "backupRetentionPeriod",
        "preferredBackupWindow",
        "preferredMaintenanceWindow");
  }

  /** What decides about data and money is written, whatever it is. */
  @Override
  public Set<String> kept() {
    return Set.of(
        "engine",
        DatabaseShape.VERSION,
        "dbInstanceClass",
        Storage.SIZE,
        Storage.TYPE,
        "backupRetentionPeriod",
        "deletionProtection",
        "storageEncrypted",
        "publiclyAccessible",
        "masterUsername");
  }
}
