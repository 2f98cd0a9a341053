package steadystate.source;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;

/**
 * Which repository is followed, and how.
 *
 * @param path of the environments' folder in it; {@code .} for all of it
 * @param interval pause between two looks
 */
public record GitSettings(
    GitAddress address,
    String branch,
    String path,
    Duration interval,
    Login login,
    GitLimits limits) {
  public static final String BRANCH = "main";
  public static final String PATH = "environments";
  public static final Duration INTERVAL = Duration.ofSeconds(30);

  /**
   * By what the other side lets us in.
   *
   * @param token for https
   * @param sshKey private key, not encrypted
   * @param knownHosts host keys that are believed
   */
  public record Login(
      String user, Optional<String> token, Optional<Path> sshKey, Optional<Path> knownHosts) {
    /** GitHub takes any name beside a token, and asks apps for this one. */
    public static final String USER = "x-access-token";

    public static final Login NONE =
        new Login(USER, Optional.empty(), Optional.empty(), Optional.empty());

    /** Without the token. */
    @Override
    public String toString() {
      return "Login[" + user + "]";
    }
  }

  /** Throws a {@link FailureException} when branch or path are none. */
  public GitSettings {
    boolean valid =
        Repository.isValidRefName(Constants.R_HEADS + branch) && !branch.startsWith("-");
    if (!valid) {
      throw new FailureException(new Failure.Rejected("git", "the branch has no valid name"));
    }
    path = path.replaceFirst("^(\\./)+", "").replaceFirst("/+$", "");
    boolean below =
        !path.startsWith("/")
            && !path.contains("\\")
            && path.codePoints().noneMatch(Character::isISOControl)
            && List.of(path.split("/", -1)).stream()
                .noneMatch(part -> part.isEmpty() || part.equals(".."));
    if (!below) {
      throw new FailureException(
          new Failure.Rejected("git", "the path is no folder inside of the repository"));
    }
  }

  /** The usual branch, path and pace. */
  public static GitSettings of(GitAddress address) {
    return new GitSettings(address, BRANCH, PATH, INTERVAL, Login.NONE, GitLimits.USUAL);
  }

  /** {@code refs/heads/main}. */
  String ref() {
    return Constants.R_HEADS + branch;
  }

  /** Whether a push of this ref to one of these repositories may have changed what is followed. */
  public boolean concerns(List<String> repository, String pushed) {
    return pushed.equals(ref())
        && (address.isLocal() || repository.stream().anyMatch(address::isSame));
  }

  @Override
  public String toString() {
    return address + " branch " + branch + " path " + path;
  }
}
