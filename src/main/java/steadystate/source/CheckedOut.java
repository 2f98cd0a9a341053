package steadystate.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import steadystate.reconcile.Commit;

/** The commit that a folder is checked out from. */
final class CheckedOut {
  private CheckedOut() {}

  /** Empty for a folder outside of any repository. Whether files differ from it is not said. */
  static Optional<Commit> commitOf(Path folder) {
    OwnGitConfig.use();
    FileRepositoryBuilder builder =
        new FileRepositoryBuilder().findGitDir(folder.toAbsolutePath().toFile());
    if (Optional.ofNullable(builder.getGitDir()).isEmpty()) {
      return Optional.empty();
    }
    try (Repository repository = builder.setMustExist(true).build()) {
      Optional<ObjectId> head = Optional.ofNullable(repository.resolve(Constants.HEAD));
      return head.isEmpty() ? Optional.empty() : Optional.of(Commits.read(repository, head.get()));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
