package steadystate.kinds.ecs;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells from its name whether a setting holds what must never be shown. */
public final class SecretNames {
  private static final Set<String> WORDS =
      Set.of(
          "pass", "pwd", "pw", "key", "keys", "apikey", "dsn", "auth", "cert", "private", "salt");

  private static final List<String> PARTS =
      List.of(
          "password",
          "passwd",
          "passphrase",
          "secret",
          "token",
          "credential",
          "databaseurl",
          "dburl",
          "connectionstring");

  private SecretNames() {}

  /**
   * Whether the value behind this name is hidden: {@code DB_PASSWORD}, {@code apiKey}, and {@code
   * DATABASE_URL}, which mostly has a password inside.
   */
  public static boolean looksSecret(String name) {
    String apart = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
    String together = apart.replaceAll("[^a-z0-9]", "");
    return PARTS.stream().anyMatch(together::contains)
        || List.of(apart.split("[^a-z0-9]+", -1)).stream().anyMatch(WORDS::contains);
  }
}
