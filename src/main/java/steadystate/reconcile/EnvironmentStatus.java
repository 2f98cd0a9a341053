package steadystate.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.environment.Environment;
import steadystate.reconcile.asked.Answer;
import steadystate.reconcile.history.HistoryEntry;
import steadystate.reconcile.lease.Standing;
import steadystate.reconcile.pass.Look;
import steadystate.resource.ResourceId;
import steadystate.yaml.Problem;

/**
 * All that is known of one environment at a moment.
 *
 * @param spec the last one without a mistake; empty when there never was one
 * @param revision what the source called the text that {@code spec} was read from
 * @param source why {@code spec} is not, or may not be, what is written now
 * @param generation rises when what is wished changes, from 1
 * @param observedGeneration the generation that the last look was for; 0 before the first
 * @param problems mistakes in what is written now
 * @param orphan whether it is not written any more; nothing of it is touched
 * @param drifted what somebody changed in AWS
 * @param requests the latest that were asked and are done
 * @param staleSince set when the last look is too old to rely on
 * @param next when it is looked at again
 * @param standing whether this replica may write it, or which one does
 */
public record EnvironmentStatus(
    String name,
    Optional<Environment> spec,
    String revision,
    Optional<Commit> commit,
    Optional<SpecSource.Trouble> source,
    Instant specSince,
    long generation,
    long observedGeneration,
    List<Problem> problems,
    boolean orphan,
    Badges badges,
    List<Condition> conditions,
    Set<ResourceId> drifted,
    Optional<Look> look,
    Optional<HistoryEntry> lastWrite,
    List<Answer.Request> requests,
    Optional<Instant> staleSince,
    Optional<Instant> next,
    Standing standing) {
  public EnvironmentStatus {
    problems = List.copyOf(problems);
    conditions = List.copyOf(conditions);
    drifted = Set.copyOf(drifted);
    requests = List.copyOf(requests);
  }

  public Condition condition(Condition.Type type) {
    return conditions.stream().filter(c -> c.type() == type).findFirst().orElseThrow();
  }
}
