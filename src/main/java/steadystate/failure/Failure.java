package steadystate.failure;

import java.time.Duration;

/** Why a piece of work stopped. Values, not exceptions: the loop decides by kind of failure. */
public sealed interface Failure {
  /** What happened, fit for a person; never holds a secret. */
  String message();

  /** AWS's error code, such as {@code InvalidGroup.NotFound}, or a code of our own. */
  String code();

  /** How long to wait before the same work has a chance. */
  Retry retry();

  /** Whether the cause passes by itself: trying again is waiting, and no mistake. */
  default boolean passes() {
    return retry() == Retry.BACKOFF;
  }

  /** When to try again. */
  enum Retry {
    /** With growing pauses: the cause passes by itself. */
    BACKOFF,
    /** After ten minutes: a person has to grant something, and we look now and then. */
    SLOWLY,
    /** Only when the spec or the live state has changed. */
    ON_CHANGE;

    /** The pause before the next try, for {@link #SLOWLY}. */
    public static final Duration SLOW = Duration.ofMinutes(10);
  }

  /** Too many calls; AWS asks for a pause. */
  record Throttled(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.BACKOFF;
    }
  }

  /** No answer, or a 5xx one; the work may or may not have been done. */
  record Unavailable(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.BACKOFF;
    }
  }

  /** Something has to finish first: draining, dependency still there, not visible yet. */
  record Busy(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.BACKOFF;
    }
  }

  /** The credentials may not do this. */
  record Denied(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.SLOWLY;
    }
  }

  /** AWS, or a rule of ours, refuses this content; it will refuse it again. */
  record Rejected(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.ON_CHANGE;
    }
  }

  /** A mistake of this program. */
  record Defect(String code, String message) implements Failure {
    @Override
    public Retry retry() {
      return Retry.SLOWLY;
    }
  }
}
