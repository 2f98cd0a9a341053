package steadystate.kinds.delivery;

import java.util.function.Supplier;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * IAM takes some seconds until a new role can be used. CodeBuild and CodePipeline refuse it until
 * then, with the same words as a role that will never do.
 */
final class RoleDelay {
  private RoleDelay() {}

  /** What is only too early is busy, and tried again. */
  static <T> T bridged(Supplier<T> call) {
    try {
      return call.get();
    } catch (FailureException e) {
      String text = String.valueOf(e.failure().message());
      if (text.contains("is not authorized to perform") && text.contains("AssumeRole")) {
        throw new FailureException(
            new Failure.Busy("RoleNotUsableYet", text + "; trying again"), e);
      }
      throw e;
    }
  }
}
