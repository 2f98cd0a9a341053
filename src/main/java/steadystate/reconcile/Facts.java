package steadystate.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.reconcile.pass.Look;
import steadystate.resource.ResourceId;
import steadystate.yaml.Problem;

/**
 * What an {@link Assessment} is made from.
 *
 * @param hold why nothing may be written
 * @param failure why the last look said nothing
 * @param stepFailure what the last pass could not do
 * @param block why a fix is not made now
 * @param acting whether steps are under way
 * @param now when they are told
 */
record Facts(
    Optional<Environment> spec,
    List<Problem> problems,
    Optional<Hold> hold,
    Optional<Look> look,
    Set<ResourceId> drifted,
    Optional<Failure> failure,
    Optional<String> stepFailure,
    Optional<Attempts.Block> block,
    boolean acting,
    Instant now) {

  /**
   * Why nothing is written.
   *
   * @param keepsFromReady whether the environment cannot be called ready for that alone
   */
  record Hold(String reason, String message, boolean keepsFromReady) {}
}
