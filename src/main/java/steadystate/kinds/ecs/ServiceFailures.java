package steadystate.kinds.ecs;

import java.util.function.Supplier;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/** ECS's errors about services that mean something else than their code says. */
final class ServiceFailures {
  private ServiceFailures() {}

  /** Makes a call that writes; an error that the next look can judge becomes Busy. */
  static <T> T judged(Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException failed) {
      throw translated(failed);
    }
  }

  private static FailureException translated(FailureException failed) {
    Failure failure = failed.failure();
    String text = failure.message();
    if (text.contains("ARN and resource ID format must be enabled")) {
      return new FailureException(
          new Failure.Denied(
              "LongArnFormat",
              "the account still uses ECS's short ARNs, which have no tags; run `aws ecs"
                  + " put-account-setting-default --name serviceLongArnFormat --value enabled`"
                  + " (and taskLongArnFormat, containerInstanceLongArnFormat)"),
          failed);
    }
    return isPassing(failed, text)
        ? new FailureException(new Failure.Busy(failure.code(), text), failed)
        : failed;
  }

  /**
   * Each of these ends by itself or is seen at the next look: a service of the name that was made
   * or drained meanwhile, a role, rule or revision that AWS does not know everywhere yet.
   */
  private static boolean isPassing(FailureException failed, String text) {
    return failed.is(
            "ServiceNotActiveException", "ServiceNotFoundException", "ClusterNotFoundException")
        || text.contains("was not idempotent")
        || text.contains("still Draining")
        || text.contains("does not have an associated load balancer")
        || text.toLowerCase(java.util.Locale.ROOT).contains("unable to assume")
        || text.contains("Role is not valid")
        || text.contains("TaskDefinition not found")
        || text.contains("TaskDefinition is inactive")
        || text.contains("Unable to describe task definition");
  }
}
