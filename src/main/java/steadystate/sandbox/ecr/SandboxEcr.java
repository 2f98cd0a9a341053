package steadystate.sandbox.ecr;

import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import steadystate.sandbox.Operations;
import steadystate.sandbox.SandboxService;

/** Elastic Container Registry. Nothing in it happens by itself: lifecycle rules expire no image. */
public final class SandboxEcr implements SandboxService {
  @Override
  public String prefix() {
    return "ecr";
  }

  @Override
  public Class<? extends SdkClient> client() {
    return EcrClient.class;
  }

  @Override
  public void register(Operations operations) {
    EcrRepositories.register(operations);
    EcrPolicies.register(operations);
    EcrImages.register(operations);
  }
}
