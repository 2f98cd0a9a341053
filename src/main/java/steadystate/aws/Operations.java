package steadystate.aws;

import java.util.List;
import java.util.Map;

/** What is known of an operation from its name. */
public final class Operations {
  private static final List<String> READS =
      List.of(
          "Describe", "List", "Get", "BatchGet", "Lookup", "Search", "Simulate", "Head", "Select");

  /** Where the prefix that IAM and people use differs from the SDK's name for the service. */
  private static final Map<String, String> PREFIXES =
      Map.of("tagging", "tag", "api.ecr", "ecr", "api.pricing", "pricing");

  private Operations() {}

  /** {@code ecs:DescribeServices}, in IAM's words. */
  public static String name(String service, String method) {
    return PREFIXES.getOrDefault(service, service)
        + ":"
        + Character.toUpperCase(method.charAt(0))
        + method.substring(1);
  }

  /** Whether the operation leaves AWS as it is. */
  public static boolean reads(String operation) {
    String bare = operation.substring(operation.indexOf(':') + 1);
    return READS.stream().anyMatch(bare::startsWith);
  }
}
