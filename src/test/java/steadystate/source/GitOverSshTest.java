package steadystate.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.command.AbstractCommandSupport;
import org.eclipse.jgit.transport.UploadPack;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import steadystate.reconcile.SpecSource.Snapshot;
import steadystate.reconcile.SpecSource.Trouble;
import steadystate.resource.Catalogue;

/** A server of Git by SSH on loopback, which lets in one key. */
class GitOverSshTest {
  @TempDir Path temporary;
  private final KeyPair hostKey = key();
  private final KeyPair deployKey = key();
  private final AtomicInteger logins = new AtomicInteger();
  private BareRepository home;
  private SshServer server;
  private Instant now = Instant.parse("2026-03-02T12:00:00Z");

  @BeforeEach
  void start() throws IOException {
    home = new BareRepository(temporary.resolve("home.git"));
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
    server.setPublickeyAuthenticator((user, key, session) -> {
      logins.incrementAndGet();
      return user.equals("git") && KeyUtils.compareKeys(key, deployKey.getPublic());
    });
    server.setCommandFactory((channel, command) -> new Upload(command));
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(true);
    home.close();
  }

  @Test
  void the_key_of_a_known_host_lets_in() {
    String commit = home.push("Begin", GitSourceTest.files("dev"));
    try (GitSource source = source(deployKey, hostKey)) {
      Snapshot first = source.read();
      home.push("Next", GitSourceTest.files("dev", "prod"));
      now = now.plus(Duration.ofMinutes(10));
      Snapshot second = source.read();

      assertThat(first.trouble()).isEmpty();
      assertThat(first.commit().orElseThrow().id()).isEqualTo(commit);
      assertThat(second.sound()).containsOnlyKeys("dev", "prod");
    }
  }

  @Test
  void another_key_is_not_let_in() {
    home.push("Begin", GitSourceTest.files("dev"));
    try (GitSource source = source(key(), hostKey)) {
      Snapshot nothing = source.read();

      assertThat(nothing.sound()).isEmpty();
      assertThat(nothing.trouble().map(Trouble::reason)).contains("AuthFailed");
      assertThat(logins.get()).isPositive();
    }
  }

  @Test
  void a_host_that_is_not_known_or_has_another_key_hears_nothing() throws IOException {
    home.push("Begin", GitSourceTest.files("dev"));
    Path known = temporary.resolve("known_hosts");
    try (GitSource changed = source(deployKey, key())) {
      Snapshot nothing = changed.read();
      assertThat(nothing.sound()).isEmpty();
      assertThat(nothing.trouble()).isPresent();
    }
    try (GitSource unknown = source(deployKey, hostKey)) {
      Files.writeString(known, "");
      Snapshot nothing = unknown.read();
      assertThat(nothing.sound()).isEmpty();
      assertThat(nothing.trouble()).isPresent();
    }

    assertThat(logins).hasValue(0);
    assertThat(known).isEmptyFile();
  }

  private GitSource source(KeyPair login, KeyPair believed) {
    String url = "ssh://git@127.0.0.1:" + server.getPort() + "/envs.git";
    Path key = temporary.resolve("key");
    Path known = temporary.resolve("known_hosts");
    try (OutputStream out = Files.newOutputStream(key)) {
      OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(login, "deploy", null, out);
      Files.writeString(
          known,
          "[127.0.0.1]:%d %s%n"
              .formatted(server.getPort(), PublicKeyEntry.toString(believed.getPublic())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    GitSettings settings =
        new GitSettings(
            GitAddress.parse(url),
            "main",
            "environments",
            GitSettings.INTERVAL,
            new GitSettings.Login("git", Optional.empty(), Optional.of(key), Optional.of(known)),
            GitLimits.USUAL);
    return new GitSource(
        settings, new Catalogue(List.of(), List.of()), Map.of(), () -> now, new Random(7));
  }

  private static KeyPair key() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What Git asks of a server: {@code git-upload-pack '/envs.git'}. */
  private final class Upload extends AbstractCommandSupport {
    Upload(String command) {
      super(command, null);
    }

    @Override
    public void run() {
      try {
        new UploadPack(home.repository())
            .upload(getInputStream(), getOutputStream(), getErrorStream());
        onExit(getCommand().equals("git-upload-pack '/envs.git'") ? 0 : 1);
      } catch (IOException broken) {
        onExit(1);
      }
    }
  }
}
