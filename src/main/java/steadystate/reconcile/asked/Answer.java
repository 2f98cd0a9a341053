package steadystate.reconcile.asked;

import java.time.Instant;
import java.util.Optional;

/** What the controller says to an {@link Ask}. */
public sealed interface Answer {
  /** It will be done. */
  record Accepted(Request request) implements Answer {}

  /** There is no such environment. */
  record Nobody() implements Answer {}

  /** It cannot be done as things stand. */
  record Refused(String code, String message) implements Answer {}

  /**
   * Something that was asked.
   *
   * @param by the name of the token that asked
   * @param handledAt when a look that began after it had ended
   */
  record Request(
      String id, String verb, String by, Instant acceptedAt, Optional<Instant> handledAt) {
    Request handled(Instant at) {
      return new Request(id, verb, by, acceptedAt, Optional.of(at));
    }
  }
}
