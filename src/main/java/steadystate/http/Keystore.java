package steadystate.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Collections;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/** The certificate that the server shows, and its key. It is read once, at the start. */
public final class Keystore {
  /** What is older is broken (RFC 8996). */
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private final SSLContext context;

  private Keystore(SSLContext context) {
    this.context = context;
  }

  /**
   * Reads a PKCS#12 file, whose key has the password of the file.
   *
   * @throws FailureException when it cannot be read, or holds no private key
   */
  public static Keystore read(Path file, Optional<String> password) {
    char[] word = password.orElse("").toCharArray();
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, word);
      if (!holdsKey(store)) {
        throw refused("the keystore " + file + " holds no private key");
      }
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, word);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return new Keystore(context);
    } catch (IOException unreadable) {
      boolean locked = unreadable.getCause() instanceof UnrecoverableKeyException;
      throw refused(
          locked
              ? "the password does not open the keystore " + file
              : "the keystore " + file + " cannot be read as PKCS#12");
    } catch (GeneralSecurityException broken) {
      throw refused("the keystore " + file + " cannot be used: " + broken.getMessage());
    }
  }

  private static boolean holdsKey(KeyStore store) throws GeneralSecurityException {
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return true;
      }
    }
    return false;
  }

  private static FailureException refused(String message) {
    return new FailureException(new Failure.Rejected("TlsKeystore", message));
  }

  /** Takes TLS alone: plain HTTP on this address gets no answer. */
  Connector connector(Server server, HttpConfiguration http, Address address) {
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setSslContext(context);
    tls.setIncludeProtocols(PROTOCOLS);
    HttpConfiguration secure = new HttpConfiguration(http);
    // Who comes by an address, as health checks do, names no host of the certificate.
    secure.addCustomizer(new SecureRequestCustomizer(false));
    ServerConnector connector =
        new ServerConnector(
            server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(secure));
    connector.setHost(address.host());
    connector.setPort(address.port());
    connector.setIdleTimeout(http.getIdleTimeout());
    return connector;
  }
}
