package steadystate.source;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.JGitKeyCache;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/**
 * SSH with one key and known hosts. The user's SSH configuration does not count, so that no proxy
 * command runs; a host whose key is not known is refused.
 */
final class SshLogin {
  private SshLogin() {}

  static SshdSessionFactory factory(GitSettings.Login login) {
    Path home = Path.of(Optional.ofNullable(System.getProperty("user.home")).orElse("."));
    Path ssh = home.resolve(".ssh");
    Path known = login.knownHosts().orElse(ssh.resolve("known_hosts"));
    List<Path> keys = login.sshKey().map(List::of).orElse(List.of());
    return new SshdSessionFactoryBuilder()
        .setHomeDirectory(home.toFile())
        .setSshDirectory(ssh.toFile())
        .setPreferredAuthentications("publickey")
        .setConfigStoreFactory((homeFolder, config, user) -> new NoConfig())
        .setDefaultKnownHostsFiles((File folder) -> List.of(known.toAbsolutePath()))
        .setDefaultIdentities((File folder) -> keys.stream().map(Path::toAbsolutePath).toList())
        .build(new JGitKeyCache());
  }

  private static final class NoConfig implements SshConfigStore {
    @Override
    public HostConfig lookup(String host, int port, String user) {
      return EMPTY_CONFIG;
    }

    @Override
    public HostConfig lookupDefault(String host, int port, String user) {
      return EMPTY_CONFIG;
    }
  }
}
