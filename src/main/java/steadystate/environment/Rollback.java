package steadystate.environment;

/**
 * Somebody took a resource back to earlier content; what is written of that content waits until
 * somebody releases it or writes something else.
 *
 * @param revision the earlier content's name, such as {@code dev-api:7}
 * @param words for people: {@code rolled back to :7 by ops}
 */
public record Rollback(String revision, String words) {
  private static final String BEGINNING = "rolled back to ";

  /**
   * @param reason may be empty
   */
  public static Rollback by(String who, String revision, String reason) {
    String number = revision.substring(Math.max(0, revision.lastIndexOf(':')));
    String why = reason.isEmpty() ? "" : ": " + reason;
    return new Rollback(revision, BEGINNING + number + " by " + who + why);
  }

  /** Whether a text was made here. */
  public static boolean isWords(String text) {
    return text.startsWith(BEGINNING);
  }
}
