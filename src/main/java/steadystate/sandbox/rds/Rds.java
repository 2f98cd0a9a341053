package steadystate.sandbox.rds;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** The tables of RDS, and what its operations have in common. */
public final class Rds {
  static final String PREFIX = "rds";

  /** By identifier, in lower case. */
  public static final Table<RdsInstance> INSTANCES = new Table<>("rds.instances");

  /** By name, in lower case. */
  static final Table<DBSubnetGroup> SUBNET_GROUPS = new Table<>("rds.subnetGroups");

  /** By name, in lower case. */
  static final Table<RdsParameterGroup> PARAMETER_GROUPS = new Table<>("rds.parameterGroups");

  /** By identifier. */
  static final Table<DBSnapshot> SNAPSHOTS = new Table<>("rds.snapshots");

  /** By number. */
  static final Table<Event> EVENTS = new Table<>("rds.events");

  private Rds() {}

  /** The query protocol's error of this code. */
  static AwsServiceException error(String code, int status, String message) {
    return Errors.of(builder(code), code, status, message);
  }

  private static AwsServiceException.Builder builder(String code) {
    return switch (code) {
      case "DBInstanceNotFound" ->
          software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException.builder();
      case "InvalidDBInstanceState" ->
          software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException.builder();
      default -> RdsException.builder();
    };
  }

  static AwsServiceException invalid(String message) {
    return error("InvalidParameterValue", 400, message);
  }

  static AwsServiceException combination(String message) {
    return error("InvalidParameterCombination", 400, message);
  }

  static AwsServiceException state(String message) {
    return error("InvalidDBInstanceState", 400, message);
  }

  static String lower(@Nullable String text) {
    return Optional.ofNullable(text).orElse("").toLowerCase(Locale.ROOT);
  }

  static RdsInstance instance(Scene scene, @Nullable String identifier) {
    return scene
        .find(INSTANCES, lower(identifier))
        .orElseThrow(
            () -> error("DBInstanceNotFound", 404, "DBInstance " + identifier + " not found."));
  }

  static void put(Scene scene, RdsInstance instance) {
    scene.table(INSTANCES).put(instance.id(), instance);
  }

  static Map<String, String> tags(List<Tag> tags) {
    return Tags.map(tags, Tag::key, Tag::value);
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  static void event(Scene scene, String instance, Instant at, String message) {
    long number = scene.table(EVENTS).size();
    Event event =
        Event.builder()
            .sourceIdentifier(instance)
            .sourceType(SourceType.DB_INSTANCE)
            .sourceArn(scene.arn(PREFIX, "db:" + instance))
            .date(at)
            .message(message)
            .eventCategories("configuration change")
            .build();
    scene.table(EVENTS).put("%08d".formatted(number), event);
  }
}
