package steadystate.kinds.databases;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import steadystate.aws.SdkShapes;
import steadystate.resource.Member;
import steadystate.resource.Shape;
import steadystate.resource.Value;

/** Every field of CreateDBInstance, and what this program adds to them. */
final class DatabaseShape {
  static final String IDENTIFIER = "dbInstanceIdentifier";
  static final String ZONE = "availabilityZone";
  static final String MULTI = "multiAZ";
  static final String VERSION = "engineVersion";
  static final String STATE = "state";
  static final String PASSWORD = "masterUserPassword";
  static final String MANAGED = "manageMasterUserPassword";
  static final String LOGS = "enableCloudwatchLogsExports";
  static final String SKIP = "skipFinalSnapshot";
  static final String FINAL = "finalSnapshotIdentifier";
  static final String SNAPSHOT = "snapshotIdentifier";
  static final String AT_ONCE = "applyImmediately";
  static final String MAJOR = "allowMajorVersionUpgrade";
  static final String WHEN_ASLEEP = "whenAsleep";
  static final String SUBNETS = "dbSubnetGroupName";
  static final String PARAMETERS = "dbParameterGroupName";

  private static final Shape.Scalar TEXT = Shape.Scalar.of(Shape.Type.TEXT);
  private static final Shape.Scalar FLAG = Shape.Scalar.of(Shape.Type.BOOLEAN);
  private static final Shape.Scalar LOWER = TEXT.canonical(lower());

  /** ModifyDBInstance has no word for these. */
  private static final List<String> FIXED =
      List.of(
          IDENTIFIER,
          "engine",
          "dbName",
          "masterUsername",
          ZONE,
          "characterSetName",
          "ncharCharacterSetName",
          "dbClusterIdentifier",
          "storageEncrypted",
          "kmsKeyId",
          "timezone",
          "backupTarget",
          "customIamInstanceProfile",
          "dbSystemId",
          "engineLifecycleSupport");

  static final Shape.Structure MODEL = model();

  private DatabaseShape() {}

  private static UnaryOperator<String> lower() {
    return text -> text.toLowerCase(Locale.ROOT);
  }

  private static Shape.Structure model() {
    Shape.Structure shape =
        SdkShapes.of(CreateDbInstanceRequest.builder().build())
            .without("tags", "tdeCredentialPassword");
    for (String name : FIXED) {
      shape = shape.change(name, Member::refuses);
    }
    for (String name :
        List.of(
            IDENTIFIER,
            "engine",
            SUBNETS,
            PARAMETERS,
            "optionGroupName",
            "preferredMaintenanceWindow")) {
      shape = shape.change(name, m -> m.shape(LOWER));
    }
    return ours(lists(shape))
        .change("monitoringRoleArn", m -> m.shape(TEXT.refersTo("role", "arn")))
        .change(SUBNETS, m -> m.shape(LOWER.refersTo("dbSubnetGroup", "name")))
        .change(PARAMETERS, m -> m.shape(LOWER.refersTo("dbParameterGroup", "name")))
        .change(
            Storage.MOST,
            m -> m.always().describe("Up to where AWS lets storage grow; absent: it does not."))
        .change(
            ZONE,
            m ->
                m.describe(
                    "Where a database of one zone stands, for good; not with multiAZ, whose zones"
                        + " AWS chooses."))
        .change(
            PASSWORD,
            m ->
                m.describe(
                    "ARN of a Secrets Manager secret or an SSM parameter that holds it; a new"
                        + " version there is set on the database. Never the password itself."));
  }

  private static Shape.Structure lists(Shape.Structure shape) {
    return shape
        .change(
            "vpcSecurityGroupIds",
            m -> m.shape(Shape.ItemsOf.set(TEXT.refersTo("securityGroup", "id"))))
        .change("dbSecurityGroups", m -> m.shape(Shape.ItemsOf.set(TEXT)))
        .change(LOGS, m -> m.shape(Shape.ItemsOf.set(TEXT)))
        .change("domainDnsIps", m -> m.shape(Shape.ItemsOf.set(TEXT)))
        .change("processorFeatures", m -> m.shape(keyed(m.shape(), "name")))
        .change("additionalStorageVolumes", m -> m.shape(keyed(m.shape(), "volumeName")));
  }

  private static Shape keyed(Shape list, String key) {
    return Shape.ItemsOf.keyed(((Shape.ItemsOf) list).element(), key);
  }

  private static Shape.Structure ours(Shape.Structure shape) {
    return shape
        .with(
            STATE,
            Member.of(TEXT.allowed("started", "stopped"), "Whether it runs.")
                .otherwise(Value.text("started")))
        .with(
            SKIP,
            Member.of(FLAG, "Whether a delete, which a person has to approve, takes no snapshot.")
                .otherwise(Value.flag(false)))
        .with(FINAL, Member.of(TEXT, "The name of the snapshot that a delete takes.").never())
        .with(
            SNAPSHOT,
            Member.of(TEXT, "The snapshot that it is made from; means nothing afterwards.").never())
        .with(
            AT_ONCE,
            FLAG,
            "Whether changes are made at once. Default: at once, and in strict those with a"
                + " downtime in the maintenance window.")
        .with(MAJOR, Member.of(FLAG, "Lets a written major version be installed.").never())
        .with(
            WHEN_ASLEEP,
            Member.of(
                    TEXT.allowed("wait", "wake"),
                    "What a change does while the database is stopped: wait until it runs, or wake"
                        + " it for the change.")
                .never());
  }
}
