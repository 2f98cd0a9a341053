package steadystate.source;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** Whether one commit goes on from another. */
final class Ancestry {
  private static final int DEEPEST = 1_000;

  private final GitSettings settings;

  Ancestry(GitSettings settings) {
    this.settings = settings;
  }

  /**
   * Whether {@code now} is {@code before} or comes after it. Cheap where one commit was pushed;
   * else the last {@value #DEEPEST} commits are asked for. What cannot be shown is not so.
   *
   * @param near holds {@code now}
   */
  boolean follows(Repository near, ObjectId before, ObjectId now) throws IOException {
    if (reaches(near, now, before)) {
      return true;
    }
    try (GitRemote far = GitRemote.create(settings)) {
      far.fetch(DEEPEST, GitRemote.NO_TREES);
      return reaches(far.repository(), now, before);
    } catch (IOException failure) {
      if (GitTrouble.isTooMuch(failure)) {
        return false;
      }
      throw failure;
    }
  }

  private static boolean reaches(Repository repository, ObjectId from, ObjectId to)
      throws IOException {
    Deque<ObjectId> next = new ArrayDeque<>(Set.of(from));
    Set<ObjectId> seen = new HashSet<>();
    try (ObjectReader reader = repository.newObjectReader()) {
      while (!next.isEmpty()) {
        ObjectId one = next.remove();
        if (one.equals(to)) {
          return true;
        }
        if (seen.add(one)) {
          parents(reader, one, next);
        }
      }
    }
    return false;
  }

  /** As written in the commit: a walk would stop where the shallow repository ends. */
  private static void parents(ObjectReader reader, ObjectId commit, Deque<ObjectId> into)
      throws IOException {
    try {
      byte[] raw = reader.open(commit, Constants.OBJ_COMMIT).getBytes();
      Arrays.stream(RevCommit.parse(raw).getParents()).map(RevCommit::getId).forEach(into::add);
    } catch (MissingObjectException notHere) {
      // The end of what was fetched.
    }
  }
}
