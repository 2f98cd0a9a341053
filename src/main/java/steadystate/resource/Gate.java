package steadystate.resource;

import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * The one gate for writes. Every AWS call that is not a read asks the gate that is open for the
 * current thread; with none open it is refused. Only {@code apply} opens one.
 */
@FunctionalInterface
public interface Gate {
  /** The gate that is open while a step runs. */
  ScopedValue<Gate> OPEN = ScopedValue.newInstance();

  /**
   * Lets one write through.
   *
   * @param operation such as {@code ecs:UpdateService}
   * @throws FailureException when it must not be sent
   */
  void pass(String operation);

  /**
   * Hears of a write that was let through, once it is answered.
   *
   * @param requestId AWS's name for the call; empty when it gave none
   * @param error AWS's error code; empty when it was done
   */
  default void answered(String operation, String requestId, String error) {}

  /** Asks the open gate. */
  static void check(String operation) {
    if (!OPEN.isBound()) {
      throw new FailureException(
          new Failure.Defect("NoGate", operation + " was tried outside of a step; not sent"));
    }
    OPEN.get().pass(operation);
  }
}
