package steadystate.source;

import java.time.Duration;

/**
 * How much of a repository is taken. More is refused, and the last good commit stays.
 *
 * @param packBytes what comes over the wire for one commit
 * @param objects files, folders and commits among it
 * @param objectBytes of a single object, wherever it lies
 * @param entries names in the folder of the environments
 * @param files specs among them
 * @param textBytes of all specs together
 * @param time for one look
 */
public record GitLimits(
    long packBytes,
    int objects,
    long objectBytes,
    int entries,
    int files,
    long textBytes,
    Duration time) {
  private static final long MIB = 1024L * 1024;

  public static final GitLimits USUAL =
      new GitLimits(256 * MIB, 300_000, 64 * MIB, 100_000, 10_000, 64 * MIB, Duration.ofMinutes(2));
}
