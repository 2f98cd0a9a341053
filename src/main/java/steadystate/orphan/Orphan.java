package steadystate.orphan;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import steadystate.cost.ResourceCost;

/**
 * A thing that nobody uses.
 *
 * @param cost what it costs a month; without a charge it is free
 */
public record Orphan(Thing thing, Whose whose, ResourceCost cost) {
  /** Why it is one. */
  public String reason() {
    return thing.sort().reason();
  }

  /** How long it has been there, where AWS tells. */
  public Optional<Duration> age(Instant now) {
    return thing.createdAt().map(then -> Duration.between(then, now));
  }
}
