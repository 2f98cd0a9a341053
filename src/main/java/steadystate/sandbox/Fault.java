package steadystate.sandbox;

import software.amazon.awssdk.awscore.exception.AwsServiceException;

/** What goes wrong with a call, as the exception that the real SDK would throw for it. */
@FunctionalInterface
public interface Fault {
  Fault THROTTLED = Errors::throttled;
  Fault DENIED = Errors::denied;
  Fault UNAVAILABLE = Errors::unavailable;
  Fault EXPIRED = Errors::expired;
  Fault TIMED_OUT = Errors::timedOut;

  /** ECS's answer when a family is registered from two places at once. */
  Fault REGISTERED_AT_ONCE =
      error(
          "ClientException",
          400,
          "Too many concurrent attempts to create a new revision of the specified family.");

  RuntimeException of(Call call);

  /** Any other error answer; the SDK's modelled exception class is used if the code has one. */
  static Fault error(String code, int status, String message) {
    return call -> {
      AwsServiceException error = Errors.of(call.request(), code, status, message);
      return error;
    };
  }
}
