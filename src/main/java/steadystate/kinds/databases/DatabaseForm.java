package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSecurityGroupMembership;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.PendingCloudwatchLogsExports;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import steadystate.aws.Pojo;
import steadystate.resource.Canonical;
import steadystate.resource.Value;
import steadystate.resource.Value.Entries;

/** An instance as AWS tells it, in the names of the call that makes one. */
final class DatabaseForm {
  /** AWS's answers call these otherwise than its requests. */
  private static final Map<String, String> RENAMED =
      Map.of(
          "iamDatabaseAuthenticationEnabled", "enableIAMDatabaseAuthentication",
          "performanceInsightsEnabled", "enablePerformanceInsights",
          "enabledCloudwatchLogsExports", DatabaseShape.LOGS,
          "customerOwnedIpEnabled", "enableCustomerOwnedIp");

  private static final List<String> OFF_UNLESS_TOLD =
      List.of(
          DatabaseShape.MULTI,
          "storageEncrypted",
          "publiclyAccessible",
          "copyTagsToSnapshot",
          "deletionProtection",
          "dedicatedLogVolume",
          "multiTenant",
          "enableIAMDatabaseAuthentication",
          "enablePerformanceInsights",
          "enableCustomerOwnedIp");

  private DatabaseForm() {}

  /** What it is now. */
  static Entries of(DBInstance db) {
    Map<String, Value> model = new HashMap<>(renamed(Pojo.read(db)).entries());
    model.put("vpcSecurityGroupIds", groups(db));
    model.put(
        "dbSecurityGroups",
        Value.texts(
            db.dbSecurityGroups().stream()
                .map(DBSecurityGroupMembership::dbSecurityGroupName)
                .toList()));
    db.dbParameterGroups().stream()
        .findFirst()
        .ifPresent(g -> model.put(DatabaseShape.PARAMETERS, Value.text(g.dbParameterGroupName())));
    db.optionGroupMemberships().stream()
        .findFirst()
        .ifPresent(g -> model.put("optionGroupName", Value.text(g.optionGroupName())));
    if (db.dbSubnetGroup() != null) {
      model.put(DatabaseShape.SUBNETS, Value.text(db.dbSubnetGroup().dbSubnetGroupName()));
    }
    db.domainMemberships().stream().findFirst().ifPresent(domain -> model.putAll(domain(domain)));
    port(db).ifPresent(port -> model.put("port", Value.number(port)));
    model.put(DatabaseShape.MANAGED, Value.flag(db.masterUserSecret() != null));
    if (db.masterUserSecret() != null && db.masterUserSecret().kmsKeyId() != null) {
      model.put("masterUserSecretKmsKeyId", Value.text(db.masterUserSecret().kmsKeyId()));
    }
    model.put(DatabaseShape.STATE, Value.text(DatabaseHealth.state(db.dbInstanceStatus())));
    OFF_UNLESS_TOLD.forEach(name -> model.putIfAbsent(name, Value.flag(false)));
    model.putIfAbsent("monitoringInterval", Value.number(0));
    if (Optional.ofNullable(model.get(Storage.MOST))
        .equals(Optional.ofNullable(model.get(Storage.SIZE)))) {
      // Equal numbers are how autoscaling is switched off.
      model.remove(Storage.MOST);
    }
    return Canonical.form(DatabaseShape.MODEL, Value.entries(model));
  }

  static Optional<Integer> port(DBInstance db) {
    boolean told = db.endpoint() != null && db.endpoint().port() != null;
    return told
        ? Optional.of(db.endpoint().port())
        : Optional.ofNullable(db.dbInstancePort()).filter(port -> port > 0);
  }

  private static Value groups(DBInstance db) {
    return Value.texts(
        db.vpcSecurityGroups().stream()
            .filter(group -> !"removing".equals(group.status()))
            .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
            .toList());
  }

  private static Map<String, Value> domain(DomainMembership membership) {
    Map<String, Value> domain = new HashMap<>();
    Entries told = Pojo.read(membership);
    told.get("domain").ifPresent(v -> domain.put("domain", v));
    told.get("fqdn").ifPresent(v -> domain.put("domainFqdn", v));
    told.get("iamRoleName").ifPresent(v -> domain.put("domainIAMRoleName", v));
    told.get("ou").ifPresent(v -> domain.put("domainOu", v));
    told.get("authSecretArn").ifPresent(v -> domain.put("domainAuthSecretArn", v));
    told.get("dnsIps").ifPresent(v -> domain.put("domainDnsIps", v));
    return domain;
  }

  private static Entries renamed(Entries told) {
    Map<String, Value> out = new HashMap<>();
    told.entries().forEach((name, value) -> out.put(RENAMED.getOrDefault(name, name), value));
    return Value.entries(out);
  }

  /** What AWS has been told already and has not done yet, in the same names. */
  static Entries pending(DBInstance db) {
    PendingModifiedValues pending = db.pendingModifiedValues();
    if (pending == null) {
      return Entries.EMPTY;
    }
    Entries told =
        renamed(Pojo.read(pending))
            .without(
                DatabaseShape.PASSWORD, DatabaseShape.IDENTIFIER, "pendingCloudwatchLogsExports");
    PendingCloudwatchLogsExports logs = pending.pendingCloudwatchLogsExports();
    if (logs != null && (logs.hasLogTypesToEnable() || logs.hasLogTypesToDisable())) {
      Set<String> exported = new java.util.TreeSet<>(db.enabledCloudwatchLogsExports());
      exported.addAll(logs.logTypesToEnable());
      logs.logTypesToDisable().forEach(exported::remove);
      told = told.with(DatabaseShape.LOGS, Value.texts(new ArrayList<>(exported)));
    }
    return Canonical.form(DatabaseShape.MODEL, told);
  }
}
