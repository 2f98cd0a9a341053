package steadystate.sandbox;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Every error answer is made here, with AWS's code, text and HTTP status. */
public final class Errors {
  /**
   * The services that answer in XML by the query protocol name their errors without "Exception".
   */
  private static final Set<String> QUERY =
      Set.of("elasticloadbalancing", "rds", "sts", "iam", "cloudwatch", "autoscaling", "sns");

  private Errors() {}

  /** An error with an explicit code, for protocols whose codes differ from the class names. */
  public static AwsServiceException of(
      AwsServiceException.Builder builder, String code, int status, String message) {
    String service =
        builder.getClass().getPackageName().replaceAll(".*services\\.(\\w+)\\..*", "$1");
    return builder
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName(Character.toUpperCase(service.charAt(0)) + service.substring(1))
                .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
                .build())
        .message(message)
        .statusCode(status)
        .requestId(UUID.nameUUIDFromBytes((code + message).getBytes(StandardCharsets.UTF_8)) + "")
        .build();
  }

  /** An error of the JSON protocol, whose code is the class's name and whose status is 400. */
  public static AwsServiceException of(AwsServiceException.Builder builder, String message) {
    return of(builder, builder.getClass().getEnclosingClass().getSimpleName(), 400, message);
  }

  /** An error of the service that the request belongs to: the modelled class if there is one. */
  public static AwsServiceException of(
      AwsRequest request, String code, int status, String message) {
    return of(builder(request, code), code, status, message);
  }

  /** The service's answer to too many calls. */
  public static AwsServiceException throttled(Call call) {
    return switch (call.service()) {
      case "ec2" -> of(call.request(), "RequestLimitExceeded", 503, "Request limit exceeded.");
      case "s3" -> of(call.request(), "SlowDown", 503, "Please reduce your request rate.");
      default ->
          of(
              call.request(),
              QUERY.contains(call.service()) ? "Throttling" : "ThrottlingException",
              400,
              "Rate exceeded");
    };
  }

  /** The service's answer when no policy allows the action. */
  public static AwsServiceException denied(Call call) {
    String message =
        "User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform: %s on resource:"
            + " * because no identity-based policy allows the %s action";
    String text = message.formatted(call.action(), call.action());
    return switch (call.service()) {
      case "ec2" -> of(call.request(), "UnauthorizedOperation", 403, text);
      case "s3" -> of(call.request(), "AccessDenied", 403, text);
      default ->
          QUERY.contains(call.service())
              ? of(call.request(), "AccessDenied", 403, text)
              : of(call.request(), "AccessDeniedException", 400, text);
    };
  }

  /** The service has trouble of its own. */
  public static AwsServiceException unavailable(Call call) {
    return switch (call.service()) {
      case "ecs" -> of(call.request(), "ServerException", 500, "Service Unavailable.");
      case "ec2" -> of(call.request(), "Unavailable", 503, "The server is overloaded.");
      default ->
          of(
              call.request(),
              QUERY.contains(call.service()) ? "ServiceUnavailable" : "ServiceUnavailableException",
              503,
              "The request failed due to a temporary failure of the server.");
    };
  }

  /** The credentials ran out. */
  public static AwsServiceException expired(Call call) {
    return of(
        call.request(),
        call.service().equals("ec2") ? "RequestExpired" : "ExpiredTokenException",
        QUERY.contains(call.service()) ? 403 : 400,
        "The security token included in the request is expired");
  }

  /** No answer came; whether AWS did it is unknown to the caller. */
  public static SdkClientException timedOut(Call call) {
    return SdkClientException.create(
        "Unable to execute HTTP request: Read timed out (" + call.action() + ")",
        new java.net.SocketTimeoutException("Read timed out"));
  }

  private static AwsServiceException.Builder builder(AwsRequest request, String code) {
    Class<?> type = request.getClass();
    String modelled = type.getPackageName() + "." + code.replace(".", "");
    String base = type.getSuperclass().getName().replaceAll("Request$", "Exception");
    for (String name : new String[] {modelled, modelled + "Exception", base}) {
      try {
        Class<?> found = Class.forName(name, true, type.getClassLoader());
        if (AwsServiceException.class.isAssignableFrom(found)) {
          return (AwsServiceException.Builder) found.getMethod("builder").invoke(null);
        }
      } catch (ClassNotFoundException e) {
        // Not every code has a class of its own: the next name is more general.
      } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException("the SDK's " + name + " has no builder", e);
      }
    }
    return AwsServiceException.builder();
  }
}
