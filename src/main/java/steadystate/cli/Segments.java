package steadystate.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Names as parts of a path. */
final class Segments {
  private Segments() {}

  /** A name cannot leave its place in the path. */
  static String of(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
