package steadystate.reconcile.asked;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import steadystate.reconcile.pass.Engine;

/** What a person may ask of the controller about one environment. */
public sealed interface Ask {
  /** How long somebody's wish may go against a schedule; a spec is the place for longer ones. */
  Duration LONGEST_ORDER = Duration.ofDays(31);

  /** The word in an URL and in a status. */
  default String verb() {
    return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** Look at once, and try at once what waits. */
  record Reconcile() implements Ask {}

  /** Write nothing until {@link Resume}; drift is still shown. */
  record Suspend(String reason) implements Ask {}

  record Resume() implements Ask {}

  /** Keep AWS as it is, because it is right and the spec is not; until {@link Release}. */
  record Hold(String reason) implements Ask {}

  record Release() implements Ask {}

  /**
   * Take a service back to an earlier revision and keep it there, until {@link Release} or until
   * the spec wishes other content of it.
   *
   * @param revision by name, such as {@code dev-api:7}
   * @param content what the spec wishes at this moment, as {@link Engine#content} tells it
   */
  record Rollback(String service, String revision, String content, String reason) implements Ask {}

  /**
   * Be awake although the schedule says otherwise.
   *
   * @param span for how long; empty for until the schedule next falls asleep by itself
   */
  record Wake(Optional<Duration> span) implements Ask {}

  /**
   * Sleep although the schedule says otherwise.
   *
   * @param span for how long; empty for until the schedule next wakes up by itself
   */
  record Sleep(Optional<Duration> span) implements Ask {}

  /**
   * Let go on what a plan holds back; void as soon as the plan is another one.
   *
   * @param givenUp of an environment that left the files, what the plan deletes, by ARN: so that
   *     the next process goes on where this one ended
   */
  record Approve(String fingerprint, Set<String> givenUp) implements Ask {
    public Approve {
      givenUp = Set.copyOf(givenUp);
    }

    public Approve(String fingerprint) {
      this(fingerprint, Set.of());
    }
  }

  /** Let everything live that an environment had which left the files, and take our tags off. */
  record Forget() implements Ask {}
}
