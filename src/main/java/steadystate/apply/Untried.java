package steadystate.apply;

/** A step was not tried: what it needs is not known yet. That is no failure. */
final class Untried extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String because;

  /**
   * @param because what it waits for, such as {@code it waits for the address of database/main}
   */
  Untried(String because) {
    super(because);
    this.because = because;
  }

  String because() {
    return because;
  }
}
