package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser.PacketLineOutRefAdvertiser;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.resource.Catalogue;

/** A server of Git's smart protocol on loopback, which lets in whoever has the token. */
class GitOverHttpTest {
  private static final String TOKEN = "ghp_0123456789abcdefghij";

  @TempDir Path temporary;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private volatile String rightToken = TOKEN;
  private volatile Optional<String> redirect = Optional.empty();
  private BareRepository home;
  private HttpServer server;
  private GitSource source;
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");

  @BeforeEach
  void start() throws IOException {
    home = new BareRepository(temporary.resolve("home.git"));
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/acme/envs.git/", this::answer);
    server.createContext("/elsewhere/", this::elsewhere);
    server.start();
    source = source(TOKEN);
    log.start();
    for (Logger one : talkers()) {
      one.setLevel(Level.TRACE);
      one.setAdditive(false);
      one.addAppender(log);
    }
  }

  @AfterEach
  void stop() {
    for (Logger one : talkers()) {
      one.setLevel(null);
      one.setAdditive(true);
      one.detachAppender(log);
    }
    source.close();
    server.stop(0);
    home.close();
  }

  @Test
  void the_token_lets_in_and_is_said_to_nobody_else() {
    String commit = home.push("Begin", GitSourceTest.files("dev"));

    Snapshot first = source.read();
    home.push("Next", GitSourceTest.files("dev", "prod"));
    Snapshot second = later();

    assertThat(first.sound()).containsOnlyKeys("dev");
    assertThat(first.commit().orElseThrow().id()).isEqualTo(commit);
    assertThat(second.sound()).containsOnlyKeys("dev", "prod");
    assertThat(asked).contains(basic("x-access-token", TOKEN));
    nobodyHeardTheToken(second);
  }

  @Test
  void a_token_that_does_not_count_any_more_leaves_the_last_commit_and_says_so() {
    String commit = home.push("Begin", GitSourceTest.files("dev"));
    source.read();
    rightToken = "another";
    home.push("Next", GitSourceTest.files("dev", "prod"));

    Snapshot refused = later();

    assertThat(refused.sound()).containsOnlyKeys("dev");
    assertThat(refused.commit().orElseThrow().id()).isEqualTo(commit);
    assertThat(refused.stale().map(Trouble::reason)).contains("AuthFailed");
    nobodyHeardTheToken(refused);
    rightToken = TOKEN;
    assertThat(later().sound()).containsOnlyKeys("dev", "prod");
  }

  @Test
  void without_the_right_token_nothing_is_read() {
    home.push("Begin", GitSourceTest.files("dev"));

    try (GitSource wrong = source("wrong-0123456789")) {
      Snapshot nothing = wrong.read();

      assertThat(nothing.sound()).isEmpty();
      assertThat(nothing.trouble().map(Trouble::reason)).contains("AuthFailed");
      assertThat(nothing.toString()).doesNotContain("wrong-0123456789");
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    home.push("Begin", GitSourceTest.files("dev"));
    redirect =
        Optional.of("http://127.0.0.1:" + server.getAddress().getPort() + "/elsewhere/envs.git");

    Snapshot nothing = source.read();

    assertThat(nothing.trouble()).isPresent();
    assertThat(asked).doesNotContain("elsewhere");
  }

  private void nobodyHeardTheToken(Snapshot shown) {
    String basic = basic("x-access-token", TOKEN).substring(6);
    assertThat(shown.toString()).doesNotContain(TOKEN).doesNotContain(basic);
    assertThat(List.copyOf(log.list))
        .isNotEmpty()
        .allSatisfy(event ->
            assertThat(event.getFormattedMessage() + event.getKeyValuePairs())
                .doesNotContain(TOKEN)
                .doesNotContain(basic));
  }

  private Snapshot later() {
    now = now.plus(Duration.ofMinutes(10));
    return source.read();
  }

  private GitSource source(String token) {
    String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/acme/envs.git";
    GitSettings settings =
        new GitSettings(
            GitAddress.parse(url),
            "main",
            "environments",
            GitSettings.INTERVAL,
            new GitSettings.Login(
                GitSettings.Login.USER, Optional.of(token), Optional.empty(), Optional.empty()),
            GitLimits.USUAL);
    return new GitSource(
        settings, new Catalogue(List.of(), List.of()), Map.of(), () -> now, new Random(7));
  }

  private static String basic(String user, String token) {
    byte[] both = (user + ":" + token).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static List<Logger> talkers() {
    return List.of(
        (Logger) LoggerFactory.getLogger("steadystate.source"),
        (Logger) LoggerFactory.getLogger("org.eclipse.jgit"));
  }

  private void elsewhere(HttpExchange exchange) throws IOException {
    asked.add("elsewhere");
    exchange.sendResponseHeaders(404, -1);
    exchange.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String login =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse("");
    asked.add(login);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int status = 200;
    if (redirect.isPresent()) {
      String path = exchange.getRequestURI().toString().replace("/acme/envs.git", "");
      exchange.getResponseHeaders().add("Location", redirect.get() + path);
      status = 302;
    } else if (!login.equals(basic("x-access-token", rightToken))) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"envs\"");
      status = 401;
    } else {
      serve(exchange, out);
    }
    exchange.sendResponseHeaders(status, out.size() == 0 ? -1 : out.size());
    exchange.getResponseBody().write(out.toByteArray());
    exchange.close();
  }

  private void serve(HttpExchange exchange, ByteArrayOutputStream out) throws IOException {
    UploadPack pack = new UploadPack(home.repository());
    pack.setBiDirectionalPipe(false);
    String kind = "application/x-git-upload-pack-result";
    if (exchange.getRequestMethod().equals("GET")) {
      kind = "application/x-git-upload-pack-advertisement";
      PacketLineOut lines = new PacketLineOut(out);
      lines.writeString("# service=git-upload-pack\n");
      lines.end();
      pack.sendAdvertisedRefs(new PacketLineOutRefAdvertiser(lines));
    } else {
      String encoding =
          Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Encoding")).orElse("");
      InputStream in = exchange.getRequestBody();
      pack.upload(encoding.equals("gzip") ? new GZIPInputStream(in) : in, out, null);
    }
    exchange.getResponseHeaders().add("Content-Type", kind);
  }
}
