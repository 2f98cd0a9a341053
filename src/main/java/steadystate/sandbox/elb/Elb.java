package steadystate.sandbox.elb;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import steadystate.sandbox.Asked;
import steadystate.sandbox.Errors;
import steadystate.sandbox.Page;
import steadystate.sandbox.Scene;
import steadystate.sandbox.Table;
import steadystate.sandbox.Tags;

/** What all of Elastic Load Balancing shares: its ARNs, its checks, and how it says no. */
final class Elb {
  static final String PREFIX = "elasticloadbalancing";

  /** By ARN. */
  static final Table<LoadBalancer> LOAD_BALANCERS = new Table<>("elb.loadBalancers");

  private static final AwsRequest ANY = DescribeTagsRequest.builder().build();
  private static final int USUAL_PAGE = 400;

  private Elb() {}

  static AwsServiceException error(String code, String message) {
    return Errors.of(ANY, code, 400, message);
  }

  static AwsServiceException invalid(String message) {
    return error("ValidationError", message);
  }

  static String required(@Nullable String value, String what) {
    if (value == null || value.isEmpty()) {
      throw invalid("A " + what + " must be specified");
    }
    return value;
  }

  /** The rules for names of load balancers and target groups. */
  static String name(@Nullable String asked, String what) {
    String name = required(asked, what + " name");
    if (name.length() > 32) {
      throw invalid("The " + what + " name '" + name + "' cannot be longer than '32' characters");
    }
    if (!name.matches("[a-zA-Z0-9-]+")) {
      throw invalid(
          "The "
              + what
              + " name '"
              + name
              + "' can only contain characters that are alphanumeric"
              + " characters and hyphens(-)");
    }
    if (name.startsWith("-") || name.endsWith("-")) {
      throw invalid("The " + what + " name '" + name + "' cannot begin or end with a hyphen");
    }
    return name;
  }

  /** The load balancer of a listener, or of a rule, by the form of their ARNs. */
  static String loadBalancerOf(String listenerOrRuleArn) {
    String listener =
        listenerOrRuleArn.contains(":listener-rule/")
            ? listenerOf(listenerOrRuleArn)
            : listenerOrRuleArn;
    return parent(listener.replace(":listener/", ":loadbalancer/"));
  }

  static String listenerOf(String ruleArn) {
    return parent(ruleArn.replace(":listener-rule/", ":listener/"));
  }

  private static String parent(String arn) {
    return arn.substring(0, arn.lastIndexOf('/'));
  }

  /** A number that AWS keeps within bounds. */
  static void within(@Nullable Integer value, int least, int most, String what) {
    if (value != null && (value < least || value > most)) {
      throw invalid(what + " '" + value + "' must be between '" + least + "' and '" + most + "'");
    }
  }

  static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  /** Tags as a map, after AWS's checks. */
  public static Map<String, String> tags(List<Tag> tags) {
    Map<String, String> map = Tags.map(tags, Tag::key, Tag::value);
    if (map.size() < tags.size()) {
      throw error("DuplicateTagKeys", "Tag keys must be unique");
    }
    if (map.size() > 50) {
      throw error("TooManyTags", "The maximum number of tags per resource is 50");
    }
    for (String key : map.keySet()) {
      if (key.regionMatches(true, 0, "aws:", 0, 4)) {
        throw invalid("Tag keys that start with 'aws:' are reserved");
      }
    }
    return map;
  }

  /** One page of what a request asks for; its marker and size are read by their names. */
  static <V> Page<V> page(AwsRequest request, List<V> rows) {
    int size = Asked.of(request, "pageSize").map(Integer.class::cast).orElse(USUAL_PAGE);
    within(size, 1, USUAL_PAGE, "Page size");
    String marker = (String) Asked.of(request, "marker").orElse(null);
    return Page.of(rows, marker, size, () -> invalid("Invalid marker"));
  }

  /** The rows of the asked ARNs, in that order; each must be there. */
  static <V> List<V> chosen(
      Scene scene, ElbKind kind, Table<V> table, List<String> arns, Predicate<V> otherwise) {
    if (arns.isEmpty()) {
      return scene.table(table).values().stream().filter(otherwise).toList();
    }
    return arns.stream().distinct().map(arn -> get(scene, kind, table, arn)).toList();
  }

  static <V> V get(Scene scene, ElbKind kind, Table<V> table, @Nullable String arn) {
    String asked = required(arn, kind.words() + " ARN");
    if (ElbKind.of(asked) != kind) {
      throw invalid("'" + asked + "' is not a valid " + kind.words() + " ARN");
    }
    return scene.find(table, asked).orElseThrow(() -> kind.notFound(asked));
  }

  static LoadBalancer loadBalancer(Scene scene, @Nullable String arn) {
    return get(scene, ElbKind.LOAD_BALANCER, LOAD_BALANCERS, arn);
  }

  static boolean isApplication(LoadBalancer balancer) {
    return "application".equals(balancer.typeAsString());
  }

  /** The value if there is one, otherwise what AWS takes instead. */
  static <V> V or(@Nullable V value, V otherwise) {
    return Optional.ofNullable(value).orElse(otherwise);
  }
}
