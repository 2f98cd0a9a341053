package steadystate.environment.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The compiled forms of the patterns that shapes name. */
final class Patterns {
  private static final Map<String, Pattern> COMPILED = new HashMap<>();

  private Patterns() {}

  static synchronized Pattern of(String regex) {
    return COMPILED.computeIfAbsent(regex, Pattern::compile);
  }
}
