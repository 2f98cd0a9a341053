package steadystate.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import steadystate.sandbox.Asked;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Operations;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** What all of EC2 shares: how it finds things, tags them, and says no. */
public final class Ec2 {
  static final String PREFIX = "ec2";
  private static final int MOST_TAGS = 50;

  private Ec2() {}

  static AwsServiceException error(String code, String message) {
    return Errors.of(Ec2Exception.builder(), code, 400, message);
  }

  static AwsServiceException invalid(String message) {
    return error("InvalidParameterValue", message);
  }

  static AwsServiceException dependency(String message) {
    return error("DependencyViolation", message);
  }

  /** An argument that AWS insists on. */
  static String required(@Nullable String value, String name) {
    if (value == null || value.isEmpty()) {
      throw error("MissingParameter", "The request must contain the parameter " + name);
    }
    return value;
  }

  /** One row, or AWS's error for an id without one. */
  static <V> V get(Scene scene, Table<V> table, Ec2Kind kind, @Nullable String id) {
    String asked = required(id, kind.type() + "Id");
    return scene.find(table, asked).orElseThrow(() -> kind.unknown(asked));
  }

  /** The rows of a table at this moment, for a walk that changes the table. */
  static <V> List<V> rows(Scene scene, Table<V> table) {
    return List.copyOf(scene.table(table).values());
  }

  /** A request with DryRun is judged and never done. */
  static <R extends AwsRequest> Operations.Operation<R> dryRunnable(
      Operations.Operation<R> operation) {
    return (scene, request) -> {
      if (Asked.of(request, "dryRun").filter(Boolean.TRUE::equals).isPresent()) {
        throw Errors.of(
            Ec2Exception.builder(),
            "DryRunOperation",
            412,
            "Request would have succeeded, but DryRun flag is set.");
      }
      return operation.apply(scene, request);
    };
  }

  static List<Tag> tags(Scene scene, Ec2Kind kind, String id) {
    return Tags.of(scene, kind.arn(scene, id), Ec2::tag);
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Tags as a map, after AWS's checks. */
  static Map<String, String> checked(List<Tag> tags) {
    Map<String, String> map = Tags.map(tags, Tag::key, Tag::value);
    if (map.size() < tags.size()) {
      throw invalid("Duplicate tag key specified.");
    }
    map.forEach(Ec2::check);
    return map;
  }

  private static void check(String key, String value) {
    if (key == null || key.isEmpty()) {
      throw invalid("Tag key cannot be empty.");
    }
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw invalid("Tag keys starting with 'aws:' are reserved for internal use");
    }
    if (key.length() > 128) {
      throw invalid("Tag key exceeds the maximum length of 128 characters");
    }
    if (value.length() > 256) {
      throw invalid("Tag value exceeds the maximum length of 256 characters");
    }
  }

  /** Puts tags on one thing, never more than AWS allows it. */
  static void tag(Scene scene, Ec2Kind kind, String id, Map<String, String> tags) {
    String arn = kind.arn(scene, id);
    Tags.put(scene, arn, tags);
    if (Tags.of(scene, arn).size() > MOST_TAGS) {
      throw error("TagLimitExceeded", "The maximum number of tags for a resource is 50.");
    }
  }

  /** The tags that a create call carries for the thing it makes. */
  static Map<String, String> tags(List<TagSpecification> specifications, Ec2Kind kind) {
    for (TagSpecification specification : specifications) {
      if (!kind.type().equals(specification.resourceTypeAsString())) {
        throw invalid(
            "'"
                + specification.resourceTypeAsString()
                + "' is not a valid taggable resource type for this operation.");
      }
    }
    List<Tag> all = specifications.stream().flatMap(one -> one.tags().stream()).toList();
    return checked(all);
  }

  /** The availability zones of a region: three, as most have. */
  static List<String> zones(Scene scene) {
    return List.of(scene.region() + "a", scene.region() + "b", scene.region() + "c");
  }

  /** A zone's name for all accounts, such as {@code use1-az1} for us-east-1a. */
  static String zoneId(String zone) {
    String[] parts = zone.split("-");
    String direction = parts[1].replaceAll("(north|south|east|west|central)", "$1 ");
    StringBuilder code = new StringBuilder(parts[0]);
    for (String word : direction.trim().split(" ")) {
      code.append(word.charAt(0));
    }
    char letter = zone.charAt(zone.length() - 1);
    String number = parts[parts.length - 1].replaceAll("\\D", "");
    return code + number + "-az" + (letter - 'a' + 1);
  }

  /** Whether a moment that began something is so long ago that it is done. */
  public static boolean over(Scene scene, Instant since, Duration takes) {
    return !scene.now().isBefore(since.plus(takes));
  }
}
