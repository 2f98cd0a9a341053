package steadystate.cli;

import steadystate.failure.Failure;

/** What a person can do about a failure. */
final class Advice {
  private Advice() {}

  /** One sentence; empty where the message says it already. */
  static String on(Failure failure) {
    return switch (failure.code()) {
      case "WrongAccount" -> "choose other credentials with AWS_PROFILE, or correct spec.account";
      case "ExpiredToken", "ExpiredTokenException" -> "sign in again: aws sso login";
      case "InvalidClientTokenId", "UnrecognizedClientException", "SignatureDoesNotMatch" ->
          "the keys are wrong or belong elsewhere; see which ones with: aws configure list";
      case "NoAnswer" ->
          "nothing was changed by this call as far as we know; check the network, the region and"
              + " AWS_ENDPOINT_URL";
      case "NoCredentials" -> "sign in, or name a profile: AWS_PROFILE=…";
      default -> byNature(failure);
    };
  }

  private static String byNature(Failure failure) {
    return switch (failure) {
      case Failure.Denied denied -> "grant the call named above to these credentials";
      case Failure.Throttled throttled -> "AWS asks for a pause; try again in a minute";
      case Failure.Unavailable unavailable -> "try again; AWS had no answer";
      case Failure.Busy busy -> "try again when the other work has ended";
      case Failure.Rejected rejected -> "";
      case Failure.Defect defect -> "this is a mistake of steadystate; -v shows where";
    };
  }
}
