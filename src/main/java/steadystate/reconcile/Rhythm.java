package steadystate.reconcile;

/** How often in a row something failed or was still on its way. One turn at a time. */
final class Rhythm {
  private int failures;
  private int settling;

  /** Counts a failure. */
  int failed() {
    return ++failures;
  }

  void succeeded() {
    failures = 0;
  }

  /** Counts a look that found something on its way. */
  int settling() {
    return ++settling;
  }

  void settled() {
    settling = 0;
  }

  void wrote() {
    settling = 0;
  }
}
