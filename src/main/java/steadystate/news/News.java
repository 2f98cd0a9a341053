package steadystate.news;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.reconcile.Commit;

/**
 * One thing that people may want to hear.
 *
 * @param event a word that a spec's {@code notifications} may name
 * @param reason why, in one word, as the condition says
 * @param message for people; holds no secret
 */
record News(
    Instant at,
    String environment,
    String event,
    String reason,
    String message,
    Optional<Commit> commit) {

  /** Whether it is among what was asked for; events and reasons both count, in any case. */
  boolean isAmong(List<String> wanted) {
    return wanted.isEmpty()
        || wanted.stream()
            .anyMatch(word -> word.equalsIgnoreCase(event) || word.equalsIgnoreCase(reason));
  }
}
