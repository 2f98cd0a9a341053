package steadystate.policy;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Tells a secret by the name of its variable and by its shape. */
public final class PlainSecrets {
  private static final List<String> NAMES =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "pwd",
          "secret",
          "token",
          "credential",
          "apikey",
          "accesskey",
          "privatekey",
          "signingkey",
          "encryptionkey",
          "connectionstring");

  /** Ends of names that tell where a secret is, or how long it lives, and not what it is. */
  private static final Pattern ABOUT =
      Pattern.compile(
          ".*[_-](url|uri|endpoint|arn|name|file|path|dir|id|ttl|expiry|expires|expiration|seconds"
              + "|minutes|hours|days|length|header|issuer|audience|algorithm|type|enabled)");

  private static final List<Pattern> SHAPES =
      List.of(
          Pattern.compile("(AKIA|ASIA)[0-9A-Z]{16}"),
          Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"),
          Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^/\\s:@]*:[^/\\s@]+@"),
          Pattern.compile("\\b(ghp|gho|ghs|ghu|glpat|github_pat)[_-][A-Za-z0-9_-]{16,}"),
          Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"),
          Pattern.compile("\\b[sr]k_(live|test)_[A-Za-z0-9]{10,}"),
          Pattern.compile("\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ[A-Za-z0-9_-]{10,}\\."));

  private PlainSecrets() {}

  public static boolean is(String name, String value) {
    return isShapedSo(value) || (isNamedSo(name) && holdsSomething(value));
  }

  /** Whether a value alone tells, whatever it is called. */
  public static boolean isShapedSo(String value) {
    return SHAPES.stream().anyMatch(shape -> shape.matcher(value).find());
  }

  private static boolean isNamedSo(String name) {
    String apart = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    String together = apart.replaceAll("[^a-z0-9]", "");
    return NAMES.stream().anyMatch(together::contains) && !ABOUT.matcher(apart).matches();
  }

  private static boolean holdsSomething(String value) {
    return !value.isBlank() && !value.startsWith("arn:") && !value.matches("true|false");
  }
}
