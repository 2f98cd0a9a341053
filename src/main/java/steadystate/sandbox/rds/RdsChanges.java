package steadystate.sandbox.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceResponse;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;

/**
 * ModifyDBInstance. Some changes are made at once whatever is asked; the others wait as pending
 * values until the call itself, a later one or the maintenance window makes them.
 */
final class RdsChanges {
  /** ("Settings for DB instances" in the RDS user guide, column "when the change occurs".) */
  private static final List<String> WAITING =
      List.of(
          "DBInstanceClass",
          "AllocatedStorage",
          "MultiAZ",
          "EngineVersion",
          "LicenseModel",
          "Iops",
          "StorageThroughput",
          "StorageType",
          "CACertificateIdentifier",
          "DBSubnetGroupName",
          "DedicatedLogVolume");

  private RdsChanges() {}

  static void register(Operations operations) {
    operations.on(ModifyDbInstanceRequest.class, RdsChanges::modify);
  }

  private static ModifyDbInstanceResponse modify(Scene scene, ModifyDbInstanceRequest request) {
    RdsInstance instance = Rds.instance(scene, request.dbInstanceIdentifier());
    check(scene, instance, request);
    RdsInstance changed = instance.with(db -> atOnce(scene, instance.shown(), request, db));
    PendingModifiedValues pending = pending(changed.shown(), request);
    changed = changed.with(db -> db.pendingModifiedValues(pending));
    boolean nothing = pending.equals(PendingModifiedValues.builder().build());
    if (!nothing && Boolean.TRUE.equals(request.applyImmediately())) {
      changed = RdsLife.modifying(scene, changed, scene.now());
    } else if (!nothing && changed.is("available")) {
      changed = changed.turns(RdsLife.nextWindow(changed.shown(), scene.now()), "modifying");
    } else if (nothing && changed.is("available")) {
      changed = changed.rests();
    }
    Rds.put(scene, changed);
    return ModifyDbInstanceResponse.builder()
        .dbInstance(RdsInstances.shown(scene, changed.shown()))
        .build();
  }

  private static void check(Scene scene, RdsInstance instance, ModifyDbInstanceRequest request) {
    DBInstance db = instance.shown();
    if (!instance.is(
        "available", "storage-optimization", "incompatible-parameters", "storage-full")) {
      throw Rds.state(
          "Database instance is not in available state. Current state: " + db.dbInstanceStatus());
    }
    RdsStorage.checkChange(instance, request, scene.now());
    if (request.engineVersion() != null) {
      version(db, request);
    }
    if (request.dbSubnetGroupName() != null) {
      RdsBirth.subnets(scene, request.dbSubnetGroupName());
    }
    String password = request.masterUserPassword();
    if (password != null && password.length() < 8) {
      throw Rds.invalid(
          "The parameter MasterUserPassword is not a valid password because it is shorter than 8"
              + " characters.");
    }
  }

  private static void version(DBInstance db, ModifyDbInstanceRequest request) {
    String asked = RdsDefaults.version(db.engine(), Optional.of(request.engineVersion()));
    String from = RdsDefaults.major(db.engine(), db.engineVersion());
    String to = RdsDefaults.major(db.engine(), asked);
    boolean older =
        number(to) < number(from) || (to.equals(from) && minor(asked) < minor(db.engineVersion()));
    if (older) {
      throw Rds.combination(
          "Cannot upgrade " + db.engine() + " from " + db.engineVersion() + " to " + asked);
    }
    if (!to.equals(from) && !Boolean.TRUE.equals(request.allowMajorVersionUpgrade())) {
      throw Rds.combination(
          "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major"
              + " version.");
    }
  }

  private static double number(String major) {
    return Double.parseDouble(major.replaceAll("[^0-9.]", ""));
  }

  private static int minor(String version) {
    String last = version.substring(version.lastIndexOf('.') + 1).replaceAll("\\D", "");
    return last.isEmpty() ? 0 : Integer.parseInt(last);
  }

  private static void atOnce(
      Scene scene, DBInstance before, ModifyDbInstanceRequest request, DBInstance.Builder db) {
    copyOthers(request, db);
    db.dbInstanceIdentifier(before.dbInstanceIdentifier()).engine(before.engine());
    if (request.hasVpcSecurityGroupIds()) {
      db.vpcSecurityGroups(RdsBirth.groups(scene, request.vpcSecurityGroupIds()));
    }
    if (request.dbPortNumber() != null) {
      db.endpoint(before.endpoint().toBuilder().port(request.dbPortNumber()).build());
    }
    if (request.enableIAMDatabaseAuthentication() != null) {
      db.iamDatabaseAuthenticationEnabled(request.enableIAMDatabaseAuthentication());
    }
    if (request.enablePerformanceInsights() != null) {
      db.performanceInsightsEnabled(request.enablePerformanceInsights());
    }
    if (request.dbParameterGroupName() != null) {
      String version =
          Optional.ofNullable(request.engineVersion())
              .map(asked -> RdsDefaults.version(before.engine(), Optional.of(asked)))
              .orElse(before.engineVersion());
      // A new group counts from the next reboot on. (RDS user guide, "Parameter groups".)
      db.dbParameterGroups(
          RdsBirth.parameters(scene, request.dbParameterGroupName(), before.engine(), version)
              .toBuilder()
              .parameterApplyStatus("pending-reboot")
              .build());
    }
    autoscaling(before, request, db);
    logs(before, request, db);
    secret(scene, request, db);
  }

  private static void copyOthers(ModifyDbInstanceRequest request, DBInstance.Builder db) {
    ModifyDbInstanceRequest.Builder rest = request.toBuilder();
    for (SdkField<?> field : rest.sdkFields()) {
      if (WAITING.contains(field.memberName())) {
        field.set(rest, null);
      }
    }
    Pojos.copy(rest.build(), db);
  }

  private static void autoscaling(
      DBInstance before, ModifyDbInstanceRequest request, DBInstance.Builder db) {
    Integer most = request.maxAllocatedStorage();
    if (most != null) {
      Integer size =
          request.allocatedStorage() == null
              ? before.allocatedStorage()
              : request.allocatedStorage();
      db.maxAllocatedStorage(most.equals(size) ? null : most);
    }
  }

  private static void logs(
      DBInstance before, ModifyDbInstanceRequest request, DBInstance.Builder db) {
    if (request.cloudwatchLogsExportConfiguration() != null) {
      Set<String> exports = new TreeSet<>(before.enabledCloudwatchLogsExports());
      exports.addAll(request.cloudwatchLogsExportConfiguration().enableLogTypes());
      request.cloudwatchLogsExportConfiguration().disableLogTypes().forEach(exports::remove);
      db.enabledCloudwatchLogsExports(new ArrayList<>(exports));
    }
  }

  private static void secret(Scene scene, ModifyDbInstanceRequest request, DBInstance.Builder db) {
    if (Boolean.TRUE.equals(request.manageMasterUserPassword())) {
      db.masterUserSecret(s ->
          s.secretArn(scene.arn("secretsmanager", "secret:rds!db-" + scene.hex(12)))
              .secretStatus("active")
              .kmsKeyId(scene.arn("kms", "key/0d2c5a1e-aws-secrets-4f6b-default")));
    } else if (Boolean.FALSE.equals(request.manageMasterUserPassword())) {
      db.masterUserSecret((software.amazon.awssdk.services.rds.model.MasterUserSecret) null);
    }
  }

  /** What is asked for now on top of what waited already; what is so already does not wait. */
  private static PendingModifiedValues pending(DBInstance db, ModifyDbInstanceRequest request) {
    ModifyDbInstanceRequest.Builder asked = request.toBuilder();
    for (SdkField<?> field : asked.sdkFields()) {
      if (!WAITING.contains(field.memberName())) {
        field.set(asked, null);
      }
    }
    PendingModifiedValues.Builder pending =
        Pojos.copy(asked.build(), db.pendingModifiedValues().toBuilder());
    if (request.engineVersion() != null) {
      pending.engineVersion(RdsDefaults.version(db.engine(), Optional.of(request.engineVersion())));
    }
    PendingModifiedValues all = pending.build();
    for (SdkField<?> field : all.sdkFields()) {
      Object waits = field.getValueOrDefault(all);
      boolean done =
          db.sdkFields().stream()
              .filter(same -> same.memberName().equals(field.memberName()))
              .anyMatch(same -> waits != null && waits.equals(same.getValueOrDefault(db)));
      if (done && WAITING.contains(field.memberName())) {
        field.set(pending, null);
      }
    }
    return pending.build();
  }
}
