package steadystate.apply;

import java.util.Optional;
import steadystate.failure.Failure;
import steadystate.resource.ResourceId;

/**
 * How one step ended.
 *
 * @param verb {@code create}, {@code update}, {@code complete}, {@code delete}, {@code adopt} …
 * @param failure why it did not succeed
 * @param skippedBecause why it was not tried: {@code it needs service/web}
 */
public record StepResult(
    ResourceId resource, String verb, Optional<Failure> failure, Optional<String> skippedBecause) {

  public boolean succeeded() {
    return failure.isEmpty() && skippedBecause.isEmpty();
  }

  /** Whether it did not succeed yet, and will when what it waits for has come. */
  public boolean waits() {
    return failure.filter(Failure::passes).isPresent();
  }
}
