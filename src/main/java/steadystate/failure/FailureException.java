package steadystate.failure;

/** Carries a {@link Failure} up a stack to the place that turns it back into a value. */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public FailureException(Failure failure, Throwable cause) {
    super(failure.message(), cause);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }

  /** Whether this carries AWS's error of one of these codes. */
  public boolean is(String... codes) {
    for (String code : codes) {
      if (failure.code().equals(code)) {
        return true;
      }
    }
    return false;
  }
}
