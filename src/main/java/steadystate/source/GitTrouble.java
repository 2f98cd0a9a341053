package steadystate.source;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TooLargeObjectInPackException;
import steadystate.reconcile.SpecSource.Trouble;

/** Why a repository could not be read, in words for people. */
final class GitTrouble {
  private static final int LONGEST = 200;

  private GitTrouble() {}

  static Trouble of(Throwable failure, GitSettings settings) {
    String reason = reason(failure);
    return new Trouble(reason, settings.address() + " cannot be read: " + words(failure));
  }

  static Trouble branchGone(GitSettings settings) {
    return new Trouble("BranchGone", settings.address() + " has no branch " + settings.branch());
  }

  /** The same, with what is followed meanwhile. */
  static Trouble meanwhile(Trouble why, String revision, Instant readAt) {
    return new Trouble(
        why.reason(), why.message() + "; " + revision + " stays, last confirmed at " + readAt);
  }

  private static String reason(Throwable failure) {
    String words = chain(failure).toLowerCase(Locale.ROOT);
    if (find(failure, NoRemoteRepositoryException.class)) {
      return "RepositoryNotFound";
    }
    if (isTooMuch(failure)) {
      return "SourceTooLarge";
    }
    boolean login =
        words.contains("not authorized")
            || words.contains("authentication")
            || words.contains("auth fail")
            || words.contains("cannot log in")
            || words.contains("not permitted");
    return login ? "AuthFailed" : "FetchFailed";
  }

  /** Whether it was refused for its size. */
  static boolean isTooMuch(Throwable failure) {
    return find(failure, BoundedRepository.TooMuch.class)
        || find(failure, TooLargeObjectInPackException.class);
  }

  /** The words of libraries, and of the other side, on one short line. */
  private static String words(Throwable failure) {
    if (failure instanceof TimeoutException) {
      return "it took too long";
    }
    Optional<BoundedRepository.TooMuch> tooMuch = tooMuch(failure);
    String text =
        String.valueOf(tooMuch.<Throwable>map(one -> one).orElse(failure).getMessage())
            .replaceAll("\\s+", " ")
            .replaceAll("\\p{C}", "?");
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  private static Optional<BoundedRepository.TooMuch> tooMuch(Throwable failure) {
    Optional<Throwable> one = Optional.of(failure);
    while (one.isPresent()) {
      if (one.get() instanceof BoundedRepository.TooMuch found) {
        return Optional.of(found);
      }
      one = Optional.ofNullable(one.get().getCause());
    }
    return Optional.empty();
  }

  private static boolean find(Throwable failure, Class<? extends IOException> type) {
    Optional<Throwable> one = Optional.of(failure);
    while (one.isPresent()) {
      if (type.isInstance(one.get())) {
        return true;
      }
      one = Optional.ofNullable(one.get().getCause());
    }
    return false;
  }

  private static String chain(Throwable failure) {
    return failure.getMessage()
        + Optional.ofNullable(failure.getCause()).map(cause -> " " + chain(cause)).orElse("");
  }
}
