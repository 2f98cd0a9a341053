package steadystate.sandbox.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceState;

/**
 * An instance and what it is about to do. Its state follows from that and the time.
 *
 * @param shown the instance without its state, its tags and what its network interface has
 * @param since when it began to do this
 * @param guarded whether calls to terminate it are refused
 * @param settings what is told only when asked for by name, such as user data
 */
record Ec2Instance(
    Instance shown,
    String reservationId,
    String networkInterfaceId,
    Doing doing,
    Instant since,
    boolean guarded,
    Map<String, String> settings) {
  static final Duration TAKES = Duration.ofSeconds(20);

  /** What an instance does for a while, and what it is after that. */
  enum Doing {
    PENDING("pending", 0, "running", 16),
    STOPPING("stopping", 64, "stopped", 80),
    SHUTTING_DOWN("shutting-down", 32, "terminated", 48);

    private final InstanceState first;
    private final InstanceState then;

    Doing(String first, int firstCode, String then, int thenCode) {
      this.first = InstanceState.builder().name(first).code(firstCode).build();
      this.then = InstanceState.builder().name(then).code(thenCode).build();
    }
  }

  String id() {
    return shown.instanceId();
  }

  InstanceState state(Instant now) {
    return now.isBefore(since.plus(TAKES)) ? doing.first : doing.then;
  }

  boolean is(String state, Instant now) {
    return state(now).nameAsString().equals(state);
  }

  Ec2Instance begin(Doing what, Instant now) {
    return new Ec2Instance(shown, reservationId, networkInterfaceId, what, now, guarded, settings);
  }

  Ec2Instance with(Instance changed) {
    return new Ec2Instance(
        changed, reservationId, networkInterfaceId, doing, since, guarded, settings);
  }

  Ec2Instance guarded(boolean on) {
    return new Ec2Instance(shown, reservationId, networkInterfaceId, doing, since, on, settings);
  }

  Ec2Instance setting(String name, String value) {
    Map<String, String> changed = new HashMap<>(settings);
    changed.put(name, value);
    return new Ec2Instance(
        shown, reservationId, networkInterfaceId, doing, since, guarded, Map.copyOf(changed));
  }
}
