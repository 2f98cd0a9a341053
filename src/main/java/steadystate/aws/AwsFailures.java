package steadystate.aws;

import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import steadystate.failure.Failure;

/** AWS's errors as failures: the one place that knows error codes of the loop's concern. */
public final class AwsFailures {
  private static final Set<String> THROTTLING =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "RequestLimitExceeded",
          "TooManyRequestsException",
          "BandwidthLimitExceeded",
          "SlowDown",
          "ProvisionedThroughputExceeded",
          "ProvisionedThroughputExceededException",
          "PriorRequestNotComplete",
          "TransactionInProgressException",
          "EC2ThrottledException",
          "LimitExceededException.Rate");

  private static final Set<String> DENIED =
      Set.of(
          "AccessDenied",
          "AccessDeniedException",
          "UnauthorizedOperation",
          "UnauthorizedException",
          "AuthFailure",
          "InvalidClientTokenId",
          "UnrecognizedClientException",
          "SignatureDoesNotMatch",
          "OptInRequired",
          "AuthorizationError");

  /** Nothing was done, and the next call comes with credentials that were renewed meanwhile. */
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private static final Set<String> BUSY =
      Set.of(
          "DependencyViolation",
          "ResourceInUse",
          "ResourceInUseException",
          "ClusterContainsServicesException",
          "ClusterContainsTasksException",
          "UpdateInProgressException",
          "ConcurrentModificationException",
          "ConcurrentUpdateException",
          "OperationAbortedException",
          "OperationAborted",
          "InvalidDBInstanceState",
          "InvalidDBSubnetGroupStateFault",
          "InvalidDBParameterGroupState",
          "IncorrectInstanceState",
          "DeleteConflict",
          "PlatformTaskDefinitionIncompatibilityException.Pending");

  private AwsFailures() {}

  /** What an SDK exception means for us. */
  public static Failure of(String operation, SdkException exception) {
    if (exception instanceof AwsServiceException service) {
      return ofService(operation, service);
    }
    if (exception instanceof SdkClientException client
        && String.valueOf(client.getMessage()).contains("Unable to load credentials")) {
      return new Failure.Denied(
          "NoCredentials",
          "no AWS credentials found; set AWS_PROFILE or the keys in the environment");
    }
    return new Failure.Unavailable(
        "NoAnswer", operation + ": " + plain(exception.getMessage(), "no answer from AWS"));
  }

  private static Failure ofService(String operation, AwsServiceException exception) {
    AwsErrorDetails details = exception.awsErrorDetails();
    String code = details == null ? "" : plain(details.errorCode(), "");
    String text = details == null ? "" : plain(details.errorMessage(), "");
    int status = exception.statusCode();
    String name = code.isEmpty() ? "HTTP" + status : code;
    String message = operation + ": " + name + (text.isEmpty() ? "" : ": " + text);
    if (THROTTLING.contains(code) || status == 429 || isRevisionRace(text)) {
      return new Failure.Throttled(name, message);
    }
    if (DENIED.contains(code) || (code.isEmpty() && status == 403)) {
      return new Failure.Denied(name, message);
    }
    if (EXPIRED.contains(code) || BUSY.contains(code) || text.contains("still Draining")) {
      return new Failure.Busy(name, message);
    }
    return status >= 500
        ? new Failure.Unavailable(name, message)
        : new Failure.Rejected(name, message);
  }

  /** ECS says this as a plain ClientException although it is a matter of pace. */
  private static boolean isRevisionRace(String text) {
    return text.contains("Too many concurrent attempts to create a new revision");
  }

  private static String plain(@org.jspecify.annotations.Nullable String text, String otherwise) {
    return text == null || text.isBlank() ? otherwise : text;
  }
}
