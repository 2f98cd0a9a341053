package steadystate.yaml;

import java.util.regex.Pattern;

/** Paths of fields as people read them: {@code spec.services.api.expose[0].host}. */
public final class Paths {
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int LONGEST = 60;

  private Paths() {}

  /** One key further; a key with dots or other signs stands in brackets. */
  public static String key(String path, String key) {
    String shown = key.length() > LONGEST ? key.substring(0, LONGEST) + "…" : key;
    if (!BARE.matcher(shown).matches()) {
      return path + "[" + shown + "]";
    }
    return path.isEmpty() ? shown : path + "." + shown;
  }

  /** One element further, from 0. */
  public static String index(String path, int index) {
    return path + "[" + index + "]";
  }

  /** A path below another one; either may be empty. */
  public static String join(String path, String below) {
    if (path.isEmpty() || below.isEmpty()) {
      return path + below;
    }
    return below.startsWith("[") ? path + below : path + "." + below;
  }
}
