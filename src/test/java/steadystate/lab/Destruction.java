package steadystate.lab;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import steadystate.environment.Environment;
import steadystate.reconcile.pass.Engine;
import steadystate.sandbox.Call;
import steadystate.sandbox.Sandbox;

/**
 * Counts the calls of the program that lose what cannot be made again. One that is sent although no
 * person approved a plan, and no time to live of the spec ran out, fails the test that sees it.
 */
final class Destruction {
  private static final Set<String> CALLS =
      Set.of(
          "rds:DeleteDbInstance",
          "s3:DeleteObject",
          "s3:DeleteObjects",
          "ec2:DeleteVpc",
          "ec2:DeleteSubnet",
          "ec2:TerminateInstances");

  private static final AtomicLong APPROVED = new AtomicLong();
  private static final AtomicLong UNAPPROVED = new AtomicLong();

  private Destruction() {}

  /** How many were sent so far, by all labs of this process, with an approval. */
  static long approved() {
    return APPROVED.get();
  }

  /** How many were sent without one. */
  static long unapproved() {
    return UNAPPROVED.get();
  }

  /** AWS itself refuses to delete a bucket with objects in it, and without force a repository. */
  private static boolean loses(Call call) {
    boolean forced =
        call.request() instanceof DeleteRepositoryRequest repository
            && Boolean.TRUE.equals(repository.force());
    return forced || CALLS.contains(call.action());
  }

  /** Looks at what the program asked of AWS after the first {@code before} calls. */
  static void watch(Sandbox sandbox, int before, Environment of, Engine.Options options) {
    List<Call> all = sandbox.recording().attempts();
    List<String> sent =
        all.subList(Math.min(before, all.size()), all.size()).stream()
            .filter(Destruction::loses)
            .map(Call::action)
            .toList();
    boolean dies = of.declared().stream().anyMatch(d -> d.lifecycle().timeToLive().isPresent());
    if (!options.approved().isEmpty() || dies) {
      APPROVED.addAndGet(sent.size());
    } else if (!sent.isEmpty()) {
      UNAPPROVED.addAndGet(sent.size());
      throw new AssertionError("sent without an approval: " + sent);
    }
  }
}
