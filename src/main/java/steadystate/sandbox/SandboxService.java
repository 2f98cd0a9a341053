package steadystate.sandbox;

import java.time.Instant;
import software.amazon.awssdk.core.SdkClient;

/**
 * One AWS service of the sandbox: which client it stands behind, its operations, and its physics.
 * It holds no state; all state is in the {@link World}.
 */
public interface SandboxService {
  /** The service as IAM actions and ARNs name it. */
  String prefix();

  Class<? extends SdkClient> client();

  void register(Operations operations);

  /** Where its state lives; a global service such as IAM answers one region for all. */
  default String home(String region) {
    return region;
  }

  /**
   * Physics: makes everything happen that is due at {@code scene.now()}. Called after every write
   * and whenever something was due; a look at a world at rest should cost little.
   *
   * @return when something will happen next; now, if all services should look again at what has
   *     changed; {@link Instant#MAX} for never
   */
  default Instant advance(Scene scene) {
    return Instant.MAX;
  }
}
