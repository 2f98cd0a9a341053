package steadystate.http;

/**
 * A request that is not answered as asked; becomes problem details (RFC 9457). Its words are for
 * the caller and never tell what is inside.
 */
final class Trouble extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;

  /**
   * @param code a stable word made for searching, such as {@code no-such-environment}
   */
  Trouble(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
