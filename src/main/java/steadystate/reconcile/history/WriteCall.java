package steadystate.reconcile.history;

import java.time.Instant;

/**
 * A write that AWS has answered.
 *
 * @param requestId by which AWS's support and CloudTrail find it; empty when AWS gave none
 * @param error AWS's error code; empty when it was done
 */
public record WriteCall(Instant at, String operation, String requestId, String error) {}
