package steadystate.sandbox.ecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Tag;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Tables;
import steadystate.sandbox.Tags;

/** What all of ECS shares: how it names things, and how it says no. */
public final class Ecs {
  static final String PREFIX = "ecs";

  private Ecs() {}

  /** The name in an ARN, or the name itself: ECS takes both wherever it takes one. */
  static String name(String nameOrArn) {
    return nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1);
  }

  /** A request without a cluster means the one called default. */
  static String clusterName(@Nullable String asked) {
    return asked == null ? "default" : name(asked);
  }

  static String clusterArn(Scene scene, String name) {
    return scene.arn(PREFIX, "cluster/" + name);
  }

  static String serviceArn(Scene scene, @Nullable String cluster, String service) {
    return scene.arn(PREFIX, "service/" + clusterName(cluster) + "/" + name(service));
  }

  /** The cluster that a request means; a deleted one is no longer found. */
  static Cluster cluster(Scene scene, @Nullable String asked) {
    return scene
        .find(Tables.CLUSTERS, clusterName(asked))
        .filter(cluster -> cluster.status().equals("ACTIVE"))
        .orElseThrow(() -> Errors.of(ClusterNotFoundException.builder(), "Cluster not found."));
  }

  /** Whether a filter of a list call lets this pass; one that was left out lets all. */
  static boolean fits(@Nullable String asked, @Nullable String actual) {
    return asked == null || asked.equals(actual);
  }

  static Failure missing(String arn) {
    return Failure.builder().arn(arn).reason("MISSING").build();
  }

  static AwsServiceException invalid(String message) {
    return Errors.of(InvalidParameterException.builder(), message);
  }

  static AwsServiceException client(String message) {
    return Errors.of(ClientException.builder(), message);
  }

  /** One page; ECS refuses sizes above the maximum instead of cutting them. */
  static <V> Page<V> page(
      List<V> all, @Nullable String token, @Nullable Integer size, int usual, int most) {
    int wanted = Optional.ofNullable(size).orElse(usual);
    if (wanted < 1 || wanted > most) {
      throw invalid("MaxResults must be between 1 and " + most + ".");
    }
    return Page.of(all, token, wanted, () -> invalid("Invalid token."));
  }

  public static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Tags as a map, after AWS's checks. */
  static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = Tags.map(tags, Tag::key, Tag::value);
    if (map.size() < tags.size()) {
      throw invalid("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    }
    map.keySet().forEach(Ecs::checkKey);
    if (map.size() > 50) {
      throw invalid("Too many tags: at most 50 are allowed.");
    }
    return map;
  }

  static void checkKey(String key) {
    if (key.regionMatches(true, 0, "aws:", 0, 4)) {
      throw invalid("aws: prefixed tag key names are not allowed for external use.");
    }
  }
}
