package steadystate.reconcile.lease;

import java.time.Duration;

/**
 * What the store says of one lease.
 *
 * @param holder who has it; empty when it was given back
 * @param fence rises each time the lease changes hands, and never falls
 * @param mark another one at each write; whoever sees a new mark knows that the holder lives
 * @param lease what the holder promises to renew within
 */
public record Possession(String holder, long fence, String mark, Duration lease) {
  boolean isVacant() {
    return holder.isEmpty();
  }
}
