package steadystate.source;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.internal.JGitText;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.transport.FetchConnection;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.jspecify.annotations.Nullable;

/**
 * A bare repository in a temporary folder that takes commits of one branch from elsewhere.
 * Redirects are not followed, and nothing of the user's Git configuration counts.
 */
final class GitRemote implements AutoCloseable {
  private static final int SILENCE_SECONDS = 20;
  private static final String HERE = "refs/steadystate/head";

  /** Blobs that no spec could be are left out where the other side can do that. */
  static final String SMALL_BLOBS = "blob:limit=16777216";

  /** Commits alone. */
  static final String NO_TREES = "tree:0";

  private final GitSettings settings;
  private final Path folder;
  private final BoundedRepository repository;

  private GitRemote(GitSettings settings, Path folder, BoundedRepository repository) {
    this.settings = settings;
    this.folder = folder;
    this.repository = repository;
  }

  static GitRemote create(GitSettings settings) throws IOException {
    OwnGitConfig.use();
    Path folder = Files.createTempDirectory("steadystate-git");
    BoundedRepository repository = new BoundedRepository(folder, settings.limits());
    repository.create(true);
    StoredConfig config = repository.getConfig();
    config.setString("http", null, "followRedirects", "false");
    config.setBoolean("http", null, "sslVerify", true);
    config.save();
    return new GitRemote(settings, folder, repository);
  }

  Repository repository() {
    return repository;
  }

  /** The commit at the end of the branch; empty when there is no such branch. */
  Optional<ObjectId> tip() throws IOException {
    try (Transport transport = open();
        FetchConnection connection = transport.openFetch(List.of(refSpec()))) {
      return Optional.ofNullable(connection.getRef(settings.ref())).map(Ref::getObjectId);
    }
  }

  /**
   * Brings the end of the branch here, with so many commits before it; answers what it is now.
   *
   * @param filter what is left out, where the other side can do that
   */
  Optional<ObjectId> fetch(int depth, String filter) throws IOException {
    try {
      fetch(depth, FilterSpec.fromFilterLine(filter));
    } catch (TransportException failure) {
      String words = String.valueOf(failure.getMessage());
      if (!words.endsWith(JGitText.get().filterRequiresCapability)) {
        throw failure;
      }
      fetch(depth, FilterSpec.NO_FILTER);
    }
    return Optional.ofNullable(repository.exactRef(HERE)).map(Ref::getObjectId);
  }

  private void fetch(int depth, FilterSpec filter) throws IOException {
    try (Transport transport = open()) {
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setDepth(depth);
      transport.setFilterSpec(filter);
      transport.fetch(NullProgressMonitor.INSTANCE, List.of(refSpec()));
    }
  }

  private RefSpec refSpec() {
    return new RefSpec("+" + settings.ref() + ":" + HERE);
  }

  private Transport open() throws IOException {
    Transport transport = Transport.open(repository, uri());
    transport.setTimeout(SILENCE_SECONDS);
    if (transport instanceof SshTransport ssh) {
      ssh.setSshSessionFactory(SshLogin.factory(settings.login()));
    } else if (!settings.address().isLocal()) {
      settings
          .login()
          .token()
          .ifPresent(token ->
              transport.setCredentialsProvider(
                  new UsernamePasswordCredentialsProvider(settings.login().user(), token)));
    }
    return transport;
  }

  private URIish uri() throws IOException {
    try {
      return new URIish(settings.address().url());
    } catch (URISyntaxException impossible) {
      throw new IOException(impossible);
    }
  }

  /** Bytes on disk. */
  long size() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /** Frees the disk. */
  @Override
  public void close() {
    repository.close();
    for (int i = 0; i < 3 && Files.exists(folder); i++) {
      deleteOnce();
    }
  }

  /** Files may come and go meanwhile: Git measures the clock of a disk by such. */
  private void deleteOnce() {
    try {
      Files.walkFileTree(folder, new Deleting());
    } catch (IOException gone) {
      // Tried again; what stays is in the system's temporary folder.
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
        throws IOException {
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
