package steadystate.sandbox;

import java.time.Instant;
import software.amazon.awssdk.awscore.AwsRequest;
import steadystate.aws.Operations;

/**
 * One request as AWS would see it.
 *
 * @param service the service as IAM actions name it, such as {@code elasticloadbalancing}
 * @param operation the operation, such as {@code DescribeServices}
 * @param mutating whether it may change anything
 * @param region where it was sent
 * @param caller the ARN of who sent it
 */
public record Call(
    String service,
    String operation,
    boolean mutating,
    AwsRequest request,
    Instant at,
    String region,
    String caller) {

  static Call of(SandboxClient client, String operation, AwsRequest request, Instant at) {
    return new Call(
        client.service().prefix(),
        operation,
        !Operations.reads(operation),
        request,
        at,
        client.region(),
        client.caller());
  }

  /** The IAM action, such as {@code ecs:DescribeServices}. */
  public String action() {
    return service + ":" + operation;
  }

  /**
   * Whether a pattern such as {@code ecs:UpdateService}, {@code ecs:Describe*} or {@code *} fits.
   */
  public boolean matches(String pattern) {
    return Glob.matches(pattern, action());
  }

  /** Without the request: an SDK object's text holds the values of secrets. */
  @Override
  public String toString() {
    return action() + " at " + at;
  }
}
