package steadystate.reconcile.lease;

import java.time.Duration;

/**
 * How long a lease lasts.
 *
 * @param lease what others wait, without a sign of the holder, before they take over
 * @param renewDeadline how long the holder writes after the last renewal that it knows of; what is
 *     left of the lease is for a write that is under way, and for clocks that run unevenly
 * @param retry the pause between two renewals, and between two looks of those who wait
 */
public record Terms(Duration lease, Duration renewDeadline, Duration retry) {
  /** Those of Kubernetes' leader election. */
  public static final Terms USUAL =
      new Terms(Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofSeconds(2));

  public Terms {
    boolean ordered =
        retry.isPositive()
            && retry.compareTo(renewDeadline) < 0
            && renewDeadline.compareTo(lease) < 0;
    if (!ordered) {
      throw new IllegalArgumentException("retry < renewDeadline < lease must hold");
    }
  }

  /** The usual proportions, for a lease of another length. */
  public static Terms of(Duration lease) {
    return new Terms(
        lease, lease.multipliedBy(2).dividedBy(3), lease.multipliedBy(2).dividedBy(15));
  }
}
