package steadystate.sandbox.elb;

import java.time.Instant;

/**
 * A target of a target group. Its health is not stored: it follows from the time since it was
 * registered or began to drain.
 *
 * @param id an address or an instance id
 * @param drainingSince {@link Instant#MAX} while it is registered
 * @param sick whether its health checks fail for as long as it is there
 */
public record Target(
    String targetGroupArn,
    String id,
    int port,
    Instant registeredAt,
    Instant drainingSince,
    boolean sick) {

  public static Target registered(
      String targetGroupArn, String id, int port, Instant now, boolean sick) {
    return new Target(targetGroupArn, id, port, now, Instant.MAX, sick);
  }

  public String key() {
    return targetGroupArn + "|" + id + "|" + port;
  }

  boolean isDraining() {
    return !drainingSince.equals(Instant.MAX);
  }

  public Target draining(Instant now) {
    return isDraining() ? this : new Target(targetGroupArn, id, port, registeredAt, now, sick);
  }
}
