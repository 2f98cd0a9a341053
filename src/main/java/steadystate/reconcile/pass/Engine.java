package steadystate.reconcile.pass;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import steadystate.apply.Progress;
import steadystate.environment.Environment;
import steadystate.failure.Failure;
import steadystate.failure.FailureException;
import steadystate.policy.Approval;
import steadystate.resource.Gate;
import steadystate.resource.Live;
import steadystate.resource.ResourceId;

/** Looks at environments and makes AWS follow. Safe for several threads, one environment each. */
public interface Engine {
  /**
   * Compares live AWS with the wish; makes no write.
   *
   * @throws steadystate.failure.FailureException when AWS does not say whose account this is, or it
   *     is another one than the spec's
   */
  Look look(Environment environment);

  /**
   * Carries out plans until nothing is left to do, five passes at most.
   *
   * @param options how far it may go
   */
  Receipt apply(Environment environment, Options options, Progress progress);

  /**
   * One pass: look, and carry out the plan once, without waiting for what settles. The loop's way;
   * the receipt's look is the one before the writes.
   */
  Receipt pass(Environment environment, Options options, Progress progress);

  /**
   * What the spec wishes of a resource that could be taken back to an earlier state; empty for one
   * that is not wished or cannot. Another text is another wish.
   */
  default Optional<String> content(Environment environment, ResourceId id) {
    return Optional.empty();
  }

  /**
   * The name of the content that a person may take a resource back to.
   *
   * @param to as the person writes it; empty for the last that was deployed well before today's
   * @throws steadystate.failure.FailureException when there is none
   */
  default String earlier(Environment environment, Live live, Optional<String> to) {
    throw new FailureException(
        new Failure.Rejected("NoEarlierRevision", live.id() + " has no earlier state"));
  }

  /**
   * How far an apply may go.
   *
   * @param untilSteady whether it waits until services are steady
   * @param patience how long it waits at most
   * @param onlyFingerprint the first plan must have this fingerprint; empty for any
   * @param approval what a person let go of held changes
   * @param gate asked before each write, after the engine's own checks: dry-run, leases
   */
  record Options(
      boolean untilSteady,
      Duration patience,
      String onlyFingerprint,
      Approval approval,
      Gate gate) {
    public static final Options DEFAULT =
        new Options(true, Duration.ofMinutes(30), "", Approval.NONE, operation -> {});

    public Options noWait() {
      return new Options(false, patience, onlyFingerprint, approval, gate);
    }

    public Options patience(Duration other) {
      return new Options(untilSteady, other, onlyFingerprint, approval, gate);
    }

    public Options only(String fingerprint) {
      return new Options(untilSteady, patience, fingerprint, approval, gate);
    }

    /** With the fingerprints of plans whose held changes a person has approved. */
    public Options approved(Set<String> fingerprints) {
      return approval(Approval.of(fingerprints));
    }

    public Set<String> approved() {
      return approval.fingerprints();
    }

    public Options approval(Approval other) {
      return new Options(untilSteady, patience, onlyFingerprint, other, gate);
    }

    public Options gate(Gate other) {
      return new Options(untilSteady, patience, onlyFingerprint, approval, other);
    }
  }
}
