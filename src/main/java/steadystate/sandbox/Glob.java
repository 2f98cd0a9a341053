package steadystate.sandbox;

import java.util.regex.Pattern;

/** Patterns in which {@code *} stands for any text, as in IAM actions. */
public final class Glob {
  private Glob() {}

  public static boolean matches(String pattern, String text) {
    return Pattern.matches(("\\Q" + pattern + "\\E").replace("*", "\\E.*\\Q"), text);
  }
}
