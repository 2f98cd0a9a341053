package steadystate.kinds;

import steadystate.failure.FailureException;

/** A delete that may be sent again: what is gone already is a success. */
public final class Deletion {
  private Deletion() {}

  /**
   * Sends it.
   *
   * @param gone AWS's error codes for what is not there
   */
  public static void of(Runnable call, String... gone) {
    try {
      call.run();
    } catch (FailureException e) {
      if (!e.is(gone)) {
        throw e;
      }
    }
  }
}
