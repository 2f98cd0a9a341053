package steadystate.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import steadystate.environment.mode.Mode;

/**
 * What an apply would do.
 *
 * @param changes destructive ones first, then in the order of work
 * @param warnings what rules say that stop nothing
 * @param inSync how many wished resources need nothing
 * @param fingerprint {@code sha256:…} over the wish, what lives, and the changes: an approval and a
 *     saved plan are bound to it
 * @param cost what it changes in the monthly bill; empty when nothing of it costs or saves
 */
public record Plan(
    String environment,
    Mode mode,
    String account,
    String region,
    Instant observedAt,
    List<Change> changes,
    List<Refusal> refusals,
    List<Warning> warnings,
    List<Unknown> unknown,
    List<Note> notes,
    int inSync,
    String fingerprint,
    Optional<CostChange> cost) {
  public Plan {
    changes = List.copyOf(changes);
    refusals = List.copyOf(refusals);
    warnings = List.copyOf(warnings);
    unknown = List.copyOf(unknown);
    notes = List.copyOf(notes);
  }

  /** A plan of which nobody has said yet what it costs. */
  public Plan(
      String environment,
      Mode mode,
      String account,
      String region,
      Instant observedAt,
      List<Change> changes,
      List<Refusal> refusals,
      List<Warning> warnings,
      List<Unknown> unknown,
      List<Note> notes,
      int inSync,
      String fingerprint) {
    this(
        environment,
        mode,
        account,
        region,
        observedAt,
        changes,
        refusals,
        warnings,
        unknown,
        notes,
        inSync,
        fingerprint,
        Optional.empty());
  }

  /** A plan of which no rule warns. */
  public Plan(
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
    this(
        environment,
        mode,
        account,
        region,
        observedAt,
        changes,
        refusals,
        List.of(),
        unknown,
        notes,
        inSync,
        fingerprint);
  }

  /** How many changes are of this kind; adoptions count as updates in a summary line. */
  public int count(Action action) {
    return (int) changes.stream().filter(change -> change.action() == action).count();
  }

  /** Whether nothing differs and nothing is unknown. */
  public boolean isEmpty() {
    return changes.isEmpty() && unknown.isEmpty();
  }

  /** Changes that would be carried out now. */
  public List<Change> due() {
    return changes.stream().filter(change -> change.held().isEmpty()).toList();
  }

  /** Whether something is still on its way, so that looking again is worth it. */
  public boolean isWaiting() {
    return isUnseen() || notes.stream().anyMatch(note -> note.about().equals("waiting"));
  }

  /** Whether AWS does not show yet what was written a moment ago. */
  public boolean isUnseen() {
    return notes.stream().anyMatch(note -> note.about().equals("unseen"));
  }

  /** The same plan with other changes; it keeps its fingerprint, for that tells what was found. */
  public Plan changes(List<Change> other) {
    return with(other, refusals, warnings, notes, cost);
  }

  public Plan refusals(List<Refusal> other) {
    return with(changes, other, warnings, notes, cost);
  }

  public Plan warnings(List<Warning> other) {
    return with(changes, refusals, other, notes, cost);
  }

  public Plan notes(List<Note> other) {
    return with(changes, refusals, warnings, other, cost);
  }

  public Plan cost(Optional<CostChange> other) {
    return with(changes, refusals, warnings, notes, other);
  }

  private Plan with(
      List<Change> changes,
      List<Refusal> refusals,
      List<Warning> warnings,
      List<Note> notes,
      Optional<CostChange> cost) {
    return new Plan(
        environment,
        mode,
        account,
        region,
        observedAt,
        changes,
        refusals,
        warnings,
        unknown,
        notes,
        inSync,
        fingerprint,
        cost);
  }
}
