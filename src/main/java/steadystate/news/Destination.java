package steadystate.news;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a letter goes. The path often is the secret, so only the host is ever shown.
 *
 * @param host as written, an IPv6 address in brackets
 * @param target path and query
 */
record Destination(boolean secure, String host, int port, String target) {
  /** Empty for what is no plain address of the web. */
  static Optional<Destination> parse(String url) {
    try {
      URI uri = new URI(new URI(url).toASCIIString());
      String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
      Optional<String> host = Optional.ofNullable(uri.getHost());
      boolean secure = scheme.equals("https");
      if (host.isEmpty() || uri.getRawUserInfo() != null || (!secure && !scheme.equals("http"))) {
        return Optional.empty();
      }
      int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
      return Optional.of(
          new Destination(secure, host.get().toLowerCase(Locale.ROOT), port, target(uri)));
    } catch (URISyntaxException noAddress) {
      return Optional.empty();
    }
  }

  private static String target(URI uri) {
    String path = Optional.ofNullable(uri.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
    return path + Optional.ofNullable(uri.getRawQuery()).map(query -> "?" + query).orElse("");
  }

  boolean isSlack() {
    return host.equals("hooks.slack.com") || host.equals("hooks.slack-gov.com");
  }

  /** As the Host header wants it. */
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** Without the path. */
  @Override
  public String toString() {
    return host;
  }
}
