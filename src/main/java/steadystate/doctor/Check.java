package steadystate.doctor;

import java.util.Locale;

/**
 * One thing that was looked at.
 *
 * @param group what it belongs to, such as {@code permissions}
 * @param message what was found
 * @param help what to do about it; empty where nothing is to do
 */
public record Check(String group, Verdict verdict, String message, String help) {
  /** How it stands. */
  public enum Verdict {
    OK,
    FAIL,
    /** It could not be looked at. */
    SKIP;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Check ok(String group, String message) {
    return new Check(group, Verdict.OK, message, "");
  }

  public static Check fail(String group, String message, String help) {
    return new Check(group, Verdict.FAIL, message, help);
  }

  public static Check skip(String group, String message, String help) {
    return new Check(group, Verdict.SKIP, message, help);
  }
}
