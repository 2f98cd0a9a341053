package steadystate.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static steadystate.reconcile.ControllerWorld.environment;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.failure.FailureException;
import steadystate.reconcile.ControllerWorld;

class TlsTest {
  private static final String PASSWORD = "keystore-password-0123456789";

  /** Sorts of TLS records. */
  private static final int HANDSHAKE = 0x16;

  private static final int ALERT = 0x15;

  @TempDir static Path folder;
  private static Path file = Path.of("");
  private Optional<Server> server = Optional.empty();

  @BeforeAll
  static void make() throws IOException, InterruptedException {
    file = folder.resolve("server.p12");
    keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=localhost");
  }

  @AfterEach
  void close() {
    server.ifPresent(Server::close);
  }

  @Test
  void the_api_speaks_tls_and_nothing_else() throws Exception {
    int port = serve();

    HttpResponse<String> answer = get(port);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
    assertThat(plain(port)).startsWith("\u0015").doesNotContain("200");
  }

  @Test
  void the_health_check_of_the_image_sees_whether_it_lives() throws Exception {
    int port = serve();

    assertThat(healthy(port)).isZero();

    server.orElseThrow().close();

    assertThat(healthy(port)).isEqualTo(1);
  }

  private static int healthy(int port) throws IOException, InterruptedException {
    ProcessBuilder check = new ProcessBuilder("bash", "src/main/docker/healthy");
    check.environment().put("STEADYSTATE_LISTEN", "0.0.0.0:" + port);
    check.environment().put("STEADYSTATE_TLS_KEYSTORE", file.toString());
    return check.redirectErrorStream(true).start().waitFor();
  }

  @Test
  void tls_before_1_2_is_refused() throws Exception {
    int port = serve();

    assertThat(hello(port, 3)).isEqualTo(HANDSHAKE);
    assertThat(hello(port, 2)).isEqualTo(ALERT);
    assertThat(hello(port, 1)).isEqualTo(ALERT);
  }

  @Test
  void a_wrong_keystore_is_told_without_its_password() throws Exception {
    Path text = Files.writeString(folder.resolve("text.p12"), "no keystore");
    Path certificates = folder.resolve("certificates.p12");
    KeyStore none = KeyStore.getInstance("PKCS12");
    none.load(null, null);
    try (var out = Files.newOutputStream(certificates)) {
      none.store(out, PASSWORD.toCharArray());
    }

    refused(file, "wrong-password", "the password does not open the keystore");
    refused(text, PASSWORD, "cannot be read as PKCS#12");
    refused(folder.resolve("nowhere.p12"), PASSWORD, "cannot be read as PKCS#12");
    refused(certificates, PASSWORD, "holds no private key");
  }

  private static void refused(Path keystore, String password, String words) {
    assertThatThrownBy(() -> Keystore.read(keystore, Optional.of(password)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining(password);
  }

  private int serve() {
    ControllerWorld world = new ControllerWorld();
    world.write(environment("dev")).turn();
    ServerParts parts =
        new ServerParts(
                new Address("127.0.0.1", 0), Tokens.NONE, "test", TreeMap::new, Optional.empty())
            .keystore(Optional.of(Keystore.read(file, Optional.of(PASSWORD))));
    server = Optional.of(Server.start(world.controller, parts));
    return server.get().port();
  }

  private static HttpResponse<String> get(int port)
      throws IOException, InterruptedException, GeneralSecurityException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/api/v1/environments"))
            .build();
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  /** Trusts this one certificate. */
  private static SSLContext trusting() throws IOException, GeneralSecurityException {
    KeyStore mine = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      mine.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", mine.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /**
   * What sort of record answers a greeting that offers one version of TLS at most: by hand, since
   * the JDK's client greets with no old one.
   *
   * @param minor 1 for TLS 1.0, 2 for 1.1, 3 for 1.2
   */
  private static int hello(int port, int minor) throws IOException {
    String random = "5a".repeat(32);
    String suites = "0004c02bc009";
    String extensions = "000a0006000400170018" + "000b00020100" + "000d0006000404030503";
    String body = "030" + minor + random + "00" + suites + "0100" + sized(extensions);
    String message = "0100" + sized(body);
    byte[] record = HexFormat.of().parseHex("160301" + sized(message));
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(record);
      return socket.getInputStream().read();
    }
  }

  private static String sized(String hex) {
    return "%04x".formatted(hex.length() / 2) + hex;
  }

  /** What somebody gets who speaks plain HTTP. */
  private static String plain(int port) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(5_000);
      socket
          .getOutputStream()
          .write(
              "GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(List.of("-ext", "san=dns:localhost,ip:127.0.0.1"));
    command.addAll(List.of("-keystore", file.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
