package steadystate.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import steadystate.environment.mode.Moment;
import steadystate.environment.reading.SpecFile;
import steadystate.environment.reading.SpecFiles;
import steadystate.environment.reading.SpecFolder;
import steadystate.reconcile.Commit;
import steadystate.reconcile.SpecSource;
import steadystate.resource.Catalogue;
import steadystate.yaml.Problem;

/**
 * A folder of specs. Changes are found by content, since times and notices of file systems are not
 * to be relied on, least of all in containers. A change counts when two readings in a row agree, so
 * that a half-written file or a half-done checkout is not taken for what somebody meant.
 */
public final class FolderSource implements SpecSource {
  private final Supplier<SpecFiles> files;
  private final Interpreter interpreter;
  private final Supplier<Optional<Commit>> commit;
  private String digest = "";
  private String candidate = "";
  private Optional<Snapshot> last = Optional.empty();

  /**
   * @param variables what {@code --var} says
   */
  public FolderSource(Path folder, Catalogue catalogue, Map<String, String> variables) {
    this(folder, catalogue, variables, InstantSource.system());
  }

  /**
   * @param clock by which environments sleep and wake
   */
  public FolderSource(
      Path folder, Catalogue catalogue, Map<String, String> variables, InstantSource clock) {
    this(
        () -> SpecFolder.read(folder),
        catalogue,
        variables,
        () -> CheckedOut.commitOf(folder),
        clock);
  }

  FolderSource(
      Supplier<SpecFiles> files,
      Catalogue catalogue,
      Map<String, String> variables,
      Supplier<Optional<Commit>> commit,
      InstantSource clock) {
    this.files = files;
    this.interpreter = new Interpreter(catalogue, variables, clock);
    this.commit = commit;
  }

  @Override
  public synchronized Snapshot read(Map<String, Moment.Order> orders) {
    boolean turned = interpreter.hears(orders) || interpreter.hasTurned(last);
    SpecFiles now = files.get();
    String found = digest(now);
    boolean settled = last.isEmpty() || found.equals(candidate);
    candidate = found;
    boolean same = found.equals(digest) && !turned;
    if (last.isPresent() && (same || !settled)) {
      return last.get();
    }
    String revision = "folder@" + found.substring(0, 12);
    Snapshot snapshot = interpreter.snapshot(now, revision, commit.get());
    digest = found;
    last = Optional.of(snapshot);
    return snapshot;
  }

  private static String digest(SpecFiles files) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      files.failure().ifPresent(problem -> add(sha, problem.message()));
      files
          .files()
          .forEach((path, file) -> {
            add(sha, path);
            add(
                sha,
                switch (file) {
                  case SpecFile.Text(String text) -> text;
                  case SpecFile.Refused(Problem problem) -> "refused: " + problem.message();
                });
          });
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void add(MessageDigest sha, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sha.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    sha.update(bytes);
  }
}
