package steadystate.news;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One POST to one address. Java's own client would look the name up itself, after the check; and of
 * the answer only its first line counts, so a redirect leads nowhere.
 */
final class Wire {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final int LINE = 1_024;
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})(?: .*)?");

  private Wire() {}

  /** The status that is answered. */
  static int post(Destination to, InetAddress address, String body) throws IOException {
    long end = System.nanoTime() + LONGEST.toNanos();
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(address, to.port()), Math.toIntExact(SILENCE.toMillis()));
      plain.setSoTimeout(Math.toIntExact(SILENCE.toMillis()));
      try (Socket socket = to.secure() ? secured(plain, to) : plain) {
        OutputStream out = socket.getOutputStream();
        out.write(request(to, body));
        out.flush();
        return status(socket.getInputStream(), end);
      }
    }
  }

  /** The certificate must be one for the name that was written. */
  private static Socket secured(Socket plain, Destination to) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket =
        (SSLSocket)
            factory.createSocket(plain, to.host().replaceAll("[\\[\\]]", ""), to.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static byte[] request(Destination to, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        """
        POST %s HTTP/1.1\r
        Host: %s\r
        User-Agent: steadystate\r
        Content-Type: application/json; charset=utf-8\r
        Content-Length: %d\r
        Connection: close\r
        \r
        """
            .formatted(to.target(), to.authority(), bytes.length);
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + bytes.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(bytes, 0, all, start.length, bytes.length);
    return all;
  }

  private static int status(InputStream in, long end) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int letter = in.read(); letter >= 0 && letter != '\n'; letter = in.read()) {
      line.append((char) letter);
      if (line.length() > LINE || System.nanoTime() - end > 0) {
        throw new IOException("the answer does not come to its end");
      }
    }
    Matcher status = STATUS.matcher(line.toString().strip());
    if (!status.matches()) {
      throw new IOException("the answer is no HTTP");
    }
    return Integer.parseInt(status.group(1));
  }
}
