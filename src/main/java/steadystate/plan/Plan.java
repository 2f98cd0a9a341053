package steadystate.plan;

import java.time.Instant;
import java.util.List;
import steadystate.environment.Mode;

/**
 * What an apply would do.
 *
 * @param changes destructive ones first, then in the order of work
 * @param inSync how many wished resources need nothing
 * @param fingerprint {@code sha256:…} over the wish, what lives, and the changes: an approval and a
 *     saved plan are bound to it
 */
public record Plan(
    String environment,
    Mode mode,
    String account,
    String region,
    Instant observedAt,
    List<Change> changes,
    List<Refusal> refusals,
    List<Unknown> unknown,
    List<Note> notes,
    int inSync,
    String fingerprint) {
  public Plan {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** How many changes are of this kind; adoptions count as updates in a summary line. */
  public int count(Action action) {
    return (int) changes.stream().filter(change -> change.action() == action).count();
  }

  /** Whether nothing differs and nothing is unknown. */
  public boolean isEmpty() {
    return changes.isEmpty() && unknown.isEmpty();
  }

  /** The same plan, refused. */
  public Plan refused(List<Refusal> more) {
    return new Plan(
        environment,
        mode,
        account,
        region,
        observedAt,
        changes,
        more,
        unknown,
        notes,
        inSync,
        fingerprint);
  }
}
