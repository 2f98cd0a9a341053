package steadystate.source;

import java.io.IOException;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import steadystate.reconcile.Commit;

/** Commits as people want to see them. */
final class Commits {
  private Commits() {}

  static Commit read(Repository repository, AnyObjectId id) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      PersonIdent author = commit.getAuthorIdent();
      return new Commit(
          commit.name(),
          author.getName(),
          commit.getShortMessage(),
          commit.getCommitterIdent().getWhenAsInstant());
    }
  }
}
