package steadystate.environment.reading;

import java.util.regex.Pattern;

/** Tells a CIDR from other text, without asking any resolver. */
final class Cidrs {
  private static final Pattern V4 =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!/)|(?=/))){4}/(?:[12]?\\d|3[0-2])");
  private static final Pattern V6 =
      Pattern.compile("[0-9a-fA-F:]{2,39}/(?:\\d{1,2}|1[01]\\d|12[0-8])");

  private Cidrs() {}

  static boolean isCidr(String text) {
    return V4.matcher(text).matches()
        || (V6.matcher(text).matches() && text.contains("::"))
        || (V6.matcher(text).matches() && text.chars().filter(c -> c == ':').count() == 7);
  }
}
