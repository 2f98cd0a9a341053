package steadystate.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where the server listens.
 *
 * @param host a name or an IP address, IPv6 without brackets
 * @param port 0 for any free one
 */
public record Address(String host, int port) {
  public static final Address USUAL = new Address("127.0.0.1", 8080);

  /** Reads {@code HOST:PORT}, {@code :PORT} and {@code [::1]:PORT}; empty for another form. */
  public static Optional<Address> parse(String text) {
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 65_535) {
      return Optional.empty();
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (host.contains(":") && !bracketed) {
      return Optional.empty();
    }
    String bare = bracketed ? host.substring(1, host.length() - 1) : host;
    return Optional.of(new Address(bare.isEmpty() ? "0.0.0.0" : bare, Integer.parseInt(port)));
  }

  /** Whether only this machine can reach it. A name that cannot be resolved counts as reachable. */
  public boolean isLoopback() {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      return false;
    }
  }

  public Address port(int other) {
    return new Address(host, other);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
