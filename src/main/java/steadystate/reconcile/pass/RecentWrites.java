package steadystate.reconcile.pass;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import steadystate.apply.StepResult;
import steadystate.drift.FieldChange;
import steadystate.failure.Failure;
import steadystate.plan.Action;
import steadystate.plan.Change;
import steadystate.plan.Note;
import steadystate.plan.Plan;
import steadystate.plan.Step;
import steadystate.resource.Declared;
import steadystate.resource.Live;
import steadystate.resource.References;

/**
 * What this process wrote a moment ago. AWS may show an older state for a while; the same change is
 * not made twice within that time. Losing this memory costs a repeated call, never a wrong one.
 */
final class RecentWrites {
  /** The longest that AWS was seen to show a state from before a write. */
  static final Duration GRACE = Duration.ofSeconds(60);

  private final ConcurrentMap<String, Instant> writes = new ConcurrentHashMap<>();

  /** Remembers what was sent; a lost answer counts as sent, a refusal does not. */
  void remember(String environment, List<Step> steps, List<StepResult> results, Instant now) {
    for (int i = 0; i < steps.size(); i++) {
      StepResult result = results.get(i);
      boolean lost = result.failure().map(f -> f instanceof Failure.Unavailable).orElse(false);
      if (result.succeeded() || lost) {
        writes.put(signature(environment, steps.get(i).change()), now);
      }
    }
  }

  /** The plan without what was just done and is not visible yet; notes say so. */
  Plan without(Plan plan, Instant now) {
    writes.values().removeIf(at -> now.isAfter(at.plus(GRACE)));
    List<Change> changes = new ArrayList<>();
    List<Note> notes = new ArrayList<>(plan.notes());
    for (Change change : plan.changes()) {
      Optional<Instant> at = Optional.ofNullable(writes.get(signature(plan.environment(), change)));
      if (at.isPresent()) {
        long seconds = Duration.between(at.get(), now).toSeconds();
        notes.add(
            new Note(
                change.resource(),
                "unseen",
                change.action().word()
                    + " was sent "
                    + seconds
                    + " s ago; AWS does not show it yet"));
      } else {
        changes.add(change);
      }
    }
    return plan.changes(changes).notes(notes);
  }

  /** The same wish about the same body for the same fields is the same change. */
  private static String signature(String environment, Change change) {
    StringBuilder text = new StringBuilder(environment);
    Action action = change.action() == Action.REPLACE ? Action.CREATE : change.action();
    text.append('\n').append(action).append('\n').append(change.resource());
    change.declared().map(Declared::model).ifPresent(m -> text.append(References.hash(m)));
    if (action == Action.CREATE) {
      return text.toString();
    }
    change.live().map(Live::arn).ifPresent(text::append);
    for (FieldChange field : change.fields()) {
      text.append('\n').append(field.path()).append(field.live()).append(field.desired());
    }
    return text.toString();
  }
}
