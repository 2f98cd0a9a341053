package steadystate.sandbox.rds;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;
import steadystate.sandbox.Pojos;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;

/** A new instance: what AWS checks, and what it makes of the request. */
final class RdsBirth {
  private RdsBirth() {}

  static DBInstance of(Scene scene, CreateDbInstanceRequest request) {
    check(scene, request);
    String id = Rds.lower(request.dbInstanceIdentifier());
    String engine = Rds.lower(request.engine());
    String version = RdsDefaults.version(engine, Optional.ofNullable(request.engineVersion()));
    DBInstance asked = asked(scene, request, id, engine, version);
    DBInstance.Builder made = asked.toBuilder();
    RdsDefaults.fill(made, asked, scene.region());
    if (made.build().storageEncrypted() && asked.kmsKeyId() == null) {
      made.kmsKeyId(scene.arn("kms", "key/0d2c5a1e-aws-rds-4f6b-default"));
    } else if (asked.kmsKeyId() != null && !asked.kmsKeyId().startsWith("arn:")) {
      made.kmsKeyId(scene.arn("kms", "key/" + asked.kmsKeyId()));
    }
    String next = made.build().backupRetentionPeriod() > 0 ? "backing-up" : "available";
    RdsInstance row =
        new RdsInstance(made.build()).turns(scene.now().plus(scene.nature().database()), next);
    Rds.put(scene, row);
    Rds.event(scene, id, scene.now(), "DB instance created");
    return row.shown();
  }

  private static DBInstance asked(
      Scene scene, CreateDbInstanceRequest request, String id, String engine, String version) {
    DBInstance.Builder db =
        Pojos.copy(request, DBInstance.builder())
            .dbInstanceIdentifier(id)
            .dbInstanceArn(scene.arn(Rds.PREFIX, "db:" + id))
            .dbiResourceId("db-" + scene.hex(26).toUpperCase(java.util.Locale.ROOT))
            .instanceCreateTime(scene.now())
            .dbInstanceStatus("creating")
            .engine(engine)
            .engineVersion(version)
            .iamDatabaseAuthenticationEnabled(request.enableIAMDatabaseAuthentication())
            .performanceInsightsEnabled(request.enablePerformanceInsights())
            .customerOwnedIpEnabled(request.enableCustomerOwnedIp())
            .vpcSecurityGroups(groups(scene, request.vpcSecurityGroupIds()));
    if (request.hasEnableCloudwatchLogsExports()) {
      db.enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports());
    }
    if (request.port() != null) {
      db.endpoint(e -> e.port(request.port()));
    }
    if (request.maxAllocatedStorage() != null
        && request.maxAllocatedStorage().equals(request.allocatedStorage())) {
      db.maxAllocatedStorage(null);
    }
    subnets(scene, request.dbSubnetGroupName()).ifPresent(db::dbSubnetGroup);
    db.dbParameterGroups(parameters(scene, request.dbParameterGroupName(), engine, version));
    db.optionGroupMemberships(
        Optional.ofNullable(request.optionGroupName())
            .map(name ->
                OptionGroupMembership.builder()
                    .optionGroupName(Rds.lower(name))
                    .status("in-sync")
                    .build())
            .orElseGet(() -> RdsDefaults.optionGroup(engine, version)));
    secret(scene, request, db);
    return db.build();
  }

  private static void secret(Scene scene, CreateDbInstanceRequest request, DBInstance.Builder db) {
    if (Boolean.TRUE.equals(request.manageMasterUserPassword())) {
      db.masterUserSecret(s ->
          s.secretArn(scene.arn("secretsmanager", "secret:rds!db-" + scene.hex(12)))
              .secretStatus("creating")
              .kmsKeyId(
                  Optional.ofNullable(request.masterUserSecretKmsKeyId())
                      .orElse(scene.arn("kms", "key/0d2c5a1e-aws-secrets-4f6b-default"))));
    }
  }

  static Optional<DBSubnetGroup> subnets(Scene scene, @Nullable String name) {
    if (name == null) {
      return Optional.empty();
    }
    return Optional.of(
        scene
            .find(Rds.SUBNET_GROUPS, Rds.lower(name))
            .orElseThrow(() ->
                Rds.error(
                    "DBSubnetGroupNotFoundFault",
                    404,
                    "DB subnet group '" + name + "' does not exist.")));
  }

  static DBParameterGroupStatus parameters(
      Scene scene, @Nullable String name, String engine, String version) {
    if (name == null || name.startsWith("default.")) {
      return RdsDefaults.parameterGroup(engine, version);
    }
    RdsParameterGroup group = RdsParameters.group(scene, name);
    String family = RdsDefaults.family(engine, version);
    if (!group.shown().dbParameterGroupFamily().equals(family)) {
      throw Rds.combination(
          "The Parameter Group "
              + name
              + " with DBParameterGroupFamily "
              + group.shown().dbParameterGroupFamily()
              + " can't be used for this instance. Please use a Parameter Group with"
              + " DBParameterGroupFamily "
              + family);
    }
    return DBParameterGroupStatus.builder()
        .dbParameterGroupName(Rds.lower(name))
        .parameterApplyStatus("in-sync")
        .build();
  }

  /** Without any, the default group of the VPC. */
  static List<VpcSecurityGroupMembership> groups(Scene scene, List<String> asked) {
    for (String id : asked) {
      if (scene.find(Tables.SECURITY_GROUPS, id).isEmpty()) {
        throw Rds.invalid("Invalid security group , groupId= " + id + ", groupName=.");
      }
    }
    List<String> ids =
        asked.isEmpty()
            ? scene.table(Tables.SECURITY_GROUPS).values().stream()
                .filter(group -> "default".equals(group.groupName()))
                .map(SecurityGroup::groupId)
                .limit(1)
                .toList()
            : asked;
    return ids.stream()
        .map(id ->
            VpcSecurityGroupMembership.builder().vpcSecurityGroupId(id).status("active").build())
        .toList();
  }

  private static void check(Scene scene, CreateDbInstanceRequest request) {
    String id = Rds.lower(request.dbInstanceIdentifier());
    if (!id.matches("[a-z](-?[a-z0-9])*") || id.length() > 63) {
      throw Rds.invalid("The parameter DBInstanceIdentifier is not a valid identifier.");
    }
    if (scene.find(Rds.INSTANCES, id).isPresent()) {
      throw Rds.error("DBInstanceAlreadyExists", 400, "DB instance already exists");
    }
    if (!String.valueOf(request.dbInstanceClass()).matches("db\\.[a-z0-9]+\\.[a-z0-9-]+")) {
      throw Rds.invalid("Invalid DB Instance class: " + request.dbInstanceClass());
    }
    if (request.dbClusterIdentifier() != null) {
      return;
    }
    if (Boolean.TRUE.equals(request.multiAZ()) && request.availabilityZone() != null) {
      throw Rds.combination(
          "Requesting a specific availability zone is not valid for Multi-AZ instances.");
    }
    checkPassword(request);
    if (request.allocatedStorage() == null || request.allocatedStorage() < 5) {
      throw Rds.combination("Invalid storage size for engine name " + request.engine());
    }
    RdsStorage.check(
        Rds.lower(request.engine()),
        request.storageType(),
        request.allocatedStorage(),
        request.maxAllocatedStorage(),
        request.iops() != null || request.storageThroughput() != null);
  }

  private static void checkPassword(CreateDbInstanceRequest request) {
    boolean managed = Boolean.TRUE.equals(request.manageMasterUserPassword());
    String password = request.masterUserPassword();
    if (managed == (password != null)) {
      throw managed
          ? Rds.combination(
              "You can't specify MasterUserPassword for an instance with ManageMasterUserPassword.")
          : Rds.error("InvalidParameterCombination", 400, "MasterUserPassword is required.");
    }
    if (password != null && password.length() < 8) {
      throw Rds.invalid(
          "The parameter MasterUserPassword is not a valid password because it is shorter than 8"
              + " characters.");
    }
  }

  /** The zones that some subnets cover. */
  static Set<String> zones(Scene scene, List<String> subnetIds) {
    return subnetIds.stream()
        .map(id ->
            scene
                .find(Tables.SUBNETS, id)
                .map(Subnet::availabilityZone)
                .orElseThrow(() ->
                    Rds.error("InvalidSubnet", 400, "The requested subnet " + id + " is invalid.")))
        .collect(Collectors.toSet());
  }
}
